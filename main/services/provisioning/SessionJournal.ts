/**
 * The journal as one session writes it. Invariants: nothing is done whose beginning is not on the disk; an ending that the disk
 * refused is owed, and written before anything else of this session.
 */
import { Problem } from '#core/model/problem'

export interface AppendToJournal {
  append(kind: string, data: Record<string, unknown>): Promise<unknown>
}

export class SessionJournal {
  readonly #journal: AppendToJournal
  readonly #sessionId: string
  readonly #owed: Array<{ kind: string; data: Record<string, unknown> }> = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(journal: AppendToJournal, sessionId: string) {
    this.#journal = journal
    this.#sessionId = sessionId
  }

  /** @throws Problem `disk.*`: then what was about to begin must not. */
  begin(kind: string, data: Record<string, unknown> = {}): Promise<void> {
    return this.#inTurn(async () => {
      await this.#payOwed()
      await this.#journal.append(`provisioning.${kind}`, { sessionId: this.#sessionId, ...data })
    })
  }

  /** Writes what has happened already. @returns why it could not be written; it is then kept, and owed. */
  async note(kind: string, data: Record<string, unknown> = {}): Promise<Problem | null> {
    this.#owed.push({ kind: `provisioning.${kind}`, data: { sessionId: this.#sessionId, ...data } })
    try {
      await this.#inTurn(() => this.#payOwed())
      return null
    } catch (thrown) {
      return Problem.from(thrown, 'disk.failed', 'The disk refused the journal: check the drive, then try again.')
    }
  }

  async #payOwed(): Promise<void> {
    for (let entry = this.#owed[0]; entry; entry = this.#owed[0]) {
      await this.#journal.append(entry.kind, entry.data)
      this.#owed.shift()
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
