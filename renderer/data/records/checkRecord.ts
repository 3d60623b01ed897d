import { Problem } from '#core/model/problem'
import { recordTables, type TableName } from '#core/records/recordTables'

/** @throws Problem `data.invalid-record` naming the field, when the record is not one of its table */
export function checkRecord(table: TableName, record: object): void {
  const [issue] = recordTables[table].schema.safeParse(record).error?.issues ?? []
  if (!issue) return
  const field = issue.path.join('.')
  throw new Problem('data.invalid-record', `This ${table} record cannot be saved: ${field} ${issue.message}.`, { field })
}
