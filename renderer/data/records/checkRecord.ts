import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { invalidField } from '#core/records/applyOperations'
import type { Operation } from '#core/records/operation'
import { mergePlans, recordTables, type TableName } from '#core/records/recordTables'

/** @throws Problem `data.invalid-record` naming the field, when the record is not one of its table */
export function checkRecord(table: TableName, record: object): void {
  if (mergePlans.get(table)?.isRecord(record)) return
  const [issue] = recordTables[table].schema.safeParse(record).error?.issues ?? []
  if (issue) throw invalidRecord(table, [], issue)
}

/** What is said of an operation whose values its table does not take. */
export function invalidOperation({ table, set = {} }: Operation): Problem {
  const plan = mergePlans.get(table)
  const field = (plan && invalidField(plan, set)) ?? ''
  const schema = recordTables[table as TableName]?.schema
  const ofField = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>)[field] : undefined
  return invalidRecord(table, [field], ofField?.safeParse(set[field]).error?.issues[0])
}

/** @param path of the value in the record that the issue is about */
function invalidRecord(table: string, path: readonly string[], issue: z.core.$ZodIssue | undefined): Problem {
  const field = [...path, ...(issue?.path ?? [])].join('.')
  const message = issue?.message ?? 'cannot have this value'
  return new Problem('data.invalid-record', `This ${table} record cannot be saved: ${field} ${message}.`, { field })
}
