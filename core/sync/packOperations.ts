/**
 * Operations of one bulk write in columns: an import's rows share their table, their fields and many values, and an
 * outbox that repeated all of them per row would cost a quarter of the import. Unpacking gives exactly what was packed.
 */
import type { Operation, OperationKind } from './operation'

/** The values of one field: one for all operations, or one for each in the order of the keys. */
type Column = { all: unknown } | { each: unknown[] }

export interface PackedOperations {
  kind: OperationKind
  table: string
  schemaV: number
  keys: string[]
  fields: string[]
  /** In the order of `fields`. */
  columns: Column[]
}

/** Null when the operations differ in more than keys and values, or one deletes: then they stay as they are. */
export function packOperations(ops: readonly Operation[]): PackedOperations | null {
  const [first] = ops
  if (!first?.patch) return null
  const { t, kind, table, schemaV } = first
  const fields = Object.keys(first.patch)
  const patches: Record<string, unknown>[] = []
  for (const op of ops) {
    const isAlike = op.t === t && op.kind === kind && op.table === table && op.schemaV === schemaV
    if (!isAlike || !op.patch || !hasFields(op.patch, fields)) return null
    patches.push(op.patch)
  }
  const columns = fields.map((field) => columnOf(patches.map((patch) => patch[field])))
  return { kind, table, schemaV, keys: ops.map((op) => op.key), fields, columns }
}

/** The operations again, each complete in itself. */
export function unpackOperations({ kind, table, schemaV, keys, fields, columns }: PackedOperations, t: string): Operation[] {
  return keys.map((key, at) => {
    const patch: Record<string, unknown> = {}
    fields.forEach((field, index) => {
      const column = columns[index]
      if (column) patch[field] = valueAt(column, at)
    })
    return { t, kind, table, key, patch, schemaV }
  })
}

function hasFields(patch: Record<string, unknown>, fields: readonly string[]): boolean {
  const own = Object.keys(patch)
  return own.length === fields.length && own.every((field, at) => field === fields[at])
}

function columnOf(values: unknown[]): Column {
  const [first] = values
  const isShared = isEmptyList(first)
    ? values.every(isEmptyList)
    : isPlain(first) && values.every((value) => Object.is(value, first))
  return isShared ? { all: first } : { each: values }
}

function valueAt(column: Column, at: number): unknown {
  if ('each' in column) return column.each[at]
  // A list of its own for each, so that changing one changes no other.
  return isEmptyList(column.all) ? [] : column.all
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}
