/**
 * Runs a session over a link: the link's bytes and the clock go in, bytes to write come out. Invariants: every step
 * ends, with a state or with a Problem; every change of state is told once; after the link is gone nothing is written.
 */
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'
import type { DeviceSession } from '#core/provisioning/session/DeviceSession'
import type { Evidence } from '#core/provisioning/session/evidence'
import type { LineOrder } from '#core/provisioning/session/ProvisioningDriver'
import { cancelledProblem } from '#core/provisioning/session/sessionProblems'
import type { SessionState } from '#core/provisioning/session/sessionState'
import type { StepRequest } from '#core/provisioning/session/stepRequest'
import type { Clock } from './clock'
import { vanishedProblem } from './portProblem'
import type { SerialLink } from './SerialLink'
import { isNoise, type Reopening, searchSpeed } from './searchSpeed'

export interface SessionDriverOptions {
  link: SerialLink
  session: DeviceSession
  clock: Clock
  /** Whether a silent device is asked once more with DTR and RTS released; see usbDevices. */
  releaseLinesOnSilence: boolean
  /** Missing where the line has no speed. */
  reopening?: Reopening
  onState(state: SessionState): void
}

const LONGEST_TIDYING_MS = 2_000

export class SessionDriver {
  #link: SerialLink
  readonly #reopening: Reopening | undefined
  readonly #session: DeviceSession
  readonly #clock: Clock
  readonly #onState: (state: SessionState) => void
  #mayReleaseLines: boolean
  #told: SessionState
  #callOffTimer: () => void = () => undefined
  #settled: (() => void) | null = null
  readonly #orders: LineOrder[] = []
  #carryingOut = false
  #carriedOut: Promise<void> = Promise.resolve()
  #stopListening: Array<() => void> = []

  constructor({ link, session, clock, releaseLinesOnSilence, reopening, onState }: SessionDriverOptions) {
    this.#link = link
    this.#reopening = reopening
    this.#session = session
    this.#clock = clock
    this.#onState = onState
    this.#mayReleaseLines = releaseLinesOnSilence
    this.#told = session.state
    onState(session.state)
    this.#listen(link)
    session.opened()
    this.#update()
  }

  #listen(link: SerialLink): void {
    const lose = (problem: Problem | null) => {
      this.#orders.length = 0
      if (problem) this.#session.lose(problem, this.#clock.monotonicMs())
      this.#update()
    }
    const hear = (bytes: Uint8Array) => this.#obey(this.#session.receive(bytes, this.#clock.monotonicMs()))
    this.#stopListening = [link.onData(hear), link.onClosed(lose)]
  }

  get state(): SessionState {
    return this.#session.state
  }

  /** Everything said until now, without secrets. */
  evidence(): Evidence {
    return this.#session.evidence()
  }

  /**
   * Runs one step to its end. @returns the state after it.
   * @throws Problem why the step failed; `session.busy`; `port.vanished`; `contract.cancelled` when `signal` aborts.
   */
  async run(request: StepRequest, signal?: CancelSignal): Promise<SessionState> {
    const problem = await this.#attempt(request, signal)
    if (problem === null) return this.state
    if (request.kind === 'identify' && isNoise(problem) && this.#reopening) {
      const left = await this.#searchSpeed(this.#reopening, request, signal)
      if (left) throw left
      return this.state
    }
    if (problem.code !== 'session.silent' || request.kind !== 'identify' || !this.#mayReleaseLines) throw problem
    this.#mayReleaseLines = false
    if (!(await this.#link.setLines({ dtr: false, rts: false }))) throw problem
    const second = await this.#attempt(request, signal)
    if (second) throw second
    return this.state
  }

  /** Ends the session and releases the port; may be called again. */
  async close(): Promise<SessionState> {
    // What is left of a step that was cancelled brings the device back: it is carried out to its end.
    if (this.state.phase === 'working') this.#orders.length = 0
    const farewell = this.#session.farewell()
    // A device that stands still in the middle of a step is brought back to its own work first.
    this.#obey(this.#session.close(this.#clock.monotonicMs()))
    await this.#tidiedUp()
    // The port may be gone by now: then there is nobody to take leave of.
    if (farewell) await this.#link.write(farewell).catch(() => undefined)
    await this.#link.close()
    for (const stop of this.#stopListening.splice(0)) stop()
    return this.state
  }

  async #searchSpeed(reopening: Reopening, request: StepRequest, signal?: CancelSignal): Promise<Problem | null> {
    try {
      return await searchSpeed({
        reopening,
        clock: this.#clock,
        signal,
        release: async () => {
          for (const stop of this.#stopListening.splice(0)) stop()
          await this.#link.close()
        },
        use: (link, baudRate) => {
          this.#link = link
          this.#listen(link)
          this.#session.changedSpeed(baudRate)
          this.#update()
        },
        attempt: () => this.#attempt(request, signal),
      })
    } catch (thrown) {
      const problem = Problem.from(thrown, 'port.vanished', vanishedProblem(this.#link.path).message)
      this.#session.lose(problem, this.#clock.monotonicMs())
      this.#update()
      return problem
    }
  }

  async #attempt(request: StepRequest, signal?: CancelSignal): Promise<Problem | null> {
    // Also between the two attempts, while nobody listens for it.
    if (signal?.aborted) return cancelledProblem()
    const orders = this.#session.begin(request, this.#clock.monotonicMs())
    const ended = new Promise<void>((resolve) => {
      this.#settled = resolve
    })
    const cancel = () => {
      this.#orders.length = 0
      this.#obey(this.#session.cancel(this.#clock.monotonicMs()))
    }
    signal?.addEventListener('abort', cancel, { once: true })
    this.#obey(orders)
    await ended
    signal?.removeEventListener('abort', cancel)
    const settlement = this.#session.settlement
    return settlement === null || settlement.ok ? null : settlement.problem
  }

  #obey(orders: LineOrder[]): void {
    this.#update()
    this.#orders.push(...orders)
    if (!this.#carryingOut) this.#carriedOut = this.#carryOut()
  }

  /** Writes queue up in the link; a change of the control lines must have happened before what follows it is written. */
  async #carryOut(): Promise<void> {
    this.#carryingOut = true
    for (let order = this.#orders.shift(); order; order = this.#orders.shift()) {
      // A line without control lines, such as a pseudo-terminal, goes on without.
      if (order.kind === 'write') this.#write(order.bytes)
      else await this.#setLines(order)
    }
    this.#carryingOut = false
  }

  /** All is carried out, or takes longer than a port that still works. */
  async #tidiedUp(): Promise<void> {
    if (!this.#carryingOut) return
    await new Promise<void>((resolve) => {
      const callOff = this.#clock.after(LONGEST_TIDYING_MS, resolve)
      void this.#carriedOut.then(() => {
        callOff()
        resolve()
      })
    })
  }

  async #setLines({ dtr, rts, holdMs }: Extract<LineOrder, { kind: 'lines' }>): Promise<void> {
    await this.#link.setLines({ dtr, rts }).catch(() => false)
    if (holdMs !== undefined) await new Promise<void>((resolve) => void this.#clock.after(holdMs, resolve))
  }

  #write(bytes: Uint8Array): void {
    this.#link.write(bytes).catch((thrown: unknown) => {
      const problem = Problem.from(thrown, 'port.vanished', vanishedProblem(this.#link.path).message)
      // A link that is gone has told its own end; a line that takes no bytes has not.
      if (this.#session.settlement === null && this.#session.deadlineMs !== null) {
        // What was still to be written cannot be; the lines may be set all the same.
        this.#orders.length = 0
        this.#obey(this.#session.fail(problem, this.#clock.monotonicMs()))
        return
      }
      this.#update()
    })
  }

  /** Tells a changed state, sets the next timer, and wakes who waits for the step's end. */
  #update(): void {
    const { state, deadlineMs, settlement } = this.#session
    this.#callOffTimer()
    if (deadlineMs !== null) {
      this.#callOffTimer = this.#clock.after(deadlineMs - this.#clock.monotonicMs(), () =>
        this.#obey(this.#session.advance(this.#clock.monotonicMs())),
      )
    }
    if (state !== this.#told) {
      this.#told = state
      this.#onState(state)
    }
    if (settlement !== null) {
      this.#settled?.()
      this.#settled = null
    }
  }
}
