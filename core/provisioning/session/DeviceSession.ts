/**
 * One device on one port: bytes and the time in, bytes and a SessionState out. Invariants: one step at a time; the state is
 * replaced, never changed in place, so a new reference means news; no state ever holds a password; what the device did not
 * say is not claimed; what was learned of one device is never told of another. Times are milliseconds of the caller's
 * monotonic clock; in the state they count from the session's start.
 */
import { invariant, Problem } from '../../model/problem'
import type { Evidence } from './evidence'
import type { MessageReader, ProvisioningDriver, Step, StepEvent, StepResult, StepWish } from './ProvisioningDriver'
import { sameDevice } from './sameDevice'
import {
  busyProblem,
  cancelledProblem,
  closedProblem,
  notIdentifiedProblem,
  otherDeviceCode,
  otherDeviceProblem,
  silentProblem,
  unexpectedProblem,
} from './sessionProblems'
import { newSessionState, type SessionIdentity, type SessionState, type StepKind } from './sessionState'
import { withBegun, withEnded } from './stepRecords'
import { type StepRequest, secretsOf } from './stepRequest'
import { Transcript } from './Transcript'

/** What the port is to do, in order. */
export type LineOrder = { kind: 'write'; bytes: Uint8Array } | { kind: 'lines'; dtr: boolean; rts: boolean }

/** How the last step ended. */
export type Settlement = { ok: true } | { ok: false; problem: Problem }

type Message = { kind: string }

/** How often each protocol is tried. */
const PROBE_ROUNDS = 3

export class DeviceSession {
  readonly #drivers: readonly ProvisioningDriver[]
  readonly #identity: SessionIdentity
  #transcript = new Transcript()
  readonly #startedMs: number
  #state: SessionState
  #reader: MessageReader<Message> | null = null
  #step: Step<Message> | null = null
  #deadlineMs: number | null = null
  #settlement: Settlement | null = null

  /** `drivers` are tried in their order until one recognises the device. */
  constructor(identity: SessionIdentity, drivers: readonly ProvisioningDriver[], nowMs: number) {
    this.#identity = identity
    this.#drivers = drivers
    this.#startedMs = nowMs
    this.#state = newSessionState(identity)
  }

  get state(): SessionState {
    return this.#state
  }

  /** When `advance` must be called at the latest, or null while nothing is awaited. */
  get deadlineMs(): number | null {
    return this.#deadlineMs
  }

  /** How the step that was begun last ended; null while it runs. */
  get settlement(): Settlement | null {
    return this.#settlement
  }

  /** Everything said with this device until now, without secrets. */
  evidence(): Evidence {
    return this.#transcript.evidence()
  }

  /** The port is open: the first step may begin. */
  opened(): void {
    if (this.#state.phase === 'opening') this.#change({ phase: 'idle' })
  }

  /**
   * Begins a step. @returns what the port is to do.
   * @throws Problem `session.busy`, `session.closed`, `session.not-identified`, `port.vanished` or, before anything is
   * written, what is wrong with the request.
   */
  begin(request: StepRequest, nowMs: number): LineOrder[] {
    this.#mustBeReady()
    const step = this.#stepFor(request)
    for (const secret of secretsOf(request)) this.#transcript.hide(secret)
    this.#settlement = null
    // Half a message from before would swallow the beginning of the answer.
    this.#tellAll((reader) => reader.giveUpPartial(), nowMs)
    const steps = withBegun(this.#state.steps, request.kind, this.#elapsed(nowMs))
    // The old network no longer counts once new credentials are on their way.
    const forgotten = request.kind === 'connect' ? { connected: false, ssid: null, urls: [], network: null } : {}
    this.#change({ ...forgotten, phase: 'working', step: request.kind, problem: null, steps })
    this.#step = step
    return this.#resume(() => step.next(), nowMs)
  }

  /** Takes what the device sent. @returns what the port is to do. */
  receive(bytes: Uint8Array, nowMs: number): LineOrder[] {
    if (this.#hasEnded()) return []
    this.#transcript.add('device', bytes, this.#elapsed(nowMs))
    return this.#tellAll((reader) => reader.push(bytes), nowMs)
  }

  /** Lets time pass: ends a wait whose deadline has come. @returns what the port is to do. */
  advance(nowMs: number): LineOrder[] {
    if (this.#deadlineMs === null || nowMs < this.#deadlineMs) return []
    const rescued = this.#tellAll((reader) => reader.giveUpPartial(), nowMs)
    // What was hidden behind a half message may have been the answer.
    if (this.#deadlineMs === null || nowMs < this.#deadlineMs) return rescued
    this.#deadlineMs = null
    return [...rescued, ...this.#tell({ kind: 'timeout' }, nowMs)]
  }

  /** Stops the step that runs; the device is left as it is. */
  cancel(nowMs: number): void {
    if (!this.#step) return
    this.#settle(cancelledProblem(), nowMs)
    this.#change({ phase: 'idle', step: null })
  }

  /** The step could not go on, for example because a write failed. */
  fail(problem: Problem, nowMs: number): void {
    if (this.#hasEnded()) return
    this.#settle(problem, nowMs)
    this.#change({ phase: 'failed', step: null, problem: problem.toData() })
  }

  /** The port is gone. What was learned stays in the state. */
  lose(problem: Problem, nowMs: number): void {
    if (this.#hasEnded()) return
    if (this.#step) this.#settle(problem, nowMs)
    this.#change({ phase: 'lost', step: null, problem: problem.toData() })
  }

  /** What the device is told before the port is let go; null when nothing, or when nobody would hear it. */
  farewell(): Uint8Array | null {
    if (this.#hasEnded()) return null
    return this.#drivers.find(({ name }) => name === this.#state.driver)?.leave?.(this.#state) ?? null
  }

  close(nowMs: number): void {
    if (this.#step) this.#settle(closedProblem(), nowMs)
    this.#change({ phase: 'closed', step: null })
  }

  #hasEnded(): boolean {
    return this.#state.phase === 'lost' || this.#state.phase === 'closed'
  }

  #mustBeReady(): void {
    const { phase, problem } = this.#state
    if (phase === 'lost' && problem) throw Problem.fromData(problem)
    if (this.#hasEnded()) throw closedProblem()
    if (this.#step || phase === 'opening') throw busyProblem()
  }

  #stepFor(request: StepRequest): Step<Message> {
    const { identified, abilities } = this.#state
    const driver = this.#drivers.find(({ name }) => name === this.#state.driver)
    if (request.kind === 'identify') return driver ? this.#identifyAgain(driver) : this.#findDriver()
    // A console at its login is not identified yet, but says that it can be logged in to.
    if (!driver || !(identified || abilities.includes(request.kind))) throw notIdentifiedProblem()
    return driver.step(request, this.#state)
  }

  /** A device that does not answer as it did may be another one, which speaks another protocol. */
  *#identifyAgain(driver: ProvisioningDriver): Step<Message> {
    try {
      return yield* driver.step({ kind: 'identify' }, this.#state)
    } catch (fault) {
      for (const other of this.#drivers) {
        if (other !== driver && (yield* this.#probe(other))) throw otherDeviceProblem()
      }
      this.#reader = driver.createReader()
      throw fault
    }
  }

  /** With nothing left of the reader and the deadline before. */
  #probe(driver: ProvisioningDriver): Step<Message, boolean> {
    this.#reader = driver.createReader()
    this.#deadlineMs = null
    return driver.probe()
  }

  /** Tries the drivers one after the other and again, since a device may still boot; the one that fits identifies the device. */
  *#findDriver(): Step<Message> {
    let lastFault: Problem | null = null
    const rounds = Array.from({ length: PROBE_ROUNDS }, () => this.#drivers).flat()
    for (const driver of rounds) {
      if (!(yield* this.#probe(driver))) continue
      const before = this.#state
      this.#change({ driver: driver.name })
      try {
        return yield* driver.step({ kind: 'identify' }, this.#state)
      } catch (fault) {
        // What one protocol's first answer promised, its device may not keep.
        lastFault = unexpectedProblem(fault)
        this.#state = before
      }
    }
    throw lastFault ?? silentProblem()
  }

  /** A reader never throws; should one, its step ends, and not the program. */
  #read(reader: MessageReader<Message>, read: (reader: MessageReader<Message>) => Message[], nowMs: number): Message[] {
    try {
      return read(reader)
    } catch (fault) {
      this.fail(unexpectedProblem(fault), nowMs)
      return []
    }
  }

  #tellAll(read: (reader: MessageReader<Message>) => Message[], nowMs: number): LineOrder[] {
    const reader = this.#reader
    if (!reader) return []
    const orders: LineOrder[] = []
    for (const message of this.#read(reader, read, nowMs)) {
      // The messages of one protocol mean nothing to the next that is tried.
      if (this.#reader !== reader) break
      orders.push(...this.#tell(message, nowMs))
    }
    return orders
  }

  #tell(event: StepEvent<Message>, nowMs: number): LineOrder[] {
    const step = this.#step
    return step ? this.#resume(() => step.next(event), nowMs) : []
  }

  #resume(next: () => IteratorResult<StepWish, StepResult>, nowMs: number): LineOrder[] {
    try {
      const turn = next()
      if (turn.done) {
        this.#finish(turn.value, nowMs)
        return []
      }
      const { write, waitMs, lines, change } = turn.value
      if (change && this.#isOther(change, null)) {
        this.#startOver(nowMs)
        return []
      }
      if (waitMs !== null) this.#deadlineMs = nowMs + waitMs
      invariant(this.#deadlineMs !== null, 'a step waits for something with a deadline')
      if (change) this.#change(change)
      if (write) this.#transcript.add('host', write, this.#elapsed(nowMs))
      return [
        ...(lines ? [{ kind: 'lines', ...lines } as const] : []),
        ...(write ? [{ kind: 'write', bytes: write } as const] : []),
      ]
    } catch (fault) {
      const problem = unexpectedProblem(fault)
      if (problem.code === otherDeviceCode) this.#startOver(nowMs)
      else this.fail(problem, nowMs)
      return []
    }
  }

  #finish(result: StepResult, nowMs: number): void {
    if (this.#isOther(result, this.#state.step)) {
      this.#startOver(nowMs)
      return
    }
    this.#settle(null, nowMs)
    const noNetwork = result.connected === false ? { ssid: null, urls: [] } : {}
    const simulated = this.#state.simulated || result.simulated === true
    this.#change({ ...result, ...noNetwork, simulated, phase: 'idle', step: null })
  }

  #isOther(learned: StepResult, doneStep: StepKind | null): boolean {
    return this.#state.identified && !sameDevice(this.#state, learned, doneStep)
  }

  /** Nothing that was learned or said before is true of what is on the cable now. */
  #startOver(nowMs: number): void {
    const steps = this.#state.steps.slice(-1)
    this.#transcript = this.#transcript.startOver()
    this.#reader = null
    this.#change({ ...newSessionState(this.#identity), steps })
    this.fail(otherDeviceProblem(), nowMs)
  }

  #settle(problem: Problem | null, nowMs: number): void {
    this.#step = null
    this.#deadlineMs = null
    this.#settlement = problem ? { ok: false, problem } : { ok: true }
    const steps = withEnded(this.#state.steps, this.#elapsed(nowMs), problem?.code ?? 'done')
    this.#change({ steps })
  }

  #elapsed(nowMs: number): number {
    return Math.max(0, Math.round(nowMs - this.#startedMs))
  }

  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change }
  }
}
