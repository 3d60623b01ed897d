/** Checked writes of single records: what does not fit its schema is refused before anything is written. */

import { z } from 'zod'
import { dataLayerSchema } from '#core/model/dataLayer'
import { Problem } from '#core/model/problem'
import { radioProfileSchema } from '#core/model/radioProfile'
import {
  agreementSchema,
  contributionSchema,
  distributionSchema,
  goalSchema,
  hotspotSchema,
  importSchema,
  memberSchema,
  periodSchema,
  planSchema,
  provisioningSchema,
  signatureSchema,
  workOrderSchema,
} from '#core/model/records'
import { type Change, commitChanges, type RecordTable } from '../commitChanges'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'

export const RECORD_SCHEMAS = {
  hotspots: hotspotSchema,
  plans: planSchema,
  workOrders: workOrderSchema,
  provisionings: provisioningSchema,
  members: memberSchema,
  agreements: agreementSchema,
  goals: goalSchema,
  periods: periodSchema,
  contributions: contributionSchema,
  distributions: distributionSchema,
  signatures: signatureSchema,
  radioProfiles: radioProfileSchema,
  dataLayers: dataLayerSchema,
  imports: importSchema,
  settings: z.object({ key: z.string(), value: z.unknown() }),
} satisfies Record<RecordTable, z.ZodType>

export type RecordOf<T extends RecordTable> = z.infer<(typeof RECORD_SCHEMAS)[T]>

/** The change that writes one whole record. @throws Problem `data.invalid-record` naming the field. */
export function putChange<T extends RecordTable>(table: T, record: RecordOf<T>): Change {
  const parsed = RECORD_SCHEMAS[table].safeParse(record)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Problem(
      'data.invalid-record',
      `This ${table} record cannot be saved: ${issue?.path.join('.')} ${issue?.message}.`,
      {
        field: issue?.path.join('.'),
      },
    )
  }
  const value = parsed.data as { id?: string; key?: string }
  return { table, key: value.id ?? value.key ?? '', record: parsed.data }
}

export function deleteChange(table: RecordTable, key: string): Change {
  return { table, key, record: null }
}

/** Writes records of one table in one transaction. */
export async function putRecords<T extends RecordTable>(table: T, records: RecordOf<T>[]): Promise<void> {
  await commitChanges(
    db,
    records.map((record) => putChange(table, record)),
  )
}

/** Changes some fields of one record; only these go into the operation. @throws Problem `data.not-found`. */
export async function patchRecord<T extends RecordTable>(table: T, key: string, patch: Partial<RecordOf<T>>): Promise<void> {
  const before: unknown = await db.table(table).get(key)
  if (!before) throw new Problem('data.not-found', 'This record is no longer here: it may have been removed in another window.')
  const stamped = { ...patch, updatedAt: nowText() }
  const change = putChange(table, { ...(before as RecordOf<T>), ...stamped })
  await commitChanges(db, [{ ...change, patch: stamped as Record<string, unknown> }])
}

export async function deleteRecords(table: RecordTable, keys: string[]): Promise<void> {
  await commitChanges(
    db,
    keys.map((key) => deleteChange(table, key)),
  )
}
