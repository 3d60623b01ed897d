/** What an import met as its file has it, so that undoing an older import leaves it to this one. */
import { mergePlans, type SharedTable } from '#core/records/recordTables'
import type { Confirmation } from '#core/records/tables/cooperativeTables'
import type { Outcome, RecordTransaction } from '../records/RecordTransaction'

/** What a file says of one record. */
export interface Said {
  key: string
  /** The fields that the file names; all of them when left out. */
  fields?: readonly string[]
}

const KEYS_EACH = 2_000

/** Records that were there before, with those of the fields said that the import left as they are. */
export function confirmationsOf(
  importId: string,
  said: ReadonlyMap<SharedTable, readonly Said[]>,
  records: RecordTransaction,
): Confirmation[] {
  const confirmations: Confirmation[] = []
  for (const [table, ofTable] of said) {
    if (ofTable.length === 0) continue
    for (const { keys, fields } of groupsOf(table, ofTable, new Map(records.outcomes(table)))) {
      for (let start = 0; start < keys.length; start += KEYS_EACH) {
        const id = `${importId}:${confirmations.length}`
        confirmations.push({ id, importId, table, keys: keys.slice(start, start + KEYS_EACH), ...(fields && { fields }) })
      }
    }
  }
  return confirmations
}

interface Group {
  keys: string[]
  fields: string[] | undefined
}

/** Keys by the fields that they confirm. */
function groupsOf(table: SharedTable, said: readonly Said[], outcomes: ReadonlyMap<string, Outcome>): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const { key, fields } of said) {
    const outcome = outcomes.get(key)
    if (!outcome || outcome.isNew) continue
    const left = unchanged(table, fields, outcome)
    if (left?.length === 0) continue
    const name = left?.join(' ') ?? ''
    const group = groups.get(name)
    if (group) group.keys.push(key)
    else groups.set(name, { keys: [key], fields: left })
  }
  return groups.values()
}

function unchanged(table: SharedTable, said: readonly string[] | undefined, { change }: Outcome): string[] | undefined {
  if (change === null) return said && [...said]
  const changed = new Set([...Object.keys(change.set ?? {}), ...(change.unset ?? [])])
  const registers = mergePlans.get(table)?.registers
  return (said ?? [...(registers?.keys() ?? [])]).filter((field) => {
    const register = registers?.get(field)
    return !changed.has(field) && !(register && changed.has(register.name))
  })
}
