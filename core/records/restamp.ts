/**
 * Operations that a wrong clock stamped and that nobody else has: they get readings of today, in their order, so that what
 * is written from now on does not lose against them.
 */
import { tickClock } from './hybridClock'
import type { Operation, Stamp } from './operation'

/** Old readings of this actor, each with its new one, in their order. */
export function newReadings(wrong: readonly string[], last: string | null, wallMs: number): Map<string, string> {
  const readings = new Map<string, string>()
  let before = last
  for (const reading of [...new Set(wrong)].sort()) {
    before = tickClock(before, wallMs)
    readings.set(reading, before)
  }
  return readings
}

/**
 * The readings of transactions that may be stamped again. One that changes what others have from a wrong future had to be later
 * than that, and so has whatever builds on it: it stays as it is, or it would lose against what it was made from.
 * @param wrong operations ahead of the clock that nobody else has
 * @param isAheadElsewhere whether an operation that others have on a record is ahead of the clock as well
 */
export function readingsToCorrect(
  wrong: readonly Operation[],
  isAheadElsewhere: (table: string, key: string) => boolean,
): Set<string> {
  const byReading = new Map<string, Operation[]>()
  for (const operation of wrong) byReading.set(operation.t, [...(byReading.get(operation.t) ?? []), operation])
  const staying = new Set<string>()
  const recordOf = ({ table, key }: Operation) => JSON.stringify([table, key])
  const correctable = new Set<string>()
  for (const [reading, operations] of [...byReading].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const stays = operations.some((each) => staying.has(recordOf(each)) || isAheadElsewhere(each.table, each.key))
    if (stays) for (const each of operations) staying.add(recordOf(each))
    else correctable.add(reading)
  }
  return correctable
}

/** Every stamp in a value that was renamed, as its new one: stamps stand in rows, and in what operations say they have seen. */
function withNewStamps<T>(value: T, stamps: ReadonlyMap<Stamp, Stamp>): T {
  if (typeof value === 'string') return (stamps.get(value) ?? value) as T
  if (Array.isArray(value)) return value.map((each) => withNewStamps(each, stamps)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNewStamps(each, stamps)])) as T
}

export function withNewReading(
  operation: Operation,
  readings: ReadonlyMap<string, string>,
  stamps: ReadonlyMap<Stamp, Stamp>,
): Operation {
  return {
    ...operation,
    t: readings.get(operation.t) ?? operation.t,
    ...(operation.set && { set: withNewStamps(operation.set, stamps) }),
  }
}
