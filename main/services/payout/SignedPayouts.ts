/**
 * Every payout that is known to be signed: in the journal, with its file beside it, and what the disk refused until now. Invariant:
 * no signature is given out before its file and its entry are on the disk, in this order.
 */
import { Problem } from '#core/model/problem'
import { attachSignature } from '#core/payout/attachSignature'
import type { PayoutFile } from '#core/payout/payoutFile'
import { type SignedPayout, signedPayoutOf } from '#core/payout/signedPayout'
import type { JournalPort, ReadBack } from '../../storage/journal'
import type { KeptFile, PayoutFiles } from '../../storage/payoutFiles'
import { isPayoutLine, type PayoutEvents, readPayoutEvents } from './payoutEvents'
import { readSignedFile } from './readSignedFile'

export interface KnownPayout extends SignedPayout {
  /** Of its entry in the journal; null for one that the disk refused until now. */
  seq: number | null
  isSignedHere: boolean
  file: KeptFile | null
}

export interface SignedPayoutsParts {
  journal: JournalPort & { readBack: ReadBack }
  files: PayoutFiles
}

export class SignedPayouts {
  readonly #journal: SignedPayoutsParts['journal']
  readonly #files: PayoutFiles
  /** By signing hash: signed by the device and refused by the disk. */
  readonly #owed = new Map<string, PayoutFile>()
  #settling: Promise<void> = Promise.resolve()

  constructor({ journal, files }: SignedPayoutsParts) {
    this.#journal = journal
    this.#files = files
  }

  /** The oldest first. @throws Problem `payout.journal-unreadable` or `disk.*` */
  async list(): Promise<KnownPayout[]> {
    await this.#settling
    const { signed } = await this.#events()
    const owed = [...this.#owed.values()].map((payout) => ({
      ...signedPayoutOf(payout),
      ...{ seq: null, isSignedHere: true, file: null },
    }))
    return [...signed, ...owed]
  }

  /** A signed payout that only this program's memory holds. */
  owed(match: (payout: PayoutFile) => boolean): PayoutFile | null {
    return [...this.#owed.values()].find(match) ?? null
  }

  /** Keeps what the device has just signed. @throws Problem `payout.signed-not-kept`; it is then owed to the disk. */
  async keep(payout: PayoutFile): Promise<void> {
    this.#owed.set(signedPayoutOf(payout).signingHash, payout)
    await this.payOwed()
  }

  /**
   * Brings journal, files and memory together: writes what is owed, takes in files that a crash left without an entry, and notes
   * requests of whose outcome nothing was kept. Not while a signing is under way.
   * @throws Problem `payout.signed-not-kept`, `payout.journal-unreadable` or `disk.*`
   */
  settle(): Promise<void> {
    const settled = this.#settling.then(() => this.#settle())
    this.#settling = settled.catch(() => undefined)
    return settled
  }

  /** A signed payout that the journal may not know, or whose file it may lack. The payout holds. @throws Problem `disk.*` */
  async learn(payout: PayoutFile): Promise<void> {
    const { transactionHash } = signedPayoutOf(payout)
    const known = (await this.#events()).signed.find((one) => one.transactionHash === transactionHash)
    if (!known) await this.#write('payout.learned', payout)
    else if ((await this.fileState(known)) !== 'whole') await this.#write('payout.file-kept', payout)
  }

  /** Writes a lost file anew from the very payout that was signed and the signature in the journal; the Ledger is not asked. */
  async mend(known: KnownPayout, payout: PayoutFile): Promise<void> {
    const { signature, signer, device, derivationPath, simulated, signedAt } = known
    if (!signature || (await this.fileState(known)) === 'whole') return
    const signed = await attachSignature(payout, { ...signature, signer, device, derivationPath, simulated, signedAt })
    await this.#write('payout.file-kept', signed)
  }

  async fileState({
    transactionHash,
    seq,
    file,
  }: KnownPayout): Promise<'whole' | 'missing' | 'damaged' | 'not-kept' | 'in-memory'> {
    if (seq === null) return 'in-memory'
    if (!file) return 'not-kept'
    const found = await this.#files.read(transactionHash)
    if (!found) return 'missing'
    return found.kept.sha256 === file.sha256 ? 'whole' : 'damaged'
  }

  /** @throws Problem `payout.not-in-journal`, `payout.file-*` or `disk.*` */
  async file(transactionHash: string): Promise<PayoutFile> {
    await this.#settling
    const owed = this.owed(({ signature }) => signature?.transactionHash === transactionHash)
    if (owed) return owed
    const known = (await this.#events()).signed.find((one) => one.transactionHash === transactionHash)
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
    await this.payOwed()
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

  /** Tries again what the disk refused. @throws Problem `payout.signed-not-kept` */
  async payOwed(): Promise<void> {
    for (const [signingHash, payout] of this.#owed) {
      try {
        await this.#write('payout.signed', payout)
        this.#owed.delete(signingHash)
      } catch (thrown) {
        throw new Problem(
          'payout.signed-not-kept',
          'The Ledger has signed, but the disk did not take the signature, and only this program holds it: leave Commonmast open, free some space, and sign the same payout again; the Ledger is not asked a second time.',
          { cause: thrown },
        )
      }
    }
  }

  async #write(kind: string, payout: PayoutFile): Promise<void> {
    const facts = signedPayoutOf(payout)
    const file = await this.#files.keep(facts.transactionHash, JSON.stringify(payout))
    await this.#journal.append(kind, { ...facts, file })
  }
}
