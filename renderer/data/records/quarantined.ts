/** What was refused, as it is kept to be shown. */
import type { Refused } from '#core/records/applyOperations'
import { type Operation, stampOf } from '#core/records/operation'
import type { RecordState } from '#core/records/recordState'
import type { Quarantined } from '#core/records/tables/localTables'

/** An operation that changes nothing here. */
export function quarantinedOf(operation: Operation, reason: Refused['reason'] | 'second-operation'): Quarantined {
  const { table, key, set = {} } = operation
  const stamp = stampOf(operation)
  return { id: idOf(table, key, stamp), table, key, reason, fields: set, stamp }
}

/** Payloads of a fact that came second. */
export function rivalsOf(table: string, key: string, { rivals }: RecordState): Quarantined[] {
  return (rivals ?? []).map(({ stamp, fields }) => ({
    id: idOf(table, key, stamp),
    table,
    key,
    reason: 'second-fact',
    fields,
    stamp,
  }))
}

function idOf(table: string, key: string, stamp: string): string {
  return `${table} ${key} ${stamp}`
}
