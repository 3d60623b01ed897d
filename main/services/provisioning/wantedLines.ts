/** Which lines of a journal, read from its end, can matter for unfinished sessions. Looks at the text, because parsing costs more. */

/** Entries after which a session has nothing left to do. */
const endings: ReadonlySet<string> = new Set(['dismissed', 'open.failed'])

export interface LineFilter {
  /** Of the lines that were asked about; null before the first. */
  readonly newestSeq: number | null
  wants(line: string): boolean
}

/**
 * @param known ids of sessions whose beginning was read before: their end must be seen.
 * @returns the filter of one reading, to be asked from the newest line to the oldest.
 */
export function wantedLines(known: ReadonlySet<string>): LineFilter {
  const finished = new Set<string>()
  const filter = { newestSeq: null as number | null, wants }

  function wants(line: string): boolean {
    filter.newestSeq ??= Number(/^\{"seq":(\d+)/.exec(line)?.[1] ?? Number.NaN) || null
    const event = /^\{"seq":\d+,"at":"[^"]*","kind":"provisioning\.([^"]+)"/.exec(line)?.[1]
    const id = /"sessionId":"([^"]+)"/.exec(line)?.[1]
    if (event === undefined || id === undefined) return false
    if (event === 'resumed') {
      const resumed = /"resumes":"([^"]+)"/.exec(line)?.[1]
      if (resumed !== undefined) finished.add(resumed)
      return !finished.has(id) || (resumed !== undefined && known.has(resumed))
    }
    if (endings.has(event) || (event === 'closed' && !line.includes('"finished":false'))) {
      finished.add(id)
      return known.has(id)
    }
    return !finished.has(id)
  }

  return filter
}
