/** How many faults of one source are told in a minute: more say nothing new, and would push out the first ones. */
const MOST_A_MINUTE = 30
const MINUTE_MS = 60_000

/**
 * Decides which faults are told.
 * @param nowMs of any clock; one that is put back begins a new minute.
 * @returns how many of the source were left out before this one; null when this one is left out too.
 */
export function createFaultPace(nowMs: () => number): (source: string) => number | null {
  const minutes = new Map<string, { since: number; told: number; left: number }>()
  return (source) => {
    const now = nowMs()
    const known = minutes.get(source)
    const isOver = !known || now < known.since || now - known.since >= MINUTE_MS
    const minute = isOver ? { since: now, told: 0, left: known?.left ?? 0 } : known
    minutes.set(source, minute)
    if (minute.told >= MOST_A_MINUTE) {
      minute.left += 1
      return null
    }
    const { left } = minute
    minute.told += 1
    minute.left = 0
    return left
  }
}
