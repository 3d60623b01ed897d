/**
 * The journal's chain: each entry's hash covers the entry before it, so that no line can be changed, dropped from the
 * middle or slipped in unseen. hash = SHA-256 over the RFC 8785 form of {seq, at, kind, data, prev}, lower-case hex.
 */
import { createHash } from 'node:crypto'
import { type JournalEntry, journalEntrySchema } from '#core/contract/consoleContract'
import { canonicalJson } from '#core/model/canonicalJson'
import { invariant } from '#core/model/problem'

export const genesisHash = '0'.repeat(64)

export function hashJournalEntry(entry: Omit<JournalEntry, 'hash'>): string {
  const { seq, at, kind, data, prev } = entry
  const canonical = canonicalJson({ seq, at, kind, data, prev })
  invariant(canonical !== undefined, 'a journal entry is JSON')
  return createHash('sha256').update(canonical, 'utf8').digest('hex')
}

export interface ChainCheck {
  entries: JournalEntry[]
  intact: boolean
  /** Sequence number at which the chain first fails to hold; null when it holds. */
  brokenAt: number | null
}

/** Reads whole lines and checks every link. Lines that cannot be read are skipped and break the chain. */
export function checkChain(lines: readonly string[]): ChainCheck {
  const entries: JournalEntry[] = []
  let brokenAt: number | null = null
  let expectedSeq = 1
  let prev = genesisHash
  for (const line of lines) {
    const entry = parseJournalLine(line)
    const holds = entry !== null && entry.seq === expectedSeq && entry.prev === prev && entry.hash === hashJournalEntry(entry)
    if (!holds) brokenAt ??= expectedSeq
    if (entry) entries.push(entry)
    prev = entry?.hash ?? prev
    expectedSeq = (entry?.seq ?? expectedSeq) + 1
  }
  return { entries, intact: brokenAt === null, brokenAt }
}

export function parseJournalLine(line: string): JournalEntry | null {
  try {
    return journalEntrySchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
