/** Reads a journal from its end, in blocks, as far back as it is asked to: a long journal costs no more than what is needed. */

import type { JournalEntry } from '#core/journal/journalEntry'
import { parseJournalLine } from './journalLines'

export interface BackTo {
  /** Entries up to this one are known already. */
  afterSeq: number
  /** ISO 8601: entries before this time are too old to matter, unless an earlier one is not: then the clock was wrong. */
  sinceAt: string
}

/** Reads `length` bytes at `position`, or fewer at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

const BLOCK_BYTES = 1_048_576

/**
 * The entries of the lines that are wanted, oldest first. `wants` is asked from the newest line to the oldest, and the other
 * lines are not even parsed; lines that cannot be read are passed over.
 */
export async function readJournalBack(
  readAt: ReadAt,
  lengthBytes: number,
  wants: (line: string) => boolean,
  { afterSeq, sinceAt }: BackTo,
): Promise<JournalEntry[]> {
  const found: JournalEntry[] = []
  const take = (line: string) => {
    const entry = wants(line) ? parseJournalLine(line) : null
    if (entry) found.push(entry)
  }
  let old: string[] = []
  // The end of a line whose beginning lies in the block before.
  let rest = Buffer.alloc(0)
  for (let end = lengthBytes; end > 0; ) {
    const start = Math.max(0, end - BLOCK_BYTES)
    const block = Buffer.concat([await readAt(start, end - start), rest])
    const cut = start === 0 ? 0 : block.indexOf(0x0a) + 1
    end = start
    if (cut === 0 && start > 0) {
      rest = block
      continue
    }
    rest = block.subarray(0, cut)
    let hasRecent = false
    for (const line of block.toString('utf8', cut).split('\n').reverse()) {
      const head = readHead(line)
      if (head && head.seq <= afterSeq) {
        for (const each of old) take(each)
        return found.reverse()
      }
      if (head && head.at < sinceAt) {
        old.push(line)
        continue
      }
      // Lines that look old between others that are not were written by a wrong clock.
      if (head) {
        hasRecent = true
        for (const each of old) take(each)
        old = []
      }
      if (head || old.length === 0) take(line)
    }
    if (old.length > 0 && !hasRecent) break
  }
  return found.reverse()
}

/** What stands at the beginning of a line as the journal writes it; null for any other line. */
function readHead(line: string): { seq: number; at: string } | null {
  const [, seq, at] = /^\{"seq":(\d+),"at":"([^"]+)"/.exec(line) ?? []
  return seq !== undefined && at !== undefined ? { seq: Number(seq), at } : null
}
