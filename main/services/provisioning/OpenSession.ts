/** One open port with its device, and what main knows of it beside what the device said. */
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { Problem, type ProblemData } from '#core/model/problem'
import type { Evidence } from '#core/provisioning/session/evidence'
import type { SessionState, StepKind } from '#core/provisioning/session/sessionState'
import { recordedSteps } from '#core/provisioning/session/stepRecords'
import type { SessionDriver } from '../../devices/SessionDriver'
import type { Continuation } from './Continuation'
import type { SessionJournal } from './SessionJournal'

export interface SessionOrigin {
  id: string
  /** What the system says of the port; null for a typed path that it does not list. */
  port: SerialPortInfo | null
  /** Wall clock and monotonic time of the beginning, of the broken-off session where this one goes on with it. */
  startedAt: string
  startedMs: number
  workOrderId: string | null
  journal: SessionJournal
  continuation: Continuation | null
}

export class OpenSession {
  readonly origin: SessionOrigin
  readonly #driver: SessionDriver
  readonly #emit: (state: SessionState) => void
  #running = false
  #begun = false
  #changed = false
  #signed = false
  #notice: ProblemData | null = null

  /** `startDriver` is handed the listener that tells every change. */
  constructor(
    origin: SessionOrigin,
    startDriver: (onState: (state: SessionState) => void) => SessionDriver,
    emit: (state: SessionState) => void,
  ) {
    this.origin = origin
    this.#emit = emit
    let lost = false
    this.#driver = startDriver((state) => {
      emit(this.#told(state))
      if (state.phase === 'lost' && !lost) {
        lost = true
        void origin.journal.note('lost', { code: state.problem?.code ?? null })
      }
    })
  }

  get driver(): SessionDriver {
    return this.#driver
  }

  get state(): SessionState {
    return this.#told(this.#driver.state)
  }

  evidence(): Evidence {
    return this.#driver.evidence()
  }

  /** Holds the session for one step. @throws Problem `session.busy` */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running) throw busyProblem()
    this.#running = true
    try {
      return await work()
    } finally {
      this.#running = false
    }
  }

  /** Nothing can be asked of a device whose port is gone. @throws Problem as it is told */
  mustBeThere(): void {
    const { phase, problem } = this.#driver.state
    if (phase === 'lost' && problem) throw Problem.fromData(problem)
  }

  begins(kind: StepKind): void {
    this.#begun = true
    this.#changed ||= recordedSteps.has(kind)
  }

  signed(): void {
    this.#signed = true
    this.#changed = false
  }

  /** Something beside the device went wrong: it is shown where the device has no problem of its own, until the next step. */
  notice(problem: Problem | null): void {
    if (problem === null && this.#notice === null) return
    this.#notice = problem?.toData() ?? null
    this.tell()
  }

  /** Tells the state again, for example after it was found to be another device's. */
  tell(): void {
    this.#emit(this.state)
  }

  /** Ends the session. `asked` = a person closed it; `saved` = its record is where records are kept. */
  async close(asked: boolean, saved: boolean): Promise<SessionState> {
    const orderly = asked && this.#driver.state.phase !== 'lost'
    await this.#driver.close()
    // A record that only the journal holds is not done with.
    const finished = !this.#changed && (this.#signed ? saved : orderly || !this.#begun)
    await this.origin.journal.note('closed', { finished })
    return this.state
  }

  #told(state: SessionState): SessionState {
    const told = this.origin.continuation?.apply(state) ?? state
    return this.#notice && told.problem === null ? { ...told, problem: this.#notice } : told
  }
}

function busyProblem(): Problem {
  return new Problem('session.busy', 'The device is still busy with the step before: wait for it to end.')
}
