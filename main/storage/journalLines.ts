/** A journal's bytes as lines, and the entries that are looked for among them. */

import { type JournalEntry, journalEntrySchema } from '#core/journal/journalEntry'

/** Whole lines, how far they reach, and what stands behind the last of them. */
export function splitAtLastLine(bytes: Buffer): { lines: string[]; lengthBytes: number; torn: Buffer } {
  const lengthBytes = bytes.lastIndexOf(0x0a) + 1
  const whole = bytes.subarray(0, lengthBytes).toString('utf8')
  return { lines: whole === '' ? [] : whole.slice(0, -1).split('\n'), lengthBytes, torn: bytes.subarray(lengthBytes) }
}

/** Read from the end, so that a long journal opens as quickly as a short one. */
export function newestEntry(lines: readonly string[]): JournalEntry | null {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const entry = parseJournalLine(lines[at] ?? '')
    if (entry) return entry
  }
  return null
}

/** Hash of the entry with this number, which usually is the newest; null where there is none. */
export function hashOf(lines: readonly string[], seq: number): string | null {
  const line = lines.findLast((text) => text.startsWith(`{"seq":${seq},`))
  return (line === undefined ? null : parseJournalLine(line)?.hash) ?? null
}

/** The entry, or null for a line that is none. */
export function parseJournalLine(line: string): JournalEntry | null {
  try {
    return journalEntrySchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
