import type { z } from 'zod'
import { Problem } from '#core/model/problem'
import { recordTables, type TableName } from '#core/records/recordTables'

/** @throws Problem `data.invalid-record` naming the field, when the record is not one of its table */
export function checkRecord(table: TableName, record: object): void {
  const { schema } = recordTables[table]
  if (!schema.safeParse(record).success) throw invalidRecord(table, schema, record, [])
}

/** What is wrong with a value by its schema. @param path of `value` in the record */
export function invalidRecord(table: string, schema: z.ZodType, value: unknown, path: readonly string[]): Problem {
  const issue = schema.safeParse(value).error?.issues[0]
  const field = [...path, ...(issue?.path ?? [])].join('.')
  const message = issue?.message ?? 'has a value that it cannot have'
  return new Problem('data.invalid-record', `This ${table} record cannot be saved: ${field} ${message}.`, { field })
}
