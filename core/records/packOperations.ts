/**
 * Operations of one bulk write in columns: an import's rows share their table, their fields and many values, and a log
 * that repeated all of them per row would cost a quarter of the import. Unpacking gives exactly what was packed.
 */
import type { Operation } from './operation'

/** The values of one field: one for all operations, or one for each in the order of the keys. */
type Column = { all: unknown } | { each: unknown[] }

/** Operations of one transaction on one table, numbered one after another from `n` on. */
export interface PackedOperations {
  actor: string
  n: number
  t: string
  table: string
  schemaV: number
  keys: string[]
  fields: string[]
  /** In the order of `fields`. */
  columns: Column[]
}

/** Null when the operations differ in more than keys and values, or do more than set fields: then they stay as they are. */
export function packOperations(operations: readonly Operation[]): PackedOperations | null {
  const [first] = operations
  if (!first?.set) return null
  const { actor, n, t, table, schemaV } = first
  const fields = Object.keys(first.set)
  const sets: Record<string, unknown>[] = []
  for (const [at, operation] of operations.entries()) {
    const { set } = operation
    const isNext = operation.actor === actor && operation.n === n + at && operation.t === t
    const isAlike = operation.table === table && operation.schemaV === schemaV
    if (!isNext || !isAlike || !set || !saysNoMore(operation) || !hasFields(set, fields)) return null
    sets.push(set)
  }
  const columns = fields.map((field) => columnOf(sets.map((set) => set[field])))
  return { actor, n, t, table, schemaV, keys: operations.map(({ key }) => key), fields, columns }
}

/** The operations again, each complete in itself; only those on `keys` when given. */
export function unpackOperations(packed: PackedOperations, only?: ReadonlySet<string>): Operation[] {
  const { actor, n, t, table, schemaV, keys, fields, columns } = packed
  const operations: Operation[] = []
  for (const [at, key] of keys.entries()) {
    if (only && !only.has(key)) continue
    const set: Record<string, unknown> = {}
    fields.forEach((field, index) => {
      const column = columns[index]
      if (column) set[field] = valueAt(column, at)
    })
    operations.push({ actor, n: n + at, t, table, key, set, schemaV })
  }
  return operations
}

const PACKED: ReadonlySet<string> = new Set(['actor', 'n', 't', 'table', 'key', 'set', 'schemaV'])

/** Neither what columns do not hold nor what only a later version knows. */
function saysNoMore(operation: Operation): boolean {
  for (const name in operation) if (!PACKED.has(name)) return false
  return true
}

function hasFields(set: Record<string, unknown>, fields: readonly string[]): boolean {
  const own = Object.keys(set)
  return own.length === fields.length && own.every((field, at) => field === fields[at])
}

function columnOf(values: unknown[]): Column {
  const [first] = values
  const isShared = isNothingAdded(first)
    ? values.every(isNothingAdded)
    : isPlain(first) && values.every((value) => Object.is(value, first))
  return isShared ? { all: first } : { each: values }
}

function valueAt(column: Column, at: number): unknown {
  if ('each' in column) return column.each[at]
  // An object of its own for each, so that changing one changes no other.
  return isNothingAdded(column.all) ? { add: [] } : column.all
}

/** A set that begins empty, as the groups of most hotspots do. */
function isNothingAdded(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { add, ...rest } = value as { add?: unknown }
  return Array.isArray(add) && add.length === 0 && Object.keys(rest).length === 0
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}
