/** A journal in memory whose disk a test can fill, and that outlives the service that writes it. */
import type { JournalEntry } from '#core/journal/journalEntry'
import type { JournalLoss } from '#core/journal/journalLoss'
import { Problem } from '#core/model/problem'
import type { ReadBack } from '../../storage/journal'

export const diskFull = new Problem('disk.full', 'The disk is full: make room.')

export function createMemoryJournal() {
  const entries: JournalEntry[] = []
  /** Kinds that the disk refuses; null = none. */
  const disk: { refuses: ((kind: string) => boolean) | null } = { refuses: null }
  /** What is said to be missing of it. */
  const damage: { lost: JournalLoss | null } = { lost: null }
  const readBack: ReadBack = async (wants, { afterSeq, sinceAt }) =>
    [...entries]
      .reverse()
      .filter((entry) => entry.seq > afterSeq && entry.at >= sinceAt && wants(JSON.stringify(entry)))
      .reverse()
  return {
    entries,
    disk,
    damage,
    loss: async () => damage.lost,
    kinds: () => entries.map(({ kind }) => kind),
    readBack,
    async append(kind: string, data: Record<string, unknown>): Promise<JournalEntry> {
      if (disk.refuses?.(kind)) throw diskFull
      const seq = entries.length + 1
      const at = new Date(Date.UTC(2026, 0, 1, 12, 0, seq)).toISOString()
      const entry = { seq, at, kind, data: JSON.parse(JSON.stringify(data)), prev: '', hash: '' }
      entries.push(entry)
      return entry
    },
  }
}
