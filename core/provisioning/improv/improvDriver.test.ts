import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { createImprovDriver } from './improvDriver'
import { encodePacket, packetType } from './packet'
import { encodeResult, improvCommand } from './rpc'
import { DeviceSession, type LineOrder } from '../session/DeviceSession'
import type { StepRequest } from '../session/stepRequest'
import type { DeviceFaults } from '../simulated/simulatedDevice'
import { createSimulatedHotspot, simulatedDevice, trainingPassword } from '../simulated/simulatedHotspot'

const identity = { sessionId: 's1', path: '/dev/ttyTEST', simulated: true }

/** Runs one step against a device in virtual time, and says what was written. */
function run(session: DeviceSession, device: ReturnType<typeof createSimulatedHotspot>, request: StepRequest) {
  let nowMs = 0
  const arrivals: Array<{ atMs: number; bytes: Uint8Array }> = []
  const written: Uint8Array[] = []
  const deliver = (orders: LineOrder[]) => {
    for (const order of orders) {
      if (order.kind !== 'write') continue
      const { bytes } = order
      written.push(bytes)
      let atMs = nowMs
      for (const emission of device.receive(bytes)) {
        atMs += emission.delayMs
        arrivals.push({ atMs, bytes: emission.bytes })
      }
    }
  }
  deliver(session.begin(request, nowMs))
  while (session.settlement === null) {
    arrivals.sort((a, b) => a.atMs - b.atMs)
    const next = arrivals[0]
    const deadlineMs = session.deadlineMs ?? 0
    if (next && next.atMs <= deadlineMs) {
      arrivals.shift()
      nowMs = next.atMs
      deliver(session.receive(next.bytes, nowMs))
    } else {
      nowMs = deadlineMs
      deliver(session.advance(nowMs))
    }
  }
  return { written, elapsedMs: nowMs, settlement: session.settlement }
}

function openSession(faults: DeviceFaults = {}) {
  const session = new DeviceSession(identity, [createImprovDriver()], 0)
  session.opened()
  return { session, device: createSimulatedHotspot(faults) }
}

const state = (value: number) => encodePacket({ type: packetType.state, data: Uint8Array.of(value) })
const error = (code: number) => encodePacket({ type: packetType.error, data: Uint8Array.of(code) })
const result = (command: number, ...strings: string[]) =>
  encodePacket({ type: packetType.result, data: encodeResult(command, strings) })
const credentials = { kind: 'connect', ssid: 'Mast-North', password: trainingPassword } as const

describe.each([
  ['a quiet line', {}],
  ['a noisy line', { noise: true }],
  ['a line that gives single bytes', { fragment: true }],
])('a session on %s', (_name, faults) => {
  it('identifies, scans, connects and verifies', () => {
    const { session, device } = openSession(faults)
    run(session, device, { kind: 'identify' })
    expect(session.state).toMatchObject({ phase: 'idle', identified: true, connected: false, device: simulatedDevice })
    run(session, device, { kind: 'scan' })
    expect(session.state.networks).toEqual([
      { ssid: 'Mast-North', rssiDbm: -48, secured: true },
      { ssid: 'Dachgarten Köln', rssiDbm: -61, secured: true },
      { ssid: 'Library Guest', rssiDbm: -74, secured: false },
    ])
    run(session, device, credentials)
    expect(session.state).toMatchObject({ connected: true, ssid: 'Mast-North', urls: ['http://192.0.2.10/'], problem: null })
    run(session, device, { kind: 'verify' })
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, ssid: 'Mast-North', urls: ['http://192.0.2.10/'] })
  })

  it('says that credentials were wrong and lets them be sent again', () => {
    const { session, device } = openSession(faults)
    const { settlement } = run(session, device, { ...credentials, password: 'not it' })
    expect(settlement).toMatchObject({ ok: false, problem: { code: 'improv.unable-to-connect' } })
    expect(session.state).toMatchObject({ phase: 'failed', connected: false, problem: { code: 'improv.unable-to-connect' } })
    run(session, device, credentials)
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, problem: null })
  })
})

describe('retries and time', () => {
  it('asks four times and then says that the device is silent', () => {
    const { session, device } = openSession({ silent: true })
    const { written, elapsedMs } = run(session, device, { kind: 'identify' })
    expect(written).toHaveLength(4)
    expect(elapsedMs).toBe(6_000)
    expect(session.state).toMatchObject({ phase: 'failed', identified: false, problem: { code: 'improv.silent' } })
  })

  it('sends credentials exactly once, and waits 30 seconds', () => {
    const { session } = openSession()
    session.begin(credentials, 0)
    expect(session.receive(state(2), 10)).toHaveLength(1)
    expect(session.advance(30_009)).toEqual([])
    expect(session.settlement).toBeNull()
    expect(session.advance(30_010)).toEqual([])
    expect(session.state.problem?.code).toBe('improv.connect-timeout')
  })

  it('repeats a question after "damaged bytes", but never credentials', () => {
    const { session } = openSession()
    session.begin({ kind: 'scan' }, 0)
    expect(session.receive(error(1), 1)).toHaveLength(1)
    session.receive(result(improvCommand.scan), 2)
    expect(session.settlement).toEqual({ ok: true })
    session.begin(credentials, 3)
    session.receive(state(2), 4)
    expect(session.receive(error(1), 5)).toEqual([])
    expect(session.state.problem?.code).toBe('improv.invalid-packet')
  })

  it('finds an answer that was hidden behind half a packet when the wait ends', () => {
    const { session } = openSession()
    session.begin({ kind: 'identify' }, 0)
    const half = encodePacket({ type: packetType.result, data: new Uint8Array(200) }).subarray(0, 20)
    expect(session.receive(Uint8Array.of(...half, ...state(2)), 1)).toEqual([])
    expect(session.advance(1_500)).toHaveLength(1)
    expect(session.receive(result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'name'), 1_501)).toEqual([])
    expect(session.settlement).toEqual({ ok: true })
  })
})

describe("the device's word", () => {
  it('"no error" is not a failure', () => {
    const { session } = openSession()
    session.begin(credentials, 0)
    for (const bytes of [error(0), state(2), error(0), state(3), error(0), state(4), result(improvCommand.sendWifi)]) {
      session.receive(bytes, 1)
    }
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, urls: [] })
  })

  it('"provisioned" counts only after "provisioning", so an old network is not taken for the new one', () => {
    const { session } = openSession()
    session.begin(credentials, 0)
    session.receive(state(4), 1)
    session.receive(Uint8Array.of(...state(4), ...result(improvCommand.currentState, 'http://old/')), 2)
    expect(session.settlement).toBeNull()
    expect(session.state.connected).toBe(false)
    session.receive(Uint8Array.of(...state(3), ...error(3), ...state(2)), 3)
    expect(session.state).toMatchObject({ phase: 'failed', connected: false, ssid: null, urls: [] })
  })

  it('going back to "ready" without an error is a failed connection', () => {
    const { session } = openSession()
    session.begin(credentials, 0)
    session.receive(Uint8Array.of(...state(2), ...state(3), ...state(2)), 1)
    expect(session.state.problem?.code).toBe('improv.unable-to-connect')
  })

  it('needs no URL for a connection', () => {
    const { session } = openSession()
    session.begin(credentials, 0)
    session.receive(Uint8Array.of(...state(2), ...state(3), ...state(4)), 1)
    session.advance(1_001)
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, ssid: 'Mast-North', urls: [] })
  })

  it.each([
    [0, 'improv.stopped'],
    [1, 'improv.not-authorised'],
  ])('state %i keeps the credentials from being sent', (value, code) => {
    const { session } = openSession()
    session.begin(credentials, 0)
    expect(session.receive(state(value), 1)).toEqual([])
    expect(session.state.problem?.code).toBe(code)
  })

  it('a device that was connected before says so when it is identified', () => {
    const { session } = openSession()
    session.begin({ kind: 'identify' }, 0)
    session.receive(Uint8Array.of(...state(4), ...result(improvCommand.currentState, 'http://192.0.2.7/')), 1)
    session.receive(result(improvCommand.deviceInfo, 'fw', '1', 'chip', 'name'), 2)
    expect(session.state).toMatchObject({ identified: true, connected: true, ssid: null, urls: ['http://192.0.2.7/'] })
  })

  it('verification takes a connection back that no longer holds', () => {
    const { session, device } = openSession()
    run(session, device, credentials)
    session.begin({ kind: 'verify' }, 0)
    session.receive(state(2), 1)
    expect(session.settlement).toEqual({ ok: true })
    expect(session.state).toMatchObject({ connected: false, ssid: null, urls: [], problem: { code: 'improv.not-connected' } })
  })

  it('verification takes a connection back when the network state says offline', () => {
    const { session } = openSession()
    session.begin({ kind: 'verify' }, 0)
    session.receive(Uint8Array.of(...state(4), ...result(improvCommand.currentState)), 1)
    session.receive(result(improvCommand.networkState, '2'), 2)
    expect(session.state.connected).toBe(false)
  })

  it('verification does without network state where the firmware does not know it', () => {
    const { session } = openSession()
    session.begin({ kind: 'verify' }, 0)
    session.receive(Uint8Array.of(...state(4), ...result(improvCommand.currentState, 'http://192.0.2.7/')), 1)
    session.receive(error(2), 2)
    expect(session.state).toMatchObject({ phase: 'idle', connected: true, urls: ['http://192.0.2.7/'], problem: null })
  })

  it('lists each network once, by its strongest signal, and leaves nameless ones out', () => {
    const { session } = openSession()
    session.begin({ kind: 'scan' }, 0)
    session.receive(result(improvCommand.scan, 'A', '-80', 'YES'), 1)
    session.receive(result(improvCommand.scan, 'B', '-70', 'WPA2'), 2)
    session.receive(result(improvCommand.scan, 'A', '-50', 'NO'), 3)
    session.receive(result(improvCommand.scan, '', '-40', 'YES'), 3)
    session.receive(result(improvCommand.scan), 4)
    expect(session.state.networks).toEqual([
      { ssid: 'A', rssiDbm: -50, secured: false },
      { ssid: 'B', rssiDbm: -70, secured: true },
    ])
  })
})

describe('endings', () => {
  it('one step at a time', () => {
    const { session } = openSession()
    session.begin({ kind: 'scan' }, 0)
    expect(() => session.begin({ kind: 'scan' }, 1)).toThrow('still busy')
    expect(session.state.phase).toBe('scanning')
  })

  it('a cancelled step leaves the session ready', () => {
    const { session, device } = openSession()
    session.begin({ kind: 'scan' }, 0)
    session.cancel()
    expect(session.settlement).toMatchObject({ ok: false, problem: { code: 'contract.cancelled' } })
    run(session, device, { kind: 'identify' })
    expect(session.state.identified).toBe(true)
  })

  it('a lost port keeps what was learned, and nothing more can be asked', () => {
    const { session, device } = openSession()
    run(session, device, { kind: 'identify' })
    session.begin({ kind: 'scan' }, 0)
    session.lose(new Problem('port.vanished', 'The cable was pulled.'))
    expect(session.settlement).toMatchObject({ ok: false, problem: { code: 'port.vanished' } })
    expect(session.state).toMatchObject({ phase: 'lost', identified: true, device: simulatedDevice })
    expect(() => session.begin({ kind: 'verify' }, 1)).toThrow('The cable was pulled.')
  })

  it('a closed session ends the step that runs', () => {
    const { session } = openSession()
    session.begin({ kind: 'scan' }, 0)
    session.close()
    expect(session.settlement).toMatchObject({ ok: false, problem: { code: 'session.closed' } })
    expect(session.state.phase).toBe('closed')
  })

  it('a request that cannot be sent changes nothing', () => {
    const { session } = openSession()
    const before = session.state
    expect(() => session.begin({ kind: 'connect', ssid: '', password: 'x' }, 0)).toThrow('1 to 32 bytes')
    expect(session.state).toBe(before)
  })
})
