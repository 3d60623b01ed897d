/** Reads a journal from its end, in blocks, as far back as it is asked to: a long journal costs no more than what is needed. */
import type { JournalEntry } from '#core/contract/consoleContract'
import { parseJournalLine } from './journalChain'

export interface BackTo {
  /** Entries up to this one are known already. */
  afterSeq: number
  /** ISO 8601: entries before this time are too old to matter. */
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
    for (const line of block.toString('utf8', cut).split('\n').reverse()) {
      if (isBefore(line, afterSeq, sinceAt)) return found.reverse()
      const entry = wants(line) ? parseJournalLine(line) : null
      if (entry) found.push(entry)
    }
  }
  return found.reverse()
}

/** Looks at the beginning of a line as the journal writes it. */
function isBefore(line: string, afterSeq: number, sinceAt: string): boolean {
  const head = /^\{"seq":(\d+),"at":"([^"]+)"/.exec(line)
  return head !== null && (Number(head[1]) <= afterSeq || String(head[2]) < sinceAt)
}
