import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceSession } from '../session/DeviceSession'
import { randomBytes } from '../session/testing/badDevices'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedHotspot, trainingPassword } from '../simulated/simulatedHotspot'
import { createImprovDriver } from './improvDriver'
import { readMessage } from './message'
import { PacketReader } from './PacketReader'
import { encodePacket, maxPacketBytes, packetType } from './packet'
import { decodeFields, encodeResult, improvCommand } from './rpc'
import { encodeText } from './text'

const million = 1_000_000
const state = (value: number) => encodePacket({ type: packetType.state, data: Uint8Array.of(value) })
const error = (code: number) => encodePacket({ type: packetType.error, data: Uint8Array.of(code) })
const result = (command: number, ...strings: Array<string | Uint8Array>) =>
  encodePacket({ type: packetType.result, data: encodeResult(command, strings) })

function openSession(sessionId = 's1') {
  const session = new DeviceSession({ sessionId, path: 'test', simulated: false }, [createImprovDriver()], 0)
  session.opened()
  return session
}

/** A device that answers each command, by its number, with these bytes. */
function scripted(answers: Partial<Record<number, Uint8Array[]>>): SimulatedDevice {
  const all: typeof answers = { 2: [state(2)], 5: [error(2)], 6: [error(2)], 7: [error(2)], ...answers }
  return {
    boot: () => [],
    receive: (bytes) => (all[bytes[10] ?? 0] ?? []).map((said) => ({ delayMs: 1, bytes: said, unplug: false })),
  }
}

const info = result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'name')

describe('a million random bytes', () => {
  it('through the reader find only packets that check, and leave less than one held back', () => {
    const reader = new PacketReader()
    const bytes = randomBytes(1, million)
    for (let at = 0; at < million; at += 4_096) {
      for (const packet of reader.push(bytes.subarray(at, at + 4_096))) readMessage(packet)
      expect(reader.pendingBytes).toBeLessThan(maxPacketBytes)
    }
  })

  it('with headers strewn in, through the reader, do not hide a packet that follows', () => {
    const reader = new PacketReader()
    const bytes = randomBytes(2, million)
    for (let at = 0; at < million; at += 50) bytes.set(encodeText('IMPROV\x01'), at)
    reader.push(bytes)
    const found = [...reader.push(state(4)), ...reader.giveUpPartial()].map(readMessage)
    expect(found.at(-1)).toEqual({ kind: 'state', state: 4 })
  })

  it.each([1, 2, 3, 4])('in answer to a session end it in a named state (seed %i)', (seed) => {
    const session = openSession()
    session.begin({ kind: 'identify' }, 0)
    const bytes = randomBytes(seed * 77, million)
    for (let at = 0; at < million; at += 1_000) {
      const nowMs = at / 100
      session.advance(nowMs)
      session.receive(bytes.subarray(at, at + 1_000), nowMs)
    }
    while (session.deadlineMs !== null) session.advance(session.deadlineMs)
    expect(session.state).toMatchObject({ phase: 'failed', identified: false, problem: { code: 'session.noise' } })
    const { exchanges, droppedBytes } = session.evidence()
    expect(droppedBytes).toBeGreaterThan(million - 40_000)
    expect(JSON.stringify(exchanges).length).toBeLessThan(200_000)
  })
})

describe('boot logs in the middle of packets', () => {
  it('cost the packet that they break, which is asked for again', () => {
    const boot = encodeText('ESP-ROM:esp32c3\r\nrst:0x1 (POWERON),boot:0xc\r\nIMPROV')
    let times = 0
    const broken = () => (times++ === 0 ? Uint8Array.of(...info.subarray(0, 15), ...boot, ...info.subarray(15)) : info)
    const line = new VirtualLine(openSession(), {
      boot: () => [],
      receive: (bytes) => (bytes[10] === 3 ? [{ delayMs: 1, bytes: broken(), unplug: false }] : scripted({}).receive(bytes)),
    })
    expect(line.run({ kind: 'identify' })).toEqual({ ok: true })
    expect(times).toBe(2)
  })

  it('at any place and of any length never give a wrong packet', () => {
    const quiet = Uint8Array.of(...state(4), ...info)
    const known = new PacketReader().push(quiet).map(readMessage)
    fc.assert(
      fc.property(fc.nat(quiet.length), fc.uint8Array({ maxLength: 60 }), (at, log) => {
        // What does not hold a header of its own can only take packets away.
        fc.pre(!Buffer.from(log).includes('IMP'))
        const reader = new PacketReader()
        const found = [...reader.push(Uint8Array.of(...quiet.subarray(0, at), ...log, ...quiet.subarray(at)))]
        found.push(...reader.giveUpPartial())
        const isSubset = found
          .map(readMessage)
          .every((message) => known.some((each) => JSON.stringify(each) === JSON.stringify(message)))
        // One byte of checksum in 256 fits a broken packet by chance; its text then holds the log.
        expect(isSubset || reader.damagedPackets === 0).toBe(true)
      }),
    )
  })
})

describe('fields', () => {
  it('of no and of 255 bytes are read', () => {
    const longest = new Uint8Array(252).fill(65)
    const line = new VirtualLine(openSession(), scripted({ 3: [result(3, '', '', 'chip', '')], 5: [result(5, longest)] }))
    line.run({ kind: 'identify' })
    expect(line.session.state.device).toEqual({ name: '', firmware: '', version: '', chip: 'chip' })
    expect(line.session.state.hostname).toBe('A'.repeat(252))
    const whole = Uint8Array.of(255, ...new Uint8Array(255).fill(66))
    expect(decodeFields(whole)).toEqual([new Uint8Array(255).fill(66)])
    expect(decodeFields(Uint8Array.of(0, 0))).toEqual([new Uint8Array(0), new Uint8Array(0)])
  })

  it('that would move a cursor, reverse text or hide are shown as what they are', () => {
    const hostile = 'a\u001b[2Jb\r\n\u202ec\u0000\u007f\u200b\ufeff'
    const line = new VirtualLine(
      openSession(),
      scripted({ 3: [result(3, hostile, '1', 'chip', hostile)], 5: [result(5, 'x\u0007')] }),
    )
    line.run({ kind: 'identify' })
    const { device, hostname } = line.session.state
    expect(device?.firmware).toBe('a␛[2Jb␍␊\ufffdc␀␡\ufffd\ufffd')
    expect(hostname).toBe('x␇')
    expect(JSON.stringify(line.session.state)).not.toMatch(/[\u202a-\u202e]|\\u00[01]/)
  })

  it('in Latin-1 are read as that', () => {
    const line = new VirtualLine(
      openSession(),
      scripted({ 3: [result(3, 'fw', '1', 'chip', Uint8Array.of(0x4b, 0xf6, 0x6c, 0x6e))] }),
    )
    line.run({ kind: 'identify' })
    expect(line.session.state.device?.name).toBe('Köln')
  })

  it('a name that cannot be written back exactly is not offered for that', () => {
    const line = new VirtualLine(openSession(), scripted({ 3: [info], 5: [result(5, Uint8Array.of(0x4b, 0xf6))] }))
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({ hostname: 'Kö' })
    line.run({ kind: 'set-hostname', hostname: 'roof' })
    expect(line.session.state.undo).toEqual([])
  })
})

describe('network names', () => {
  const high = Uint8Array.from({ length: 32 }, (_, at) => 255 - at)
  const names: Array<[string, Uint8Array, string, boolean]> = [
    ['UTF-8', encodeText('Café 屋根 🗼'), 'Café 屋根 🗼', false],
    ['Latin-1', Uint8Array.of(0x43, 0x61, 0x66, 0xe9), 'Café', true],
    ['control characters', Uint8Array.of(0x41, 0x00, 0x0a, 0x1b), 'A␀␊␛', true],
    ['half a character', Uint8Array.of(0xe5, 0xb1), 'å±', true],
    ['any bytes', high, String.fromCharCode(...high), true],
    ['text that reads backwards', encodeText('gnp\u202eexe'), 'gnp\ufffdexe', true],
  ]

  it.each(names)('in %s are joined by exactly their bytes', (_what, ssid, shown, hasBytes) => {
    const line = new VirtualLine(
      openSession(),
      scripted({ 1: [state(3), state(4), result(1)], 3: [info], 4: [result(4, ssid, '-40', 'YES'), result(4)] }),
    )
    line.run({ kind: 'identify' })
    line.run({ kind: 'scan' })
    const [network] = line.session.state.networks
    if (!network) throw new Error('no network was found')
    expect(network.ssid).toBe(shown)
    expect(network.ssidHex !== undefined).toBe(hasBytes)
    const { ssid: name, ssidHex } = network
    line.run({ kind: 'connect', ssid: name, password: 'roof-secret', ...(ssidHex === undefined ? {} : { ssidHex }) })
    expect(line.session.state).toMatchObject({ connected: true, ssid: name })
    const sent = line.written.find((bytes) => bytes[10] === improvCommand.sendWifi)
    expect(sent?.slice(13, 13 + ssid.length)).toEqual(ssid)
  })

  it('any bytes of 1 to 32 come back exactly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 32 }), (ssid) => {
        const line = new VirtualLine(openSession(), scripted({ 3: [info], 4: [result(4, ssid, '-40', 'YES'), result(4)] }))
        line.run({ kind: 'identify' })
        line.run({ kind: 'scan' })
        const [network] = line.session.state.networks
        const joinable = network?.ssidHex ? Buffer.from(network.ssidHex, 'hex') : Buffer.from(network?.ssid ?? '')
        expect(Uint8Array.from(joinable)).toEqual(ssid)
      }),
      { numRuns: 60 },
    )
  })

  it('of no bytes or too many are left out; one that is said often is listed once, by its strongest signal', () => {
    const heard = [
      result(4, 'A', '-80', 'YES'),
      // Two in one result, as some firmware sends them.
      result(4, 'B', '-70', 'WPA2', 'A', '-50', 'NO'),
      result(4, '', '-40', 'YES'),
      result(4, 'x'.repeat(33), '-40', 'YES'),
      result(4, 'no strength', 'strong', 'YES'),
      result(4, 'too strong', '999', 'YES'),
      result(4, 'cut off', '-30'),
      result(4),
    ]
    const line = new VirtualLine(openSession(), scripted({ 3: [info], 4: heard }))
    line.run({ kind: 'identify' })
    line.run({ kind: 'scan' })
    expect(line.session.state.networks).toEqual([
      { ssid: 'A', rssiDbm: -50, secured: false },
      { ssid: 'B', rssiDbm: -70, secured: true },
      { ssid: 'no strength', rssiDbm: -127, secured: true },
      { ssid: 'too strong', rssiDbm: -127, secured: true },
    ])
  })

  it('without end are kept in bounds, the strongest of them', () => {
    const heard = Array.from({ length: 3_000 }, (_, at) => result(4, `net ${at}`, `${-(at % 100)}`, 'YES'))
    const line = new VirtualLine(openSession(), scripted({ 3: [info], 4: heard }))
    line.run({ kind: 'identify' })
    line.session.begin({ kind: 'scan' }, line.nowMs)
    for (const bytes of heard) line.session.receive(bytes, line.nowMs)
    line.session.receive(result(4), line.nowMs)
    expect(line.session.state.networks).toHaveLength(200)
    expect(line.session.state.networks.every(({ rssiDbm }) => rssiDbm > -10)).toBe(true)
  })
})

describe('two devices at once', () => {
  it('two sessions that take turns do not mix', () => {
    const lines = [3, 4].map(
      (unit) => new VirtualLine(openSession(`s${unit}`), createSimulatedHotspot({ unit }), { singleBytes: true }),
    )
    const steps = [
      { kind: 'identify' },
      { kind: 'connect', ssid: 'Mast-North', password: trainingPassword },
      { kind: 'verify' },
    ] as const
    for (const step of steps) {
      for (const line of lines) line.begin(step)
      for (let turn = 0; lines.some(({ session }) => session.settlement === null); turn++) lines[turn % 2]?.turn()
    }
    expect(lines.map(({ session }) => session.state)).toMatchObject([
      { sessionId: 's3', hostname: 'mast-0003', connected: true, urls: ['http://192.0.2.12/'] },
      { sessionId: 's4', hostname: 'mast-0004', connected: true, urls: ['http://192.0.2.13/'] },
    ])
  })
})
