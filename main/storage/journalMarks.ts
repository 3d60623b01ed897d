/** What a journal says of itself: by which keys its end was anchored, and what of it was lost. Pure: entries in, facts out. */
import { z } from 'zod'
import { isGenuineAnchor, type JournalAnchor } from '#core/journal/journalAnchor'
import type { JournalEntry } from '#core/journal/journalEntry'
import { type LossFacts, lossFactsSchema, lossKind } from '#core/journal/journalLoss'

export const acknowledgedKind = 'journal.loss-acknowledged'
export const keyKind = 'key.in-use'

/** A loss as the journal notes it. */
export interface NotedLoss extends LossFacts {
  seq: number
  at: string
}

const keySchema = z.object({ publicKey: z.string(), previousPublicKey: z.string().nullable() })

export class JournalMarks {
  readonly losses: NotedLoss[] = []
  readonly keys = new Set<string>()
  #currentKey: string | null = null
  #acknowledgedSeq = 0

  /** The key by which the end was anchored last; null where an earlier version wrote the journal. */
  get currentKey(): string | null {
    return this.#currentKey
  }

  /** The newest loss that no person has acknowledged. */
  get openLoss(): NotedLoss | null {
    const newest = this.losses.at(-1)
    return newest && newest.seq > this.#acknowledgedSeq ? newest : null
  }

  isAcknowledged({ seq }: NotedLoss): boolean {
    return seq <= this.#acknowledgedSeq
  }

  /** At how many entries the chain was already found not to hold. */
  get notedBreaks(): number {
    return Math.max(0, ...this.losses.map(({ breaks = 0 }) => breaks))
  }

  /** The loss by which it is known that the journal lacks what this anchor names. */
  explains({ seq, hash }: Pick<JournalAnchor, 'seq' | 'hash'>): NotedLoss | null {
    const lacking = (loss: NotedLoss) =>
      loss.anchorHash === hash || (loss.expectedSeq !== null && loss.foundSeq < seq && seq <= loss.expectedSeq)
    return this.losses.find((loss) => loss.evidence !== 'changed' && lacking(loss)) ?? null
  }

  take({ seq, at, kind, data }: Pick<JournalEntry, 'seq' | 'at' | 'kind' | 'data'>): void {
    if (kind === lossKind) {
      const facts = lossFactsSchema.safeParse(data)
      if (facts.success) this.losses.push({ ...facts.data, seq, at })
    } else if (kind === acknowledgedKind) {
      if (typeof data.lossSeq === 'number') this.#acknowledgedSeq = Math.max(this.#acknowledgedSeq, data.lossSeq)
    } else if (kind === keyKind) {
      const told = keySchema.safeParse(data)
      if (!told.success) return
      this.#currentKey = told.data.publicKey
      for (const key of [told.data.publicKey, told.data.previousPublicKey]) if (key !== null) this.keys.add(key)
    }
  }
}

/** Whether a line can be one of the journal's own; looks at the text, because parsing costs more. */
export function isMarkLine(line: string): boolean {
  return /^\{"seq":\d+,"at":"[^"]*","kind":"(?:journal\.loss|key\.in-use)/.test(line)
}

/** What is there when the program starts. */
export interface JournalAtStart {
  anchor: JournalAnchor | null
  newest: Pick<JournalEntry, 'seq' | 'hash'> | null
  /** The hash of an entry; null where there is none. */
  hashOf(seq: number): string | null
  marks: JournalMarks
  isFirstStart: boolean
  /** Whether anchors can be made: without the key, a missing one tells nothing. */
  hasKey: boolean
}

/** What of a journal is missing at the start; null where nothing speaks for a loss. Absence is never taken for a first start. */
export function lossAtStart({ anchor, newest, hashOf, marks, isFirstStart, hasKey }: JournalAtStart): LossFacts | null {
  const foundSeq = newest?.seq ?? 0
  if (anchor && isGenuineAnchor(anchor)) {
    if (hashOf(anchor.seq) === anchor.hash || marks.explains(anchor)) return null
    return { expectedSeq: anchor.seq, foundSeq, evidence: 'anchor', anchorHash: anchor.hash }
  }
  if (!newest) return isFirstStart ? null : { expectedSeq: null, foundSeq, evidence: 'key' }
  return marks.currentKey !== null && hasKey ? { expectedSeq: null, foundSeq, evidence: 'no-anchor' } : null
}
