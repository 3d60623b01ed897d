/**
 * One device on one port: bytes and the time in, bytes and a SessionState out. Invariants: one step at a time; the state is
 * replaced, never changed in place, so a new reference means news; no state ever holds a password; what the device did not
 * say is not claimed; what was learned of one device is never told of another. Times are milliseconds of the caller's
 * monotonic clock; in the state they count from the session's start.
 */
import { invariant, type Problem } from '../../model/problem'
import type { Evidence } from './evidence'
import { findDriver, identifyAgain } from './findDriver'
import { LineNoise } from './LineNoise'
import type { LineOrder, MessageReader, ProvisioningDriver, Step, StepEvent, StepResult, StepWish } from './ProvisioningDriver'
import { ordersOf } from './ProvisioningDriver'
import { assertReady, hasEnded } from './readiness'
import { SecretWords } from './SecretWords'
import { isOtherDevice } from './sameDevice'
import {
  cancelledLateProblem,
  cancelledProblem,
  closedProblem,
  notIdentifiedProblem,
  otherDeviceCode,
  otherDeviceProblem,
  unexpectedProblem,
} from './sessionProblems'
import { newSessionState, type SessionIdentity, type SessionState } from './sessionState'
import { atBegin, atEnd } from './stepChanges'
import { changingSteps, withEnded } from './stepRecords'
import { type StepRequest, secretsOf } from './stepRequest'
import { Transcript } from './Transcript'

/** How the last step ended. */
export type Settlement = { ok: true } | { ok: false; problem: Problem }

type Message = { kind: string }

export class DeviceSession {
  readonly #drivers: readonly ProvisioningDriver[]
  readonly #identity: SessionIdentity
  readonly #secrets = new SecretWords()
  readonly #noise = new LineNoise()
  #transcript = new Transcript()
  readonly #startedMs: number
  #state: SessionState
  #reader: MessageReader<Message> | null = null
  #step: Step<Message> | null = null
  #hasWritten = false
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

  /** The port runs at another speed than was asked for. */
  changedSpeed(baudRate: number): void {
    this.#change({ baudRate })
  }

  /**
   * Begins a step. @returns what the port is to do.
   * @throws Problem `session.busy`, `session.closed`, `session.not-identified`, `port.vanished` or, before anything is
   * written, what is wrong with the request.
   */
  begin(request: StepRequest, nowMs: number): LineOrder[] {
    assertReady(this.#state, this.#step !== null)
    const step = this.#stepFor(request)
    this.#secrets.allow(request)
    for (const secret of secretsOf(request)) {
      for (const spelling of this.#secrets.hide(secret, this.#state)) this.#transcript.hide(spelling)
    }
    this.#settlement = null
    this.#hasWritten = false
    // Half a message from before would swallow the beginning of the answer.
    this.#tellAll((reader) => reader.giveUpPartial(), nowMs)
    this.#change(atBegin(this.#state, request.kind, this.#elapsed(nowMs)))
    this.#step = step
    return this.#resume(() => step.next(), nowMs)
  }

  /** Takes what the device sent. @returns what the port is to do. */
  receive(bytes: Uint8Array, nowMs: number): LineOrder[] {
    if (hasEnded(this.#state)) return []
    this.#transcript.add('device', bytes, this.#elapsed(nowMs))
    this.#noise.hear(bytes)
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

  /** Stops the step that runs. @returns what the port is to do so that the device goes on with its own work. */
  cancel(nowMs: number): LineOrder[] {
    const { step } = this.#state
    if (!this.#step || !step) return []
    const orders = this.#abandon()
    const isLate = orders.length > 0 || (this.#hasWritten && (step === 'log-in' || changingSteps.has(step)))
    this.#settle(isLate ? cancelledLateProblem() : cancelledProblem(), nowMs)
    this.#change({ phase: 'idle', step: null })
    return orders
  }

  /** The step could not go on, for example because a write failed. @returns as `cancel`. */
  fail(problem: Problem, nowMs: number): LineOrder[] {
    if (hasEnded(this.#state)) return []
    const orders = this.#abandon()
    this.#settle(problem, nowMs)
    this.#change({ phase: 'failed', step: null, problem: problem.toData() })
    return orders
  }

  /** The port is gone. What was learned stays in the state. */
  lose(problem: Problem, nowMs: number): void {
    if (hasEnded(this.#state)) return
    if (this.#step) this.#settle(problem, nowMs)
    this.#change({ phase: 'lost', step: null, problem: problem.toData() })
  }

  /** What the device is told before the port is let go; null when nothing, or when nobody would hear it. */
  farewell(): Uint8Array | null {
    return hasEnded(this.#state) ? null : (this.#driver?.leave?.(this.#state) ?? null)
  }

  /** @returns as `cancel`. */
  close(nowMs: number): LineOrder[] {
    const orders = this.#abandon()
    if (this.#step) this.#settle(closedProblem(), nowMs)
    this.#change({ phase: 'closed', step: null })
    return orders
  }

  get #driver(): ProvisioningDriver | undefined {
    return this.#drivers.find(({ name }) => name === this.#state.driver)
  }

  /** For a step that runs only: one that ended of itself has tidied up behind it. */
  #abandon(): LineOrder[] {
    return (this.#step && this.#driver?.abandon?.()) ?? []
  }

  #stepFor(request: StepRequest): Step<Message> {
    const { identified, abilities } = this.#state
    const driver = this.#driver
    if (request.kind === 'identify') return this.#identify(driver)
    // A console at its login is not identified yet, but says that it can be logged in to.
    if (!driver || !(identified || abilities.includes(request.kind))) throw notIdentifiedProblem()
    return driver.step(request, this.#state)
  }

  *#identify(known: ProvisioningDriver | undefined): Step<Message> {
    const probe = (driver: ProvisioningDriver) => this.#probe(driver)
    if (!known) return yield* findDriver(this.#drivers, probe, (driver) => this.#identifyFirst(driver), this.#noise)
    const others = this.#drivers.filter((driver) => driver !== known)
    try {
      return yield* identifyAgain(known.step({ kind: 'identify' }, this.#state), others, probe)
    } catch (fault) {
      this.#reader = known.createReader()
      throw fault
    }
  }

  #probe(driver: ProvisioningDriver): Step<Message, boolean> {
    this.#reader = driver.createReader()
    this.#deadlineMs = null
    return driver.probe()
  }

  *#identifyFirst(driver: ProvisioningDriver): Step<Message> {
    const before = this.#state
    this.#change({ driver: driver.name })
    try {
      return yield* driver.step({ kind: 'identify' }, this.#state)
    } catch (fault) {
      this.#state = before
      throw fault
    }
  }

  #tellAll(read: (reader: MessageReader<Message>) => Message[], nowMs: number): LineOrder[] {
    const reader = this.#reader
    if (!reader) return []
    const orders: LineOrder[] = []
    let messages: Message[]
    try {
      messages = read(reader)
    } catch (fault) {
      return this.fail(unexpectedProblem(fault), nowMs)
    }
    for (const message of messages) {
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
      const { write, waitMs, secret } = turn.value
      const change = turn.value.change && this.#secrets.clean(turn.value.change)
      if (change && isOtherDevice(this.#state, change, null)) {
        this.#startOver(nowMs)
        return []
      }
      if (waitMs !== null) this.#deadlineMs = nowMs + waitMs
      invariant(this.#deadlineMs !== null, 'a step waits for something with a deadline')
      if (change) this.#change(change)
      if (secret) this.#transcript.hideRun(secret)
      if (write) this.#transcript.add('host', write, this.#elapsed(nowMs))
      if (write) this.#hasWritten = true
      return ordersOf(turn.value)
    } catch (fault) {
      const problem = unexpectedProblem(fault)
      this.#step = null
      if (problem.code === otherDeviceCode) this.#startOver(nowMs)
      else this.fail(problem, nowMs)
      return []
    }
  }

  #finish(told: StepResult, nowMs: number): void {
    // Before it is compared with what is known, in which nothing secret stands either.
    const result = this.#secrets.clean(told)
    if (isOtherDevice(this.#state, result, this.#state.step)) {
      this.#startOver(nowMs)
      return
    }
    this.#settle(null, nowMs)
    this.#change(atEnd(this.#state, result))
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
    this.#settlement = problem ? { ok: false, problem: this.#secrets.cleanProblem(problem) } : { ok: true }
    const steps = withEnded(this.#state.steps, this.#elapsed(nowMs), problem?.code ?? 'done')
    this.#change({ steps })
  }

  #elapsed(nowMs: number): number {
    return Math.max(0, Math.round(nowMs - this.#startedMs))
  }

  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...this.#secrets.clean(change) }
  }
}
