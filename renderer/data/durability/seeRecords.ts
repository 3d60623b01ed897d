import type { RecordsSeen } from '#core/records/backup/recordsMark'
import { SHARED_TABLES } from '#core/records/recordTables'
import type { CommonmastDatabase } from '../records/database'
import { isUntouched } from '../records/isUntouched'
import { readMemory } from '../records/kernelMemory'

/** Whose records these are and how many operations that actor has made; `isEmpty` where nothing was ever written. */
export function seeRecords(db: CommonmastDatabase): Promise<RecordsSeen & { isEmpty: boolean }> {
  return db.transaction('r', [...SHARED_TABLES, 'operations', 'meta'], async () => {
    const { actor, made } = await readMemory(db)
    return { actor, made, isEmpty: await isUntouched(db) }
  })
}
