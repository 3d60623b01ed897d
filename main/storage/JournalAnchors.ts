/** The anchors of one journal: the newest in its own file beside it. SPEC.md, rules [JN4] to [JN7] and [JN10]. */
import { readFile } from 'node:fs/promises'
import { anchorBytes, type JournalAnchor, journalAnchorSchema } from '#core/journal/journalAnchor'
import type { LossFacts } from '#core/journal/journalLoss'
import { diskProblem } from './diskProblem'
import type { Anchoring } from './journal'
import { hashOf, newestEntry } from './journalLines'
import { type JournalMarks, lossAtStart } from './journalMarks'
import { writeFileAtomically } from './writeFileAtomically'

export class JournalAnchors {
  readonly #options: Anchoring
  readonly #now: () => Date
  #newest: JournalAnchor | null = null

  constructor(options: Anchoring, now: () => Date) {
    this.#options = options
    this.#now = now
  }

  /** As it was read or made last. */
  get newest(): JournalAnchor | null {
    return this.#newest
  }

  isOwnKey(publicKey: string): boolean {
    return publicKey === this.#options.signer?.publicKeyHex
  }

  /** What cannot be an anchor counts as none. @throws Problem `disk.*` */
  async read(): Promise<void> {
    const text = await readFile(this.#options.path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return ''
      throw diskProblem(thrown, 'the anchor of the journal')
    })
    try {
      this.#newest = journalAnchorSchema.parse(JSON.parse(text))
    } catch {
      this.#newest = null
    }
  }

  lossAtStart(lines: readonly string[], marks: JournalMarks): LossFacts | null {
    const { isFirstStart, signer } = this.#options
    return lossAtStart({
      ...{ anchor: this.#newest, marks, isFirstStart, hasKey: signer !== null },
      newest: newestEntry(lines),
      hashOf: (seq) => hashOf(lines, seq),
    })
  }

  /** What the journal has to say of the key that anchors it from here on; null where it says so already. */
  keyToNote(lines: readonly string[], marks: JournalMarks): Record<string, unknown> | null {
    const { signer, isFirstStart, isNewKey } = this.#options
    if (!signer || marks.currentKey === signer.publicKeyHex) return null
    const before = marks.currentKey ?? this.#newest?.publicKey ?? null
    const previousPublicKey = before === signer.publicKeyHex ? null : before
    const isFirst = lines.length === 0 && isFirstStart
    const unasked = isFirst ? 'first-start' : previousPublicKey === null ? 'earlier-version' : 'changed'
    return { publicKey: signer.publicKeyHex, previousPublicKey, reason: isNewKey ? 'asked-for' : unasked }
  }

  /** The entry is on the disk whatever becomes of its anchor: one that cannot be written is made good by the next. */
  async anchor({ seq, hash }: { seq: number; hash: string }): Promise<void> {
    const { path, signer, onAnchored } = this.#options
    if (!signer) return
    const at = this.#now().toISOString()
    const facts = { format: 'commonmast-journal-anchor-v1' as const, seq, hash, at, publicKey: signer.publicKeyHex }
    const anchor = { ...facts, signature: Buffer.from(signer.sign(anchorBytes(facts))).toString('hex') }
    this.#newest = anchor
    const text = `${JSON.stringify(anchor, null, 2)}\n`
    await writeFileAtomically(path, text, { what: 'the anchor of the journal' }).catch(() => undefined)
    onAnchored?.(anchor)
  }
}
