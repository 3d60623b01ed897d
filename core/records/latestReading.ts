import { readingOf, type Stamp } from './operation'
import type { RecordState } from './recordState'

const STAMP = /^[0-9a-f]{12}-[0-9a-f]{4}@/

/** The latest clock reading in a record's stamps: whatever changes the record must be later. */
export function latestReading({ stamp, stamps, removal }: RecordState): string {
  let latest: Stamp = removal && removal.stamp > stamp ? removal.stamp : stamp
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value > latest && STAMP.test(value)) latest = value
    } else if (Array.isArray(value)) for (const each of value) visit(each)
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) visit(each)
  }
  if (stamps) visit(stamps)
  return readingOf(latest)
}
