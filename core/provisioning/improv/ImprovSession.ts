/**
 * One device on one port: bytes and the time in, bytes and a SessionState out. Invariants: one step at a time; the state is
 * replaced, never changed in place, so a new reference means news; no state ever holds a password; what the device did not
 * say is not claimed. Times are milliseconds of the caller's monotonic clock.
 */
import { assertNever, Problem } from '../../model/problem'
import type { SessionState } from '../sessionState'
import { readMessage } from './message'
import { PacketReader } from './PacketReader'
import type { ImprovPacket } from './packet'
import type { Step, StepEvent, StepResult } from './step'
import { connect, identify, scan, verify } from './steps'
import { type ImprovTiming, improvTiming } from './timing'

export type StepRequest =
  | { kind: 'identify' }
  | { kind: 'scan' }
  | { kind: 'connect'; ssid: string; password: string }
  | { kind: 'verify' }

const phaseOf = { identify: 'identifying', scan: 'scanning', connect: 'connecting', verify: 'verifying' } as const

/** How the last step ended. */
export type Settlement = { ok: true } | { ok: false; problem: Problem }

export class ImprovSession {
  readonly #timing: ImprovTiming
  readonly #reader = new PacketReader()
  #state: SessionState
  #step: Step | null = null
  #deadlineMs: number | null = null
  #settlement: Settlement | null = null

  constructor(identity: Pick<SessionState, 'sessionId' | 'path' | 'simulated'>, timing: ImprovTiming = improvTiming) {
    this.#timing = timing
    this.#state = {
      ...identity,
      phase: 'opening',
      device: null,
      networks: [],
      identified: false,
      connected: false,
      ssid: null,
      urls: [],
      problem: null,
    }
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

  /** The port is open: the first step may begin. */
  opened(): void {
    if (this.#state.phase === 'opening') this.#change({ phase: 'idle' })
  }

  /**
   * Begins a step. @returns what to write, each in one call.
   * @throws Problem `session.busy`, `session.closed`, `port.vanished` or, before anything is written, what is wrong with the request.
   */
  begin(request: StepRequest, nowMs: number): Uint8Array[] {
    this.#mustBeReady()
    const step = this.#stepFor(request)
    this.#settlement = null
    // The old network no longer counts once new credentials are on their way.
    const forgotten = request.kind === 'connect' ? { connected: false, ssid: null, urls: [] } : {}
    this.#change({ ...forgotten, phase: phaseOf[request.kind], problem: null })
    this.#step = step
    return this.#resume(() => step.next(), nowMs)
  }

  /** Takes what the device sent. @returns what to write. */
  receive(bytes: Uint8Array, nowMs: number): Uint8Array[] {
    return this.#handle(this.#reader.push(bytes), nowMs)
  }

  /** Lets time pass: ends a wait whose deadline has come. @returns what to write. */
  advance(nowMs: number): Uint8Array[] {
    if (this.#deadlineMs === null || nowMs < this.#deadlineMs) return []
    const rescued = this.#handle(this.#reader.giveUpPartial(), nowMs)
    // The packet that was hidden behind a half one may have been the answer.
    if (this.#deadlineMs === null || nowMs < this.#deadlineMs) return rescued
    return [...rescued, ...this.#tell({ kind: 'timeout' }, nowMs)]
  }

  /** Stops the step that runs; the device is left as it is. */
  cancel(): void {
    if (!this.#step) return
    this.#settle({ ok: false, problem: new Problem('contract.cancelled', 'Cancelled: the device was left as it is.') })
    this.#change({ phase: 'idle' })
  }

  /** The step could not go on, for example because a write failed. */
  fail(problem: Problem): void {
    this.#settle({ ok: false, problem })
    this.#change({ phase: 'failed', problem: problem.toData() })
  }

  /** The port is gone. What was learned stays in the state. */
  lose(problem: Problem): void {
    if (this.#isOver()) return
    if (this.#step) this.#settle({ ok: false, problem })
    this.#change({ phase: 'lost', problem: problem.toData() })
  }

  close(): void {
    if (this.#step) this.#settle({ ok: false, problem: closedProblem() })
    this.#change({ phase: 'closed' })
  }

  #stepFor(request: StepRequest): Step {
    switch (request.kind) {
      case 'identify':
        return identify(this.#timing)
      case 'scan':
        return scan(this.#timing)
      case 'connect':
        return connect(request.ssid, request.password, this.#timing)
      case 'verify':
        return verify(this.#timing)
      default:
        return assertNever(request)
    }
  }

  #mustBeReady(): void {
    if (this.#state.phase === 'lost') {
      throw this.#state.problem ? Problem.fromData(this.#state.problem) : closedProblem()
    }
    if (this.#state.phase === 'closed') throw closedProblem()
    if (this.#step || this.#state.phase === 'opening') {
      throw new Problem('session.busy', 'The device is still busy with the step before: wait for it to end.')
    }
  }

  #handle(packets: ImprovPacket[], nowMs: number): Uint8Array[] {
    const writes: Uint8Array[] = []
    for (const packet of packets) {
      const message = readMessage(packet)
      if (message) writes.push(...this.#tell(message, nowMs))
    }
    return writes
  }

  #tell(event: StepEvent, nowMs: number): Uint8Array[] {
    const step = this.#step
    return step ? this.#resume(() => step.next(event), nowMs) : []
  }

  #resume(next: () => IteratorResult<{ write: Uint8Array | null; waitMs: number | null }, StepResult>, nowMs: number) {
    try {
      const turn = next()
      if (turn.done) {
        this.#settle({ ok: true })
        this.#change({ ...turn.value, ...(turn.value.connected === false ? { ssid: null, urls: [] } : {}), phase: 'idle' })
        return []
      }
      if (turn.value.waitMs !== null) this.#deadlineMs = nowMs + turn.value.waitMs
      return turn.value.write ? [turn.value.write] : []
    } catch (fault) {
      this.fail(Problem.from(fault, 'session.unexpected', 'The session met an unexpected fault: close it and open it again.'))
      return []
    }
  }

  #settle(settlement: Settlement): void {
    this.#step = null
    this.#deadlineMs = null
    this.#settlement = settlement
  }

  #isOver(): boolean {
    return this.#state.phase === 'lost' || this.#state.phase === 'closed'
  }

  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change }
  }
}

function closedProblem(): Problem {
  return new Problem('session.closed', 'The session was closed: open the port again.')
}
