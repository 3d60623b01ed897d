/**
 * Operations that another actor says again, because nobody may go on under the name by which they were made: a device that
 * exists twice, an old copy, a life before a restore.
 */
import { tickClock } from './hybridClock'
import { type Operation, readingOf, type Stamp, stampOf } from './operation'
import { withNewReading } from './restamp'

/**
 * The operations as the actor's own, in the order given, numbered after `made`. They keep their readings, but where two actors
 * made some at one reading: then the later name's get the next. A stamp that an operation names is the new one where what it
 * names on that record is among them.
 */
export function restated(operations: readonly Operation[], { actor, made }: { actor: string; made: number }): Operation[] {
  const readings = distinctReadings(operations)
  const newReadingOf = (operation: Operation) => readings.get(stampOf(operation)) ?? operation.t
  const byRecord = new Map<string, Map<Stamp, Stamp>>()
  for (const operation of operations) {
    const stamps = byRecord.get(recordOf(operation)) ?? new Map<Stamp, Stamp>()
    stamps.set(stampOf(operation), stampOf({ t: newReadingOf(operation), actor }))
    byRecord.set(recordOf(operation), stamps)
  }
  return operations.map((operation, at) => {
    const stamps = byRecord.get(recordOf(operation)) ?? new Map<Stamp, Stamp>()
    return { ...withNewReading(operation, new Map(), stamps), t: newReadingOf(operation), actor, n: made + at + 1 }
  })
}

/** Transactions whose reading an earlier name has as well, each with a reading of its own. */
function distinctReadings(operations: readonly Operation[]): Map<Stamp, string> {
  const stamps = [...new Set(operations.map(stampOf))].sort()
  const taken = new Set<string>()
  const readings = new Map<Stamp, string>()
  for (const stamp of stamps) {
    const own = readingOf(stamp)
    let reading = own
    while (taken.has(reading)) reading = tickClock(reading, 0)
    taken.add(reading)
    if (reading !== own) readings.set(stamp, reading)
  }
  return readings
}

function recordOf({ table, key }: Operation): string {
  return JSON.stringify([table, key])
}
