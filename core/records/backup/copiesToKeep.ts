/** Which kept copies of backups stay when a new one has come (SPEC.md, [BR13]). */

export interface KeptCopy {
  name: string
  /** When it was kept, ISO 8601, as the clock was then. */
  at: string
  /** Whether that lies in the future, so that nobody knows when it was. */
  fromFuture: boolean
  bytes: number
  /** Whether it was restored once into a scratch database and held what it should. */
  isVerified: boolean
}

const NEWEST = 5
const DAYS = 7
const WEEKS = 8
const DAY_MS = 86_400_000
/** Of all copies together. The newest verified one and the newest of all stay whatever they take. */
const MOST_BYTES = 2_000_000_000

/**
 * The names of those that stay: the newest five of the verified and of the others, and of the verified one a day for seven
 * days and one a week for eight weeks, each the latest of its day or week. Beyond the bound on bytes the oldest go first.
 * @param newestFirst in the order in which they were kept, whatever the clock said
 */
export function copiesToKeep(newestFirst: readonly KeptCopy[], nowMs: number, mostBytes = MOST_BYTES): Set<string> {
  const verified = newestFirst.filter(({ isVerified }) => isVerified)
  const others = newestFirst.filter(({ isVerified }) => !isVerified)
  const dated = verified.filter(({ fromFuture }) => !fromFuture)
  const chosen = new Set<KeptCopy>([
    ...verified.slice(0, NEWEST),
    ...others.slice(0, NEWEST),
    ...latestOfEach(dated, nowMs, DAY_MS, DAYS),
    ...latestOfEach(dated, nowMs, 7 * DAY_MS, WEEKS),
  ])
  const sure = new Set([newestFirst[0], verified[0]])
  let room = mostBytes
  for (const copy of sure) room -= copy?.bytes ?? 0
  const kept = newestFirst.filter((copy) => {
    if (sure.has(copy)) return true
    if (!chosen.has(copy) || copy.bytes > room) return false
    room -= copy.bytes
    return true
  })
  return new Set(kept.map(({ name }) => name))
}

/** Of each span of time, counted back from now, the copy that was kept last. */
function latestOfEach(newestFirst: readonly KeptCopy[], nowMs: number, spanMs: number, spans: number): KeptCopy[] {
  const bySpan = new Map<number, KeptCopy>()
  for (const copy of newestFirst) {
    // From midnight to midnight of UTC, so that a copy stays the one of its day for as long as the day counts.
    const span = Math.floor(nowMs / spanMs) - Math.floor(Date.parse(copy.at) / spanMs)
    if (span < spans && !bySpan.has(span)) bySpan.set(span, copy)
  }
  return [...bySpan.values()]
}
