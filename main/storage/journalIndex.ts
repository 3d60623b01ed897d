/**
 * Reads a journal's file, checks its chain, and knows where each entry stands. Nothing is believed from before unless the file was
 * not written since: then it is not read again, so that a long journal can be had in pages.
 */

import { ChainCheck } from '#core/journal/journalChain'
import type { JournalEntry } from '#core/journal/journalEntry'
import type { JournalFile } from './journalFile'
import { parseJournalLine } from './journalLines'

export interface JournalPage {
  /** Entries behind this one, the oldest first; null for the newest. */
  afterSeq: number | null
  limit: number
}

export interface CheckedJournal {
  total: number
  /** Of the newest entry; 0 where there is none. */
  lastSeq: number
  /** Sequence numbers at which the chain does not hold. */
  breaks: readonly number[]
  /** Oldest first. */
  page(wanted: JournalPage): Promise<JournalEntry[]>
  find(seq: number): Promise<JournalEntry | null>
}

interface Place {
  seq: number
  start: number
  end: number
}

export class JournalIndex {
  #known: { stamp: string; checked: CheckedJournal } | null = null

  /** What the file holds now. */
  async check(file: JournalFile): Promise<CheckedJournal> {
    const { stamp } = await file.status()
    if (this.#known?.stamp === stamp) return this.#known.checked
    const checked = checkBytes(file, await file.read())
    this.#known = { stamp, checked }
    return checked
  }

  /** Must be called when another file is read under the same name. */
  forget(): void {
    this.#known = null
  }
}

function checkBytes(file: JournalFile, bytes: Buffer): CheckedJournal {
  const chain = new ChainCheck()
  const places: Place[] = []
  for (let start = 0; ; ) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 0) break
    const entry = parseJournalLine(bytes.toString('utf8', start, end))
    chain.take(entry)
    if (entry) places.push({ seq: entry.seq, start, end })
    start = end + 1
  }
  // A journal that was tampered with may not be in order.
  places.sort((a, b) => a.seq - b.seq)
  return {
    total: places.length,
    lastSeq: places.at(-1)?.seq ?? 0,
    breaks: chain.breaks,
    page({ afterSeq, limit }) {
      const behind = afterSeq === null ? places.slice(-limit) : places.filter(({ seq }) => seq > afterSeq).slice(0, limit)
      return readPlaces(file, behind)
    },
    async find(wanted) {
      const [entry] = await readPlaces(
        file,
        places.filter(({ seq }) => seq === wanted),
      )
      return entry ?? null
    },
  }
}

/** Entries stand one behind another, so one reading has them all. */
async function readPlaces(file: JournalFile, places: readonly Place[]): Promise<JournalEntry[]> {
  let from = Number.POSITIVE_INFINITY
  let to = 0
  for (const { start, end } of places) {
    from = Math.min(from, start)
    to = Math.max(to, end)
  }
  if (places.length === 0) return []
  const bytes = await file.readAt(from, to - from)
  return places.flatMap(({ start, end }) => parseJournalLine(bytes.toString('utf8', start - from, end - from)) ?? [])
}
