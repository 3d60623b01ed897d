/** Records of one device that was kept under several spellings of its key, as the one record that it is. */

type Fields = Record<string, unknown>

/** These say one thing together. */
const PLACE = ['lat', 'lng', 'h3']

/**
 * The fields of the record that was changed last win; what it leaves blank the others say, their groups are all kept, and it
 * is as old as the oldest.
 * @param rows as they were kept, at least one
 */
export function joinHotspots(rows: readonly Fields[]): Fields {
  const [last = {}, ...others] = rows.toSorted((one, other) => compare(text(other.updatedAt), text(one.updatedAt)))
  const joined = { ...last }
  for (const other of others) {
    const hasPlace = !isBlank(joined.h3)
    for (const [field, value] of Object.entries(other)) {
      if (isBlank(value) || (PLACE.includes(field) ? hasPlace : !isBlank(joined[field]))) continue
      joined[field] = value
    }
    // Where nobody gave a name it is the key, in one spelling or another.
    if (joined.name === last.id && other.name !== other.id) joined.name = other.name
  }
  const created = rows.map(({ createdAt }) => text(createdAt)).filter((time) => time !== '')
  if (created.length > 0) joined.createdAt = created.sort()[0]
  const groups = rows.flatMap((row) => (Array.isArray(row.groups) ? row.groups : []))
  return { ...joined, groups: [...new Set(groups)] }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
