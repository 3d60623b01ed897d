/** What was measured against the official SDK and its clients, one test or more for each. */
import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import type { LineOrder } from '../session/ProvisioningDriver'
import { sentPasswords } from '../session/sentPasswords'
import { type LineOptions, VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedHotspot, simulatedDevice, trainingPassword } from '../simulated/simulatedHotspot'
import { createImprovDriver } from './improvDriver'
import { readMessage } from './message'
import { PacketReader } from './PacketReader'
import { encodePacket, packetType } from './packet'
import { encodeResult, improvCommand } from './rpc'
import { encodeText } from './text'

const state = (value: number) => encodePacket({ type: packetType.state, data: Uint8Array.of(value) })
const error = (code: number) => encodePacket({ type: packetType.error, data: Uint8Array.of(code) })
const result = (command: number, ...strings: string[]) =>
  encodePacket({ type: packetType.result, data: encodeResult(command, strings) })

function open(device: SimulatedDevice, options: LineOptions = {}) {
  const session = new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createImprovDriver()], 0)
  return new VirtualLine(session, device, options)
}

/** A device that answers each command, by its number, with these bytes; silent to all others. */
function scripted(answers: Partial<Record<number, Uint8Array[]>>): SimulatedDevice {
  const send = (bytes: Uint8Array) => ({ delayMs: 1, bytes, unplug: false })
  return { boot: () => [], receive: (bytes) => (answers[bytes[10] ?? 0] ?? []).map(send) }
}

const info = result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'name')
const plain = { 2: [state(2)], 3: [info], 5: [error(2)], 6: [error(2)], 7: [error(2)] }
const credentials = { kind: 'connect', ssid: 'Mast-North', password: trainingPassword } as const

describe('a password', () => {
  const password = 'päss word&8'
  const connecting = { kind: 'connect', ssid: 'Mast-North', password } as const

  it('that the device repeats in its answer is in neither state nor evidence', () => {
    const said = [`http://192.0.2.1/?psk=${password}`, `http://192.0.2.1/?psk=${encodeURIComponent(password)}`]
    const line = open(scripted({ ...plain, 1: [result(1, ...said)] }))
    line.run({ kind: 'identify' })
    line.run(connecting)
    const urls = ['http://192.0.2.1/?psk=(password)', 'http://192.0.2.1/?psk=(password)']
    expect(line.session.state).toMatchObject({ connected: true, ssid: 'Mast-North', urls })
    const kept = line.session
      .evidence()
      .exchanges.map(({ hex }) => hex)
      .join('')
    for (const text of [password, encodeURIComponent(password)]) expect(kept).not.toContain(Buffer.from(text).toString('hex'))
  })

  it('that a device calls itself makes no other device of it', () => {
    const named = result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'Mast-Heron')
    const line = open(scripted({ ...plain, 3: [named], 1: [result(1)] }))
    line.run({ kind: 'identify' })
    line.run({ ...connecting, password: 'Mast-Heron' })
    expect(line.run({ kind: 'verify' })).toEqual({ ok: true })
    expect(line.session.state.device?.name).toBe('Mast-Heron')
  })

  it('is cut out together with its length and the checksum, also where the device echoes the packet', () => {
    const device = scripted({ ...plain, 1: [result(1)] })
    const echo = (bytes: Uint8Array) => (bytes[10] === 1 ? [{ delayMs: 1, bytes, unplug: false }] : [])
    const line = open({ boot: () => [], receive: (bytes) => [...echo(bytes), ...device.receive(bytes)] })
    line.run({ kind: 'identify' })
    line.run(connecting)
    const { exchanges } = line.session.evidence()
    const passwordBytes = encodeText(password).length
    const packet = new RegExp(
      `494d50524f560103..01..0a${Buffer.from('Mast-North').toString('hex')}(?:\\*\\*){${passwordBytes + 2}}0a`,
    )
    for (const side of ['host', 'device']) {
      expect(exchanges.flatMap(({ from, hex }) => (from === side ? [hex] : [])).join('')).toMatch(packet)
    }
    expect(sentPasswords(line.session.evidence(), line.session.state.steps)).toEqual([])
  })

  it('of which a letter stands there is found also where its length is cut out', () => {
    const line = open(scripted({ ...plain, 1: [result(1)] }))
    line.run({ kind: 'identify' })
    line.run(connecting)
    const { steps } = line.session.state
    const evidence = line.session.evidence()
    const told = evidence.exchanges.map((each) => ({ ...each, hex: each.hex.replace(/(?<=\*\*)\*\*(?=\*\*)/, '61') }))
    expect(sentPasswords({ ...evidence, exchanges: told }, steps)).toMatchObject([{ protocol: 'Improv' }])
  })

  it('that an open network does not have cuts nothing out', () => {
    const line = open(scripted({ ...plain, 1: [result(1)] }))
    line.run({ kind: 'identify' })
    line.run({ ...connecting, password: '' })
    expect(
      line.session
        .evidence()
        .exchanges.map(({ hex }) => hex)
        .join(''),
    ).not.toContain('*')
  })
})

describe('results with and without a trailing zero', () => {
  it.each([true, false])('[trap 1] reads a result that is padded: %s', (padded) => {
    const data = encodeResult(improvCommand.deviceInfo, ['fw', '1', 'chip', 'Dach'], padded)
    const line = open(scripted({ ...plain, 3: [encodePacket({ type: packetType.result, data })] }))
    line.run({ kind: 'identify' })
    expect(line.session.state.device).toEqual({ firmware: 'fw', version: '1', chip: 'chip', name: 'Dach' })
  })

  it('[trap 1] reads the end of a scan that is padded', () => {
    const end = encodePacket({ type: packetType.result, data: encodeResult(improvCommand.scan, [], true) })
    const line = open(scripted({ ...plain, 4: [result(improvCommand.scan, 'A', '-40', 'YES'), end] }))
    line.run({ kind: 'identify' })
    expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
    expect(line.session.state.networks).toEqual([{ ssid: 'A', rssiDbm: -40, secured: true }])
  })
})

describe('packets wherever they are', () => {
  it('[trap 2] reads a packet whose length byte is a newline', () => {
    const ten = result(improvCommand.hostname, 'sensor7')
    expect(ten[8]).toBe(0x0a)
    const line = open(scripted({ ...plain, 5: [ten] }), { singleBytes: true })
    line.run({ kind: 'identify' })
    expect(line.session.state.hostname).toBe('sensor7')
  })

  it('[trap 2] reads packets after log text without a newline, also when the text begins like one', () => {
    const logged = (bytes: Uint8Array) =>
      Uint8Array.of(...encodeText('wifi: IMPROVED IMPRO'), ...bytes, ...encodeText('I (77) x'))
    const line = open(scripted({ ...plain, 2: [logged(state(4)), logged(result(2, 'http://192.0.2.7/'))], 3: [logged(info)] }))
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ identified: true, connected: true, urls: ['http://192.0.2.7/'] })
  })

  it.each([
    ['checksum', 9 + 1],
    ['version', 6],
    ['type', 7],
  ])('[trap 2] takes nothing from a packet with a wrong %s', (_what, at) => {
    const wrong = state(4)
    wrong[at] = (wrong[at] ?? 0) ^ 0x40
    expect(new PacketReader().push(Uint8Array.of(...wrong, ...state(2))).map(readMessage)).toEqual([{ kind: 'state', state: 2 }])
  })
})

describe('what the host writes', () => {
  it('[trap 3] a newline stands before and after every packet, so that half a line before it does no harm', () => {
    const line = open(createSimulatedHotspot())
    for (const kind of ['identify', 'scan', 'verify'] as const) line.run({ kind })
    line.run(credentials)
    line.run({ kind: 'set-hostname', hostname: 'roof-7' })
    expect(line.written.length).toBeGreaterThan(10)
    for (const bytes of line.written) expect([bytes[0], bytes[1], bytes.at(-1)]).toEqual([0x0a, 0x49, 0x0a])
  })

  it('[trap 4] every packet is one write, and a question that was lost is asked again', () => {
    const hotspot = createSimulatedHotspot()
    let heard = 0
    // Every second packet is lost, as with a gap between its bytes.
    const line = open({ boot: () => [], receive: (bytes) => (heard++ % 2 === 0 ? [] : hotspot.receive(bytes)) })
    expect(line.run({ kind: 'identify' })).toEqual({ ok: true })
    expect(line.session.state.device).toEqual(simulatedDevice)
    for (const bytes of line.written) expect(new PacketReader().push(bytes)).toHaveLength(1)
  })

  it('[trap 4] credentials and new names that were lost are not written again', () => {
    for (const [request, command] of [
      [credentials, improvCommand.sendWifi],
      [{ kind: 'set-hostname', hostname: 'roof-7' } as const, improvCommand.hostname],
      [{ kind: 'set-device-name', name: 'Roof' } as const, improvCommand.deviceName],
    ] as const) {
      const hotspot = createSimulatedHotspot()
      const carries = (bytes: Uint8Array) => bytes[10] === command && (bytes[11] ?? 0) > 0
      const line = open({ boot: () => [], receive: (bytes) => (carries(bytes) ? [] : hotspot.receive(bytes)) })
      line.run({ kind: 'identify' })
      expect(line.run(request)).toMatchObject({ ok: false })
      expect(line.written.filter(carries)).toHaveLength(1)
    }
  })
})

describe('errors and silence', () => {
  it('[trap 5] damaged bytes are asked again, also where they are told as an unknown command; silence ends', () => {
    const asked = (answers: Parameters<typeof scripted>[0]) => {
      const line = open(scripted({ ...plain, ...answers }))
      line.run({ kind: 'identify' })
      const before = line.written.length
      line.run({ kind: 'scan' })
      return [line.written.length - before, line.session.state.problem?.code]
    }
    expect(asked({ 4: [error(1)] })).toEqual([2, 'improv.invalid-packet'])
    expect(asked({ 4: [error(2)] })).toEqual([2, 'improv.cannot-scan'])
    expect(asked({})).toEqual([2, 'improv.silent'])
  })

  /** A scan whose results come these milliseconds after each other. */
  function scanned(gapsMs: readonly number[], last: Uint8Array[] = []) {
    const answers = gapsMs.map((delayMs, at) => ({ delayMs, bytes: result(4, `N${at}`, `-${40 + at}`, 'YES'), unplug: false }))
    const end = last.map((bytes) => ({ delayMs: 500, bytes, unplug: false }))
    const device = scripted(plain)
    const line = open({
      boot: () => [],
      receive: (bytes) => (bytes[10] === improvCommand.scan ? [...answers, ...end] : device.receive(bytes)),
    })
    line.run({ kind: 'identify' })
    const startedMs = line.nowMs
    const settlement = line.run({ kind: 'scan' })
    return { settlement, networks: line.session.state.networks.map(({ ssid }) => ssid), tookMs: line.nowMs - startedMs }
  }

  it('a scan that takes longer than one wait is heard to its end', () => {
    const { settlement, networks, tookMs } = scanned([6_000, 7_000, 8_000, 3_000], [result(4)])
    expect(settlement).toEqual({ ok: true })
    expect(networks).toEqual(['N0', 'N1', 'N2', 'N3'])
    expect(tookMs).toBe(24_500)
  })

  it.each([
    ['falls silent', []],
    ['says that something went wrong', [error(2)]],
  ])('a scan keeps the networks that were heard before the device %s', (_what, last) => {
    expect(scanned([100, 200], last)).toMatchObject({ settlement: { ok: true }, networks: ['N0', 'N1'] })
  })

  it('a scan without an end ends all the same', () => {
    const { settlement, tookMs } = scanned(Array.from({ length: 1_000 }, () => 900))
    expect(settlement).toEqual({ ok: true })
    expect(tookMs).toBeLessThan(62_000)
  })

  it('a device that was set up but whose network is gone is not called connected', () => {
    const asked = (flags: string) => {
      const line = open(scripted({ ...plain, 2: [state(4), result(2, 'http://192.0.2.7/')], 7: [result(7, flags)] }))
      line.run({ kind: 'identify' })
      return line.session.state
    }
    expect(asked('2')).toMatchObject({ connected: false, urls: [], network: { online: false, wifi: true } })
    expect(asked('3')).toMatchObject({ connected: true, urls: ['http://192.0.2.7/'], network: { online: true } })
  })

  it('[trap 5] a device that cannot scan loses that ability and nothing else', () => {
    const line = open(scripted({ ...plain, 4: [error(2)] }))
    line.run({ kind: 'identify' })
    expect(line.run({ kind: 'scan' })).toEqual({ ok: true })
    expect(line.session.state).toMatchObject({ phase: 'idle', identified: true, abilities: ['connect', 'verify'] })
  })

  it('[trap 5] a connection that nobody speaks of any more ends after 45 seconds and a last question', () => {
    const line = open(scripted({ ...plain, 1: [state(3)] }))
    line.run({ kind: 'identify' })
    const [begunMs, question] = [line.nowMs, line.written.length]
    expect(line.run(credentials)).toMatchObject({ ok: false, problem: { code: 'improv.unable-to-connect' } })
    expect(line.nowMs - begunMs).toBe(45_003)
    // Its last word may have been lost: that it takes credentials again says that it gave up.
    expect(line.written.slice(question).map((bytes) => bytes[10])).toEqual([2, 3, 1, 2])
    const device = scripted({ ...plain, 1: [state(3)] })
    let isGone = false
    const gone = open({
      boot: () => [],
      receive(bytes) {
        const answer = isGone ? [] : device.receive(bytes)
        isGone ||= bytes[10] === improvCommand.sendWifi
        return answer
      },
    })
    gone.run({ kind: 'identify' })
    const startedMs = gone.nowMs
    expect(gone.run(credentials)).toMatchObject({ ok: false, problem: { code: 'improv.connect-timeout' } })
    // Two questions before, a millisecond each, and one after.
    expect(gone.nowMs - startedMs).toBe(46_502)
  })

  it('[trap 6] wrong credentials are 03, error 03, 02; right ones 03, 04, result 01; error 00 is no failure', () => {
    const refused = open(scripted({ ...plain, 1: [error(0), state(3), error(3), state(2)] }))
    refused.run({ kind: 'identify' })
    expect(refused.run(credentials)).toMatchObject({ ok: false, problem: { code: 'improv.unable-to-connect' } })
    expect(refused.session.state.connected).toBe(false)
    const joined = open(scripted({ ...plain, 1: [error(0), state(3), error(0), state(4), result(1, 'http://192.0.2.7/')] }))
    joined.run({ kind: 'identify' })
    expect(joined.run(credentials)).toEqual({ ok: true })
    expect(joined.session.state).toMatchObject({ connected: true, ssid: 'Mast-North', urls: ['http://192.0.2.7/'] })
  })
})

describe('what differs from firmware to firmware', () => {
  it.each([
    ['neither name', {}, []],
    ['a host name only', { 5: [result(5, 'roof')] }, ['set-hostname']],
    ['a device name only', { 6: [result(6, 'Dach')] }, ['set-device-name']],
    ['both', { 5: [result(5, 'roof')], 6: [result(6, 'Dach')] }, ['set-hostname', 'set-device-name']],
  ])('[trap 7] firmware that knows %s can be asked for just that', (_what, answers, abilities) => {
    const line = open(scripted({ ...plain, ...answers }))
    expect(line.run({ kind: 'identify' })).toEqual({ ok: true })
    expect(line.session.state.abilities).toEqual(['scan', 'connect', 'verify', ...abilities])
  })

  it('[trap 7] firmware that is silent to what it does not know is identified all the same', () => {
    const line = open(scripted({ 2: [state(2)], 3: [info] }))
    expect(line.run({ kind: 'identify' })).toEqual({ ok: true })
    expect(line.session.state).toMatchObject({
      identified: true,
      hostname: null,
      network: null,
      abilities: ['scan', 'connect', 'verify'],
    })
  })

  it('[trap 7] an Improv device is never called proved, and cannot be asked to prove anything', () => {
    const line = open(createSimulatedHotspot())
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ identified: true, proof: null })
    const prove = (): LineOrder[] => line.session.begin({ kind: 'prove', challengeKey: new Uint8Array(32) }, line.nowMs)
    expect(prove).toThrow(expect.objectContaining({ code: 'driver.no-such-step' }))
  })
})
