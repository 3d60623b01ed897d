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

/** Every stamp in a value that was renamed, as its new one: stamps stand in rows, and in what operations say they have seen. */
export function withNewStamps<T>(value: T, stamps: ReadonlyMap<Stamp, Stamp>): T {
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
