/**
 * Every payout of versions 1 to 3 that is known to be signed: in the journal, with its file beside it. None is signed any more, but
 * each stands in the way of what would pay its period again. Invariant: a file is on the disk before its entry.
 */
import { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import { signedPayoutOf } from '#core/payout/signedPayout'
import type { JournalPort, ReadBack } from '../../storage/journal'
import type { PayoutFiles } from '../../storage/payoutFiles'
import { isPayoutLine, type JournalledPayout, type PayoutEvents, readPayoutEvents } from './payoutEvents'
import { readSignedFile } from './readSignedFile'

export interface SignedPayoutsParts {
  journal: JournalPort & { readBack: ReadBack }
  files: PayoutFiles
}

export class SignedPayouts {
  readonly #journal: SignedPayoutsParts['journal']
  readonly #files: PayoutFiles
  #settling: Promise<void> = Promise.resolve()

  constructor({ journal, files }: SignedPayoutsParts) {
    this.#journal = journal
    this.#files = files
  }

  /** The oldest first. @throws Problem `payout.journal-unreadable` or `disk.*` */
  async list(): Promise<JournalledPayout[]> {
    await this.#settling
    return (await this.#events()).signed
  }

  /**
   * Brings journal and files together: takes in files that a crash left without an entry, and notes requests of whose outcome
   * nothing was kept. @throws Problem `payout.journal-unreadable` or `disk.*`
   */
  settle(): Promise<void> {
    const settled = this.#settling.then(() => this.#settle())
    this.#settling = settled.catch(() => undefined)
    return settled
  }

  /** A signed payout that the journal may not know, or whose file it may lack. The payout holds. @throws Problem `disk.*` */
  async learn(payout: PayoutFile): Promise<void> {
    const facts = signedPayoutOf(payout)
    const known = (await this.#events()).signed.find((one) => one.transactionHash === facts.transactionHash)
    if (known && (await this.fileState(known)) === 'whole') return
    const file = await this.#files.keep(facts.transactionHash, JSON.stringify(payout))
    await this.#journal.append(known ? 'payout.file-kept' : 'payout.learned', { ...facts, file })
  }

  async fileState({ transactionHash, file }: JournalledPayout): Promise<'whole' | 'missing' | 'damaged' | 'not-kept'> {
    if (!file) return 'not-kept'
    const found = await this.#files.read(transactionHash)
    if (!found) return 'missing'
    return found.kept.sha256 === file.sha256 ? 'whole' : 'damaged'
  }

  /** @throws Problem `payout.not-in-journal`, `payout.file-*` or `disk.*` */
  async file(transactionHash: string): Promise<PayoutFile> {
    const known = (await this.list()).find((one) => one.transactionHash === transactionHash)
    if (!known) {
      throw new Problem(
        'payout.not-in-journal',
        'The journal of this installation knows of no such signed payout: look at its list again.',
      )
    }
    return readSignedFile(this.#files, known)
  }

  async #events(): Promise<PayoutEvents> {
    return readPayoutEvents(await this.#journal.readBack(isPayoutLine, { afterSeq: 0, sinceAt: '' }))
  }

  async #settle(): Promise<void> {
    const { signed, openRequests, refusedFiles } = await this.#events()
    const known = new Set(signed.map(({ transactionHash }) => transactionHash))
    const adopted = new Set<string>()
    for (const transactionHash of await this.#files.list()) {
      if (known.has(transactionHash) || refusedFiles.has(transactionHash)) continue
      const signingHash = await this.#adopt(transactionHash)
      if (signingHash !== null) adopted.add(signingHash)
    }
    for (const { seq, signingHash } of openRequests) {
      if (!adopted.has(signingHash)) await this.#journal.append('payout.sign-interrupted', { signingHash, requestSeq: seq })
    }
  }

  /** @returns the signing hash of the payout; null where the file is not one that was signed. */
  async #adopt(transactionHash: string): Promise<string | null> {
    try {
      const payout = await readSignedFile(this.#files, { transactionHash, file: null })
      const facts = signedPayoutOf(payout)
      const file = (await this.#files.read(transactionHash))?.kept
      await this.#journal.append('payout.signed', { ...facts, file, recovered: true })
      return facts.signingHash
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'payout.file-damaged') throw thrown
      await this.#journal.append('payout.file-refused', { transactionHash, problem: thrown.toData() })
      return null
    }
  }
}
