/** How a hotspot is once what one signed record did to it is taken back, and nothing else. */
import { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'

type Field = keyof Hotspot

/** What says one thing together: a place of which one part was changed since is another place. */
const PLACE: readonly Field[] = ['lat', 'lng', 'h3']

/**
 * @param before null when the record brought it in
 * @param after as the record left it
 * @returns the fields to put back, undefined for those that were not there; null when the hotspot is to go.
 * @throws Problem `fleet.changed-since` when it is to go and somebody has worked on it since
 */
export function takenBack(before: Hotspot | null, after: Hotspot, now: Hotspot): Partial<Hotspot> | null {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(now)])].filter((field) => field !== 'updatedAt') as Field[]
  const stands = (field: Field) => isSame(now[field], after[field])
  if (before === null) {
    if (fields.every(stands)) return null
    throw new Problem(
      'fleet.changed-since',
      'This hotspot came in with this record and was changed since, so it stays: remove it in Fleet if nothing of it is to stay.',
    )
  }
  const changed = fields.filter((field) => !isSame(before[field], after[field]))
  const own = changed.filter((field) => (PLACE.includes(field) ? PLACE.every(stands) : stands(field)))
  return Object.fromEntries(own.map((field) => [field, before[field]]))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
