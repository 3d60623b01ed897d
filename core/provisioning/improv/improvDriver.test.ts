import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { DeviceSession } from '../session/DeviceSession'
import type { LineOrder } from '../session/ProvisioningDriver'
import { VirtualLine } from '../session/testing/VirtualLine'
import {
  createSimulatedHotspot,
  type SimulatedHotspotOptions,
  simulatedDevice,
  trainingPassword,
} from '../simulated/simulatedHotspot'
import { createImprovDriver } from './improvDriver'
import { encodePacket, packetType } from './packet'
import { encodeResult, improvCommand } from './rpc'

const identity = { sessionId: 's1', path: '/dev/ttyTEST', simulated: false }

function openSession() {
  const session = new DeviceSession(identity, [createImprovDriver()], 0)
  session.opened()
  return session
}

const openLine = (options: SimulatedHotspotOptions = {}) => new VirtualLine(openSession(), createSimulatedHotspot(options))

const state = (value: number) => encodePacket({ type: packetType.state, data: Uint8Array.of(value) })
const error = (code: number) => encodePacket({ type: packetType.error, data: Uint8Array.of(code) })
const result = (command: number, ...strings: Array<string | Uint8Array>) =>
  encodePacket({ type: packetType.result, data: encodeResult(command, strings) })
const info = result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'name')
const credentials = { kind: 'connect', ssid: 'Mast-North', password: trainingPassword } as const

/** Which commands were ordered to be written. */
const commandsIn = (orders: LineOrder[]) => orders.map((order) => (order.kind === 'write' ? order.bytes[10] : order.kind))

/** Answers one question after the other, a millisecond apart, and says what was asked. */
function converse(session: DeviceSession, orders: LineOrder[], ...answers: Uint8Array[]) {
  const asked = commandsIn(orders)
  for (const answer of answers) asked.push(...commandsIn(session.receive(answer, 1)))
  return asked
}

/** A session whose device is identified and knows neither names nor its network state. */
function plainSession(stateValue = 2) {
  const session = openSession()
  const urls = stateValue === 4 ? [result(improvCommand.currentState)] : []
  const orders = session.begin({ kind: 'identify' }, 0)
  converse(session, orders, state(stateValue), state(stateValue), ...urls, info, error(2), error(2), error(2))
  expect(session.settlement).toEqual({ ok: true })
  return session
}

describe('a session with the training hotspot', () => {
  it('identifies, scans, connects and verifies', () => {
    const line = openLine()
    const { session } = line
    line.run({ kind: 'identify' })
    expect(session.state).toMatchObject({
      phase: 'idle',
      driver: 'improv',
      identified: true,
      connected: false,
      device: simulatedDevice,
    })
    expect(session.state).toMatchObject({ hostname: 'mast-0001', network: { online: false, wifi: true, ethernet: false } })
    expect(session.state.abilities).toEqual(['scan', 'connect', 'verify', 'set-hostname', 'set-device-name'])
    line.run({ kind: 'scan' })
    expect(session.state.networks.slice(0, 3)).toEqual([
      { ssid: 'Mast-North', rssiDbm: -48, secured: true },
      { ssid: 'Dachgarten Köln', rssiDbm: -61, secured: true },
      { ssid: 'Library Guest', rssiDbm: -74, secured: false },
    ])
    line.run(credentials)
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North', urls: ['http://192.0.2.10/'], problem: null })
    line.run({ kind: 'verify' })
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, ssid: 'Mast-North', network: { online: true } })
  })

  it('says that credentials were wrong and lets them be sent again', () => {
    const line = openLine()
    line.run({ kind: 'identify' })
    const settlement = line.run({ ...credentials, password: 'not it' })
    expect(settlement).toMatchObject({ ok: false, problem: { code: 'improv.unable-to-connect' } })
    expect(line.session.state).toMatchObject({ phase: 'failed', connected: false, problem: { code: 'improv.unable-to-connect' } })
    line.run(credentials)
    expect(line.session.state).toMatchObject({ phase: 'idle', connected: true, problem: null })
  })

  it('says that it is simulated, also on a port that looks real', () => {
    const line = openLine()
    line.run({ kind: 'identify' })
    expect(line.session.state.simulated).toBe(true)
  })
})

describe('retries and time', () => {
  it('asks three times, then says that nothing answers', () => {
    const line = openLine({ silent: true })
    line.run({ kind: 'identify' })
    expect(line.written).toHaveLength(3)
    expect(line.nowMs).toBe(4_500)
    expect(line.session.state).toMatchObject({ phase: 'failed', identified: false, problem: { code: 'session.silent' } })
  })

  it('sends credentials exactly once, waits 45 seconds, and then asks for the state', () => {
    const session = plainSession()
    const begun = session.begin(credentials, 0)
    expect(converse(session, begun, state(2), info)).toEqual([
      improvCommand.currentState,
      improvCommand.deviceInfo,
      improvCommand.sendWifi,
    ])
    expect(session.advance(45_000)).toEqual([])
    expect(session.settlement).toBeNull()
    expect(commandsIn(session.advance(45_001))).toEqual([improvCommand.currentState])
    expect(session.advance(46_501)).toEqual([])
    expect(session.state.problem?.code).toBe('improv.connect-timeout')
  })

  it('repeats a question after "damaged bytes", but never credentials', () => {
    const session = plainSession()
    session.begin({ kind: 'scan' }, 0)
    expect(session.receive(error(1), 1)).toHaveLength(1)
    session.receive(Uint8Array.of(...result(improvCommand.scan, 'A', '-40', 'YES'), ...result(improvCommand.scan)), 2)
    expect(session.settlement).toEqual({ ok: true })
    session.begin(credentials, 3)
    session.receive(Uint8Array.of(...state(2), ...info), 4)
    expect(session.receive(error(1), 5)).toEqual([])
    expect(session.state.problem?.code).toBe('improv.invalid-packet')
  })

  it('finds an answer that was hidden behind half a packet when the wait ends', () => {
    const session = plainSession()
    session.begin({ kind: 'verify' }, 0)
    const half = encodePacket({ type: packetType.result, data: new Uint8Array(200) }).subarray(0, 20)
    expect(session.receive(Uint8Array.of(...half, ...state(2)), 1)).toEqual([])
    expect(commandsIn(session.advance(1_500))).toEqual([improvCommand.deviceInfo])
  })

  it('waits until an attempt that was begun before has ended', () => {
    const session = plainSession()
    const begun = session.begin(credentials, 0)
    expect(converse(session, begun, state(3))).toEqual([improvCommand.currentState])
    expect(commandsIn(session.receive(Uint8Array.of(...error(3), ...state(2)), 900))).toEqual([improvCommand.deviceInfo])
    expect(commandsIn(session.receive(info, 901))).toEqual([improvCommand.sendWifi])
  })

  it('does not wait for ever for an attempt that does not end', () => {
    const session = plainSession()
    session.begin(credentials, 0)
    for (let nowMs = 0; session.settlement === null; nowMs += 100) {
      expect(nowMs).toBeLessThan(120_000)
      for (const order of session.advance(nowMs)) if (order.kind === 'write') session.receive(state(3), nowMs)
    }
    expect(session.state.problem?.code).toMatch(/^improv\.(still-joining|silent)$/)
  })
})

describe("the device's word", () => {
  it('"no error" is not a failure', () => {
    const session = plainSession()
    session.begin(credentials, 0)
    for (const bytes of [
      error(0),
      state(2),
      error(0),
      info,
      error(0),
      state(3),
      error(0),
      state(4),
      result(improvCommand.sendWifi),
    ]) {
      session.receive(bytes, 1)
    }
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, urls: [] })
  })

  it('"provisioned" counts only after "provisioning", so an old network is not taken for the new one', () => {
    const session = plainSession(4)
    session.begin(credentials, 0)
    session.receive(Uint8Array.of(...state(4), ...info), 1)
    session.receive(Uint8Array.of(...state(4), ...result(improvCommand.currentState, 'http://old/')), 2)
    expect(session.settlement).toBeNull()
    expect(session.state.connected).toBe(false)
    session.receive(Uint8Array.of(...state(3), ...error(3), ...state(2)), 3)
    expect(session.state).toMatchObject({ phase: 'failed', connected: false, ssid: null, urls: [] })
  })

  it('going back to "ready" without an error is a failed connection', () => {
    const session = plainSession()
    session.begin(credentials, 0)
    session.receive(Uint8Array.of(...state(2), ...info, ...state(3), ...state(2)), 1)
    expect(session.state.problem?.code).toBe('improv.unable-to-connect')
  })

  it('needs no URL for a connection', () => {
    const session = plainSession()
    session.begin(credentials, 0)
    session.receive(Uint8Array.of(...state(2), ...info, ...state(3), ...state(4)), 1)
    session.advance(1_001)
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, ssid: 'Mast-North', urls: [] })
  })

  it.each([
    [0, 'improv.stopped'],
    [1, 'improv.not-authorised'],
  ])('state %i is a hint: credentials are sent all the same, and it is the reason where nothing comes of them', (value, code) => {
    for (const answer of [null, error(4), error(2)]) {
      const session = plainSession()
      const begun = session.begin(credentials, 0)
      const { currentState, deviceInfo, sendWifi } = improvCommand
      expect(converse(session, begun, state(value), info)).toEqual([currentState, deviceInfo, sendWifi])
      if (answer) session.receive(answer, 2)
      else session.advance(6_001)
      expect(session.state.problem?.code).toBe(answer?.[9] === 4 ? 'improv.not-authorised' : code)
    }
    const session = plainSession()
    converse(session, session.begin(credentials, 0), state(value), info)
    session.receive(state(3), 5_000)
    session.receive(Uint8Array.of(...state(4), ...result(improvCommand.sendWifi)), 40_000)
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North' })
  })

  it('a device that says its set-up is switched off is identified, and credentials can be tried', () => {
    const { state: known } = plainSession(0)
    expect(known).toMatchObject({ phase: 'idle', identified: true, problem: { code: 'improv.stopped' } })
    expect(known.abilities).toEqual(['scan', 'connect', 'verify'])
    expect(plainSession(1).state).toMatchObject({ identified: true, problem: { code: 'improv.not-authorised' } })
    expect(plainSession(1).state.abilities).toContain('connect')
  })

  it('a device that was connected before says so when it is identified', () => {
    const session = openSession()
    const before = Uint8Array.of(...state(4), ...result(improvCommand.currentState, 'http://192.0.2.7/'))
    converse(session, session.begin({ kind: 'identify' }, 0), before, before, info, error(2), error(2), error(2))
    expect(session.state).toMatchObject({ identified: true, connected: true, ssid: null, urls: ['http://192.0.2.7/'] })
  })

  it('names its operating system where it has one', () => {
    const session = openSession()
    const withOs = result(improvCommand.deviceInfo, 'fw', '1', 'RK3566', 'name', 'Debian', '12')
    converse(session, session.begin({ kind: 'identify' }, 0), state(2), state(2), withOs, error(2), error(2), error(2))
    expect(session.state.device).toEqual({
      name: 'name',
      firmware: 'fw',
      version: '1',
      chip: 'RK3566',
      os: 'Debian',
      osVersion: '12',
    })
  })

  it('says nothing when it says nothing of itself', () => {
    const session = openSession()
    const begun = session.begin({ kind: 'identify' }, 0)
    converse(session, begun, state(2), state(2), result(improvCommand.deviceInfo, '', '', '', ''))
    while (session.deadlineMs !== null) session.advance(session.deadlineMs)
    expect(session.state).toMatchObject({
      phase: 'failed',
      identified: false,
      device: null,
      problem: { code: 'improv.nameless' },
    })
  })

  it.each([
    ['0', {}],
    ['1', { online: true }],
    ['2', { wifi: true }],
    ['7', { online: true, wifi: true, ethernet: true }],
    ['25', { online: true, thread: true, modem: true }],
  ])('network flags %s', (flags, set) => {
    const session = plainSession(4)
    const begun = session.begin({ kind: 'verify' }, 0)
    converse(session, begun, Uint8Array.of(...state(4), ...result(improvCommand.currentState)), info)
    session.receive(result(improvCommand.networkState, flags), 2)
    expect(session.state.network).toEqual({ online: false, wifi: false, ethernet: false, thread: false, modem: false, ...set })
  })

  it.each(['', 'yes', '-1', '3x', '99999999999999999999'])('network flags %j are no flags', (flags) => {
    const session = plainSession(4)
    const begun = session.begin({ kind: 'verify' }, 0)
    converse(session, begun, Uint8Array.of(...state(4), ...result(improvCommand.currentState)), info)
    session.receive(result(improvCommand.networkState, flags), 2)
    expect(session.state).toMatchObject({ network: null, connected: true })
  })
})

describe('verification', () => {
  it('takes a connection back that no longer holds', () => {
    const session = plainSession(4)
    converse(session, session.begin({ kind: 'verify' }, 0), state(2), info, error(2))
    expect(session.settlement).toEqual({ ok: true })
    expect(session.state).toMatchObject({ connected: false, ssid: null, urls: [], problem: { code: 'improv.not-connected' } })
  })

  it('takes a connection back when the network state says offline', () => {
    const session = plainSession(4)
    const before = Uint8Array.of(...state(4), ...result(improvCommand.currentState))
    converse(session, session.begin({ kind: 'verify' }, 0), before, info, result(improvCommand.networkState, '2'))
    expect(session.state).toMatchObject({ connected: false, network: { online: false, wifi: true } })
  })

  it('does without network state where the firmware does not know it', () => {
    const session = plainSession(4)
    const before = Uint8Array.of(...state(4), ...result(improvCommand.currentState, 'http://192.0.2.7/'))
    converse(session, session.begin({ kind: 'verify' }, 0), before, info, error(2))
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, urls: ['http://192.0.2.7/'], problem: null })
  })

  it.each([
    ['chip', result(improvCommand.deviceInfo, 'fw', '1', 'another chip', 'name')],
    ['firmware', result(improvCommand.deviceInfo, 'another', '1', 'chip', 'name')],
    ['name', result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'another name')],
  ])('notices another device by its %s and keeps nothing of the one before', (_what, otherInfo) => {
    const session = plainSession(4)
    converse(session, session.begin({ kind: 'verify' }, 0), state(2), otherInfo, error(2))
    expect(session.state).toMatchObject({
      phase: 'failed',
      problem: { code: 'session.other-device' },
      driver: null,
      abilities: [],
    })
    expect(session.state).toMatchObject({ identified: false, connected: false, device: null, urls: [] })
    expect(session.state.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual([['verify', 'session.other-device']])
    expect(session.evidence().bytes).toBe(0)
    expect(() => session.begin(credentials, 9)).toThrow('identify it first')
  })

  it('notices another unit of the same make', () => {
    const [first, second] = [createSimulatedHotspot({ unit: 1 }), createSimulatedHotspot({ unit: 2 })]
    let plugged = first
    const line = new VirtualLine(openSession(), { boot: () => first.boot(), receive: (bytes) => plugged.receive(bytes) })
    line.run({ kind: 'identify' })
    line.run(credentials)
    plugged = second
    line.run({ kind: 'verify' })
    expect(line.session.state).toMatchObject({ problem: { code: 'session.other-device' }, identified: false, connected: false })
    line.run({ kind: 'identify' })
    expect(line.session.state).toMatchObject({
      phase: 'idle',
      identified: true,
      hostname: 'mast-0002',
      connected: false,
      ssid: null,
    })
  })

  it('gives neither credentials nor a name to another device', () => {
    for (const request of [
      credentials,
      { kind: 'set-hostname', hostname: 'roof' },
      { kind: 'set-device-name', name: 'Roof' },
    ] as const) {
      const [first, second] = [createSimulatedHotspot({ unit: 1 }), createSimulatedHotspot({ unit: 2 })]
      let plugged = first
      const line = new VirtualLine(openSession(), { boot: () => [], receive: (bytes) => plugged.receive(bytes) })
      line.run({ kind: 'identify' })
      plugged = second
      const before = line.written.length
      expect(line.run(request)).toMatchObject({ ok: false, problem: { code: 'session.other-device' } })
      // Questions only: each has no payload.
      expect(line.written.slice(before).map((bytes) => bytes[11])).toEqual(line.written.slice(before).map(() => 0))
    }
  })

  it('takes a newer version of the firmware for the same device', () => {
    const session = plainSession(4)
    const newer = result(improvCommand.deviceInfo, 'fw', '2', 'chip', 'name')
    converse(session, session.begin({ kind: 'verify' }, 0), Uint8Array.of(...state(4), ...result(2)), newer, error(2))
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, device: { version: '2' } })
  })
})

describe('names', () => {
  it('are set, read back, and can be put back', () => {
    const line = openLine()
    const { session } = line
    line.run({ kind: 'identify' })
    line.run({ kind: 'set-hostname', hostname: 'roof-7' })
    expect(session.state).toMatchObject({ phase: 'idle', hostname: 'roof-7', problem: null })
    line.run({ kind: 'set-hostname', hostname: 'roof-8' })
    line.run({ kind: 'set-device-name', name: 'Dach Süd' })
    expect(session.state.device?.name).toBe('Dach Süd')
    expect(session.state.undo).toEqual([
      { kind: 'set-hostname', value: 'mast-0001' },
      { kind: 'set-device-name', value: 'Brisk Copper Heron' },
    ])
    line.run({ kind: 'set-hostname', hostname: 'mast-0001' })
    expect(session.state).toMatchObject({
      hostname: 'mast-0001',
      undo: [{ kind: 'set-device-name', value: 'Brisk Copper Heron' }],
    })
    line.run({ kind: 'verify' })
    expect(session.state.problem?.code).toBe('improv.not-connected')
  })

  it('that cannot be a host name are refused before anything is written', () => {
    const session = plainSession()
    const before = session.state
    for (const hostname of ['', '-a', 'a-', 'a_b', 'a b', 'ü', 'a'.repeat(64), `${'a.'.repeat(127)}a`, '192.0.2.1', 'a..b']) {
      expect(() => session.begin({ kind: 'set-hostname', hostname }, 5)).toThrow(
        expect.objectContaining({ field: 'hostname', code: expect.stringMatching(/^hostname\./) }),
      )
    }
    for (const name of ['', 'ü'.repeat(127), 'line\nfeed', 'hidden\u202etext']) {
      expect(() => session.begin({ kind: 'set-device-name', name }, 5)).toThrow(expect.objectContaining({ field: 'name' }))
    }
    expect(session.state).toBe(before)
  })

  it('error 05 is explained, and nothing has changed', () => {
    const session = plainSession()
    const begun = session.begin({ kind: 'set-hostname', hostname: 'roof.example' }, 5)
    expect(converse(session, begun, result(improvCommand.hostname, 'old'), error(5))).toEqual([5, 5])
    expect(session.state).toMatchObject({
      phase: 'failed',
      undo: [],
      problem: { code: 'improv.bad-hostname', field: 'hostname' },
    })
  })

  it('are not tried where the firmware does not know them', () => {
    const session = plainSession()
    expect(session.state.abilities).toEqual(['scan', 'connect', 'verify'])
    const begun = session.begin({ kind: 'set-device-name', name: 'Dach' }, 5)
    expect(converse(session, begun, error(2))).toEqual([improvCommand.deviceName])
    expect(session.state.problem?.code).toBe('improv.cannot-name')
  })

  it('are written once; after silence the device is asked which it has', () => {
    const session = plainSession()
    const begun = session.begin({ kind: 'set-hostname', hostname: 'new' }, 0)
    const set = session.receive(result(improvCommand.hostname, 'old'), 1)
    expect(begun).toHaveLength(1)
    expect(set.map((order) => order.kind === 'write' && order.bytes.length)).toEqual([17])
    const asked = session.advance(1_501)
    expect(asked.map((order) => order.kind === 'write' && order.bytes.length)).toEqual([14])
    converse(session, [], result(improvCommand.hostname, 'new'), info)
    expect(session.state).toMatchObject({ phase: 'idle', hostname: 'new', undo: [{ kind: 'set-hostname', value: 'old' }] })
  })

  it('that the device did not take are a problem, and so are those that it changed', () => {
    const session = plainSession()
    const begun = session.begin({ kind: 'set-hostname', hostname: 'new' }, 0)
    converse(session, begun, result(improvCommand.hostname, 'old'), result(improvCommand.hostname, 'old'))
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'improv.not-named' } })
    const again = session.begin({ kind: 'set-hostname', hostname: 'New' }, 2)
    converse(session, again, result(improvCommand.hostname, 'old'), result(improvCommand.hostname, 'new'), info)
    expect(session.state).toMatchObject({ phase: 'idle', problem: { code: 'improv.named-otherwise' } })
  })
})

describe('endings', () => {
  it('a cancelled step leaves the session ready', () => {
    const line = openLine()
    line.begin({ kind: 'identify' })
    line.session.cancel(1)
    expect(line.session.settlement).toMatchObject({ ok: false, problem: { code: 'contract.cancelled' } })
    line.run({ kind: 'identify' })
    expect(line.session.state.identified).toBe(true)
  })

  it('a lost port keeps what was learned, and nothing more can be asked', () => {
    const line = openLine()
    const { session } = line
    line.run({ kind: 'identify' })
    line.begin({ kind: 'scan' })
    session.lose(new Problem('port.vanished', 'The cable was pulled.'), 9)
    expect(session.settlement).toMatchObject({ ok: false, problem: { code: 'port.vanished' } })
    expect(session.state).toMatchObject({ phase: 'lost', identified: true, device: simulatedDevice })
    expect(() => session.begin({ kind: 'verify' }, 1)).toThrow('The cable was pulled.')
  })

  it('a closed session ends the step that runs', () => {
    const session = plainSession()
    session.begin({ kind: 'scan' }, 0)
    session.close(9)
    expect(session.settlement).toMatchObject({ ok: false, problem: { code: 'session.closed' } })
    expect(session.state.phase).toBe('closed')
  })

  it('a request that cannot be sent changes nothing', () => {
    const session = plainSession()
    const before = session.state
    expect(() => session.begin({ kind: 'connect', ssid: '', password: 'x' }, 0)).toThrow('1 to 32 bytes')
    expect(() => session.begin({ kind: 'connect', ssid: 'a', ssidHex: 'f', password: 'x' }, 0)).toThrow('new scan')
    expect(() => session.begin({ kind: 'prove', challengeKey: new Uint8Array(32) }, 0)).toThrow('go on without it')
    expect(session.state).toBe(before)
  })
})
