/**
 * Payouts of version 4 with everything that became of them: their files in the data folder, their moves in the journal, and the
 * signatures that the disk refused until now. Invariant: nothing is given out before its file and its entry are on the disk, in
 * this order.
 */
import { canonicalJson } from '#core/model/canonicalJson'
import { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { makeMove } from '#core/treasury/state/makeMove'
import { payoutState } from '#core/treasury/state/payoutState'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import type { JournalPort, ReadBack } from '../../storage/journal'
import type { PayoutFiles } from '../../storage/payoutFiles'
import { readPayoutFile } from './readPayoutFile'
import { isTreasuryLine, type JournalledPayout, readTreasuryEvents, type TreasuryEvents } from './treasuryEvents'

export interface PayoutBookParts {
  journal: JournalPort & { readBack: ReadBack }
  files: PayoutFiles
  /** Raw Ed25519 public key of this installation, hex; empty where it is not known. */
  publicKeyHex: string
  clock: () => Date
}

/** A payout with its file, and what its moves come to. */
export interface OpenedPayout {
  payout: PayoutFileV4
  moves: PayoutMove[]
  state: PayoutState
}

export class PayoutBook {
  readonly #parts: PayoutBookParts
  /** By id: signed by the device and refused by the disk. */
  readonly #owed = new Map<string, PayoutMove>()
  #settling: Promise<void> = Promise.resolve()

  constructor(parts: PayoutBookParts) {
    this.#parts = parts
  }

  /** The oldest first. @throws Problem `treasury.journal-unreadable` or `disk.*` */
  async list(): Promise<JournalledPayout[]> {
    await this.#settling
    const { payouts } = await this.#events()
    const owed = [...this.#owed.values()]
    return payouts.map((one) => ({ ...one, moves: [...one.moves, ...owed.filter(({ payoutId }) => payoutId === one.payoutId)] }))
  }

  async fileState({ payoutId, file }: Pick<JournalledPayout, 'payoutId' | 'file'>): Promise<'whole' | 'missing' | 'damaged'> {
    const found = await this.#parts.files.read(payoutId)
    if (!found) return 'missing'
    return found.kept.sha256 === file.sha256 ? 'whole' : 'damaged'
  }

  /**
   * The payout, its file verified anew.
   * @throws Problem `payout.not-in-journal`, `payout.file-*`, `treasury.journal-unreadable` or `disk.*`
   */
  async open(payoutId: string): Promise<OpenedPayout> {
    const known = (await this.list()).find((one) => one.payoutId === payoutId)
    if (!known) {
      throw new Problem('payout.not-in-journal', 'This installation knows of no such payout: open its file here first.')
    }
    return this.#opened(known, true)
  }

  /**
   * Every payout that is known, but those that are void and whose files are gone: a person has dealt with them.
   * @throws Problem `payout.file-*`: without one of the others nobody can tell what may be signed.
   */
  async openAll(): Promise<OpenedPayout[]> {
    const opened: OpenedPayout[] = []
    for (const known of await this.list()) {
      const isVoid = known.moves.some(({ fact }) => fact.kind === 'voided')
      if (isVoid && (await this.fileState(known)) !== 'whole') continue
      opened.push(await this.#opened(known, false))
    }
    return opened
  }

  /** Whether a signature over the transaction was made that only this program's memory holds. */
  owes(payoutId: string, at: number): boolean {
    return [...this.#owed.values()].some(({ payoutId: of, fact }) => {
      const isSignature = fact.kind === 'confirmed' || fact.kind === 'cancelling'
      return of === payoutId && isSignature && fact.confirmation.at === at
    })
  }

  /** Keeps the file of a payout that holds; one that is known gets a lost file back. @throws Problem `disk.*` */
  async keepFile(payout: PayoutFileV4): Promise<void> {
    const { contentSha256: payoutId } = payout
    const known = (await this.#events()).payouts.find((one) => one.payoutId === payoutId)
    if (known && (await this.fileState(known)) === 'whole') return
    const file = await this.#parts.files.keep(payoutId, JSON.stringify(payout))
    await this.#parts.journal.append(known ? 'treasury.file-kept' : 'treasury.payout-kept', {
      payoutId,
      ...summaryOf(payout),
      file,
    })
  }

  /** Writes a move of this installation; one that says the very same is not written again. @throws Problem `disk.*` */
  async add(payoutId: string, fact: MoveFact): Promise<void> {
    if (await this.#knows(payoutId, fact)) return
    await this.#parts.journal.append('treasury.move', { move: this.#make(payoutId, fact) })
  }

  /** The same also where the very same was said before, as of a block that is gone a second time. @throws Problem `disk.*` */
  async addAnew(payoutId: string, fact: MoveFact): Promise<void> {
    await this.#parts.journal.append('treasury.move', { move: this.#make(payoutId, fact) })
  }

  /** Keeps what the device has just signed. @throws Problem `payout.signed-not-kept`; it is then owed to the disk. */
  async keepSigned(payoutId: string, fact: MoveFact): Promise<void> {
    if (await this.#knows(payoutId, fact)) return
    const move = this.#make(payoutId, fact)
    this.#owed.set(move.id, move)
    await this.payOwed()
  }

  /** Writes a move of another installation, or of these records. The move holds, and its payout's file is kept. */
  async learn(move: PayoutMove): Promise<void> {
    const { payouts } = await this.#events()
    const known = payouts.find(({ payoutId }) => payoutId === move.payoutId)
    if (known?.moves.some(({ id }) => id === move.id)) return
    await this.#parts.journal.append('treasury.move-learned', { move })
  }

  /** Notes once that a move was not believed. */
  async refuse({ id, payoutId }: PayoutMove, problem: Problem): Promise<void> {
    if ((await this.#events()).refusedMoves.has(id)) return
    await this.#parts.journal.append('treasury.move-refused', { moveId: id, payoutId, problem: problem.toData() })
  }

  /**
   * Brings journal, files and memory together: writes what is owed, takes in files that a crash left without an entry, and notes
   * requests of whose outcome nothing was kept. Not while a signing is under way.
   */
  settle(): Promise<void> {
    const settled = this.#settling.then(() => this.#settle())
    this.#settling = settled.catch(() => undefined)
    return settled
  }

  /** Tries again what the disk refused. @throws Problem `payout.signed-not-kept` */
  async payOwed(): Promise<void> {
    for (const [id, move] of this.#owed) {
      try {
        await this.#parts.journal.append('treasury.move', { move })
        this.#owed.delete(id)
      } catch (thrown) {
        throw new Problem(
          'payout.signed-not-kept',
          'The Ledger has signed, but the disk did not take the signature, and only this program holds it: leave Commonmast open, free some space, and sign the same transaction again; the Ledger is not asked a second time.',
          { cause: thrown },
        )
      }
    }
  }

  async #settle(): Promise<void> {
    await this.payOwed()
    const { payouts, openRequests, refusedFiles } = await this.#events()
    const known = new Set(payouts.map(({ payoutId }) => payoutId))
    for (const payoutId of await this.#parts.files.list()) {
      if (!known.has(payoutId) && !refusedFiles.has(payoutId)) await this.#adopt(payoutId)
    }
    for (const { seq, payoutId, signedHash } of openRequests) {
      await this.#parts.journal.append('treasury.sign-interrupted', { payoutId, signedHash, requestSeq: seq })
    }
  }

  async #adopt(payoutId: string): Promise<void> {
    try {
      const payout = await readPayoutFile(this.#parts.files, { payoutId, file: null }, true)
      const file = (await this.#parts.files.read(payoutId))?.kept
      await this.#parts.journal.append('treasury.payout-kept', { payoutId, ...summaryOf(payout), file, recovered: true })
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'payout.file-damaged') throw thrown
      await this.#parts.journal.append('treasury.file-refused', { payoutId, problem: thrown.toData() })
    }
  }

  async #opened({ moves, ...known }: JournalledPayout, verify: boolean): Promise<OpenedPayout> {
    const payout = await readPayoutFile(this.#parts.files, known, verify)
    return { payout, moves, state: payoutState(payout, moves) }
  }

  async #knows(payoutId: string, fact: MoveFact): Promise<boolean> {
    const known = (await this.list()).find((one) => one.payoutId === payoutId)
    const text = canonicalJson(fact)
    return known?.moves.some((move) => canonicalJson(move.fact) === text) ?? false
  }

  #make(payoutId: string, fact: MoveFact): PayoutMove {
    const { publicKeyHex, clock } = this.#parts
    return makeMove({ payoutId, movedAt: clock().toISOString(), installation: publicKeyHex, fact })
  }

  async #events(): Promise<TreasuryEvents> {
    return readTreasuryEvents(await this.#parts.journal.readBack(isTreasuryLine, { afterSeq: 0, sinceAt: '' }))
  }
}

/** For whoever reads the journal: whose money, and how much of it. */
function summaryOf({ method, treasury, token, periods, totals, transactions }: PayoutFileV4): Record<string, unknown> {
  return {
    method,
    chain: treasury.chain,
    treasury: treasury.address,
    token: token.symbol,
    period: periods.at(-1)?.name,
    totalBaseUnits: totals.payeesBaseUnits,
    transactions: transactions.length,
  }
}
