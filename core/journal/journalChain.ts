/**
 * The journal's chain: each entry's hash covers the entry before it, so that no line can be changed, dropped from the
 * middle or slipped in unseen. hash = SHA-256 over the RFC 8785 form of {seq, at, kind, data, prev}, lower-case hex.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../model/canonicalJson'
import { invariant } from '../model/problem'
import type { JournalEntry } from './journalEntry'
import { lossKind } from './journalLoss'

export const genesisHash = '0'.repeat(64)

export function hashJournalEntry(entry: Omit<JournalEntry, 'hash'>): string {
  const { seq, at, kind, data, prev } = entry
  const canonical = canonicalJson({ seq, at, kind, data, prev })
  invariant(canonical !== undefined, 'a journal entry is JSON')
  return bytesToHex(sha256(utf8ToBytes(canonical)))
}

/** Follows a chain link by link. Lines that cannot be read break it. */
export class ChainCheck {
  /** Sequence numbers at which it does not hold. */
  readonly breaks: number[] = []
  #lastSeq = 0
  #prev = genesisHash

  /** Of the newest entry. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  take(entry: JournalEntry | null): void {
    const expectedSeq = this.#lastSeq + 1
    const follows = entry?.seq === expectedSeq && entry.prev === this.#prev
    const holds = entry !== null && (follows || this.#isNotedGap(entry)) && entry.hash === hashJournalEntry(entry)
    if (!holds) this.breaks.push(expectedSeq)
    this.#prev = entry?.hash ?? this.#prev
    this.#lastSeq = entry?.seq ?? expectedSeq
  }

  /** Entries that were lost leave a gap, which the entry behind it names: their numbers are never given again. */
  #isNotedGap({ seq, kind, data }: JournalEntry): boolean {
    return kind === lossKind && data.foundSeq === this.#lastSeq && data.expectedSeq === seq - 1 && seq - 1 > this.#lastSeq
  }
}
