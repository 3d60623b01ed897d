/**
 * What every driver must do on every line, with a simulated device in virtual time: end each step in a named state, within
 * bounded time and memory, whatever comes.
 */
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../model/problem'
import type { DeviceFaults, SimulatedDevice } from '../../simulated/simulatedDevice'
import { DeviceSession } from '../DeviceSession'
import { evidenceSchema } from '../evidence'
import type { ProvisioningDriver } from '../ProvisioningDriver'
import { sessionStateSchema } from '../sessionState'
import { type StepRequest, secretsOf } from '../stepRequest'
import { babbling, echoing, randomBytes, stuttering } from './badDevices'
import { type LineOptions, VirtualLine } from './VirtualLine'

export interface ConformanceSubject {
  createDriver(): ProvisioningDriver
  createDevice(faults: DeviceFaults): SimulatedDevice
  /** A whole run that a device without faults takes without a problem; `identify` comes first. */
  steps: readonly StepRequest[]
  /** Fewer for a device that computes much; the driver's own tests then pull its cable after the bytes in between. */
  mostPulls?: number
}

/** More runs than this with a pulled cable are spread over the exchange instead of following byte on byte. */
const MOST_PULLS = 1_500
const MOST_EVIDENCE_BYTES = 40_000

/** Declares the tests of the driver called `name`; call it in a test file. */
export function driverConformance(
  name: string,
  { createDriver, createDevice, steps, mostPulls = MOST_PULLS }: ConformanceSubject,
): void {
  const [first = { kind: 'identify' } as const] = steps
  const open = (device: SimulatedDevice, options: LineOptions = {}) =>
    new VirtualLine(new DeviceSession({ sessionId: 's1', path: 'test', simulated: false }, [createDriver()], 0), device, options)

  /** Takes the steps until the port is gone; one that is not possible in this state is left out. */
  function takeAll(line: VirtualLine, checkEach = true): VirtualLine {
    for (const step of steps) {
      if (line.session.state.phase === 'lost') break
      try {
        line.run(step)
      } catch (fault) {
        expect(fault).toMatchObject({ name: 'Problem' })
      }
      if (checkEach) expectNamedEnd(line)
    }
    return line
  }

  /** What the device is known to be, without when and how it was said. */
  function facts({ session }: VirtualLine) {
    const { steps: taken, ...known } = session.state
    return { ...known, steps: taken.map(({ kind, outcome }) => ({ kind, outcome })) }
  }

  describe(`the driver ${name}`, () => {
    const quiet = takeAll(open(createDevice({})))

    it('takes every step of a whole run', () => {
      expect(quiet.session.state.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual(
        steps.map(({ kind }) => [kind, 'done']),
      )
      expect(quiet.session.state).toMatchObject({ phase: 'idle', problem: null, driver: createDriver().name })
    })

    it.each([
      ['single bytes', {}, { singleBytes: true }],
      ['a device that sends single bytes', { fragment: true }, {}],
      ['noise', { noise: true }, {}],
      ['noise in single bytes', { noise: true, fragment: true }, { singleBytes: true }],
      ['log text before each answer', { chatterBytes: 700 }, {}],
    ])('learns the same through %s', (_what, faults, options) => {
      expect(facts(takeAll(open(createDevice(faults), options)))).toEqual(facts(quiet))
    })

    it('says that a silent device is silent, in bounded time', () => {
      const line = open(createDevice({ silent: true }))
      line.run(first)
      expectNamedEnd(line)
      expect(line.session.state).toMatchObject({
        phase: 'failed',
        identified: false,
        problem: { code: expect.stringMatching(/silent/) },
      })
      expect(line.nowMs).toBeLessThan(300_000)
    })

    it('can be cancelled at any moment of any step, and goes on after it', () => {
      for (const [index, step] of steps.entries()) {
        for (const turns of [0, 1, 2, 3, 5, 8, 13, 21]) {
          const line = open(createDevice({}))
          for (const before of steps.slice(0, index)) line.run(before)
          line.begin(step)
          for (let turn = 0; turn < turns && line.session.settlement === null; turn++) line.turn()
          const wasRunning = line.session.settlement === null
          line.session.cancel(line.nowMs)
          expectNamedEnd(line)
          const cancelled = { code: expect.stringMatching(/^(contract\.cancelled|session\.cancelled-late)$/) }
          if (wasRunning) expect(line.session.settlement).toMatchObject({ ok: false, problem: cancelled })
          line.run(first)
          expectNamedEnd(line)
        }
      }
    })

    it('takes one step at a time', () => {
      const line = open(createDevice({}))
      line.begin(first)
      const before = line.session.state
      expect(() => line.begin(first)).toThrow('still busy')
      expect(line.session.state).toBe(before)
    })

    it('knows nothing before it has identified the device', () => {
      for (const step of steps.filter(({ kind }) => kind !== 'identify')) {
        const line = open(createDevice({}))
        expect(() => line.begin(step)).toThrow(expect.objectContaining({ code: 'session.not-identified' }))
        expect(line.written).toEqual([])
      }
    })

    it('survives a pulled cable after every single byte', () => {
      const stride = Math.max(1, Math.ceil(quiet.receivedBytes / mostPulls))
      for (let bytes = 0; bytes < quiet.receivedBytes; bytes += stride) {
        const line = takeAll(open(createDevice({}), { unplugAfterBytes: bytes }), false)
        expectNamedEnd(line)
        expect(line.session.state).toMatchObject({ phase: 'lost', problem: { code: 'port.vanished' } })
        expect(() => line.session.begin(first, line.nowMs)).toThrow('The cable was pulled')
        const { state } = line.session
        expect(line.session.receive(randomBytes(bytes, 50), line.nowMs)).toEqual([])
        expect(line.session.state).toBe(state)
      }
    })

    it.each([
      ['babbling text', () => babbling('I (4242) wifi: state: run -> init (0x0) \r\n')],
      ['babbling without an end of line', () => babbling('.')],
      ['babbling its own answers', () => babbling(said(quiet))],
      ['echoing what it is told', () => echoing()],
      ['stuttering', () => stuttering(createDevice({}), 40)],
    ])('ends with a device that is %s, in bounded time and memory', (_what, createBad) => {
      const line = open(createBad())
      line.run(first)
      expectNamedEnd(line)
      expect(line.nowMs).toBeLessThan(600_000)
      for (const step of steps.slice(1)) {
        try {
          line.run(step)
        } catch (fault) {
          expect(fault).toMatchObject({ name: 'Problem' })
        }
        expectNamedEnd(line)
      }
    })

    it('ends in a named state whatever bytes answer it', () => {
      for (let seed = 1; seed <= 12; seed++) {
        let turn = 0
        const answer = () => [
          { delayMs: 5, bytes: randomBytes(seed * 1_000 + turn++, (seed * turn * 37) % 3_000), unplug: false },
        ]
        takeAll(open({ boot: answer, receive: answer }))
      }
    })

    it('ends in a named state when bytes of a whole run are damaged', () => {
      for (let seed = 1; seed <= 40; seed++) {
        const device = createDevice({})
        const dice = randomBytes(seed, 4_096)
        let at = 0
        const damage = (bytes: Uint8Array) => bytes.map((byte) => ((dice[at++ % 4_096] ?? 0) < 3 ? byte ^ 0x24 : byte))
        const spoil = (emissions: ReturnType<SimulatedDevice['boot']>) =>
          emissions.map((emission) => ({ ...emission, bytes: damage(emission.bytes) }))
        takeAll(
          open({
            boot: () => spoil(device.boot()),
            receive: (bytes) => spoil(device.receive(bytes)),
            idle: () => spoil(device.idle?.() ?? []),
          }),
        )
      }
    })

    it('leaves no secret in what a device repeats of it', () => {
      const secrets = steps.flatMap(secretsOf)
      const said = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])
      const driver = createDriver()
      const repeating: ProvisioningDriver = {
        ...driver,
        *step(request, state) {
          const result = yield* driver.step(request, state)
          if (request.kind !== 'verify') return result
          const device = { name: '', firmware: '', version: '', chip: '', ...(result.device ?? state.device), os: said.join(' ') }
          const urls = said.map((text) => `http://192.0.2.1/?psk=${text}&x=1`)
          const problem = new Problem('test.told', `It says ${said.join()}`, { cause: said.join() }).toData()
          const networks = said.map((text) => ({ ssid: text, rssiDbm: -40, secured: true }))
          return { ...result, device, urls, problem, networks }
        },
      }
      const identity = { sessionId: 's1', path: 'test', simulated: false }
      const { session } = takeAll(new VirtualLine(new DeviceSession(identity, [repeating], 0), createDevice({})))
      if (steps.some(({ kind }) => kind === 'verify')) expect(session.state.urls).toHaveLength(said.length)
      for (const text of said) expect(JSON.stringify(session.state)).not.toContain(text)
      sessionStateSchema.parse(session.state)
    })

    it('leaves no secret in what it keeps', () => {
      const secrets = steps.flatMap(secretsOf)
      const kept = JSON.stringify([quiet.session.evidence(), quiet.session.state])
      for (const secret of secrets) {
        expect(kept).not.toContain(secret)
        expect(kept).not.toContain(hex(new TextEncoder().encode(secret)))
      }
      // A driver that only listens has written nothing, but heard something.
      expect(quiet.session.evidence().bytes).toBeGreaterThan(0)
    })
  })
}

function expectNamedEnd({ session }: VirtualLine): void {
  const state = sessionStateSchema.parse(session.state)
  expect(['idle', 'failed', 'lost']).toContain(state.phase)
  expect(state.step).toBeNull()
  expect(session.deadlineMs).toBeNull()
  expect(state.steps.every(({ outcome, endedMs }) => outcome !== null && endedMs !== null)).toBe(true)
  if (state.phase !== 'idle') expect(state.problem?.code).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/)
  // That is what a fault of the program itself is called.
  expect(state.problem?.code).not.toBe('session.unexpected')
  const evidence = evidenceSchema.parse(session.evidence())
  const keptBytes = evidence.exchanges.reduce((sum, exchange) => sum + exchange.hex.length / 2, 0)
  expect(keptBytes).toBeLessThan(MOST_EVIDENCE_BYTES)
  expect(keptBytes + evidence.droppedBytes).toBe(evidence.bytes)
}

/** All that the device said in a run, as text of one byte each. */
function said({ session }: VirtualLine): string {
  const all = session.evidence().exchanges.filter(({ from }) => from === 'device')
  const bytes = all.flatMap((exchange) => exchange.hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16) || 0)
  return String.fromCharCode(...bytes)
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
