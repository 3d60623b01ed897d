/** Databases of their own, with a few records of each kind, and backups of them. */
import { recordOf } from '#core/records/recordState'
import { type RecordOf, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { CommonmastDatabase } from '../../records/database'
import { openRecords } from '../../records/openRecords'
import { transact } from '../../records/transact'
import { createBackup } from '../createBackup'
import { openBackup } from '../openBackup'
import { previewRestore, type Restored, restoreBackup } from '../restoreBackup'

export const AT = '2026-11-01T00:00:00.000Z'
const stamps = { createdAt: AT, updatedAt: AT }

export const hotspot = (id: string, name = id, groups: string[] = []): RecordOf<'hotspots'> => ({
  ...{ id, name, network: 'helium', owner: null, lat: 50, lng: 20, h3: '8c1e2e6841a31ff', place: null, groups },
  ...{ importId: null, ...stamps },
})

export const member = (id: string, name = id): RecordOf<'members'> => ({ id, name, address: null, role: 'host', ...stamps })

export const period = (id: string, name = id): RecordOf<'periods'> => ({
  ...{ id, name, network: 'helium', token: { symbol: 'HNT', decimals: 8 }, sourceFile: `${id}.csv`, contributionCount: 1 },
  ...{ totalBaseUnits: '5', importId: null, ...stamps },
})

export const contribution = (periodId: string, amountBaseUnits = '5'): RecordOf<'contributions'> => ({
  id: `${periodId}:a`,
  ...{ periodId, hotspotKey: 'a', name: 'A', amountBaseUnits },
})

export const distribution = (periodId: string, status: 'split' | 'signed'): RecordOf<'distributions'> => ({
  id: `split-${periodId}`,
  ...{ periodId, status, file: { period: { name: periodId } } },
  ...{ totalBaseUnits: '5', paidBaseUnits: '5', heldBaseUnits: '0', payees: 1, ...stamps },
})

export const signature = (periodId: string, simulated = false): RecordOf<'signatures'> => ({
  id: `0x${periodId}`,
  ...{ distributionId: `split-${periodId}`, periodId, file: {}, root: '0x1', signer: '0x2', simulated, createdAt: AT },
})

let count = 0

export async function openDatabase(name = `backups-${count++}`): Promise<CommonmastDatabase> {
  const db = new CommonmastDatabase(name)
  await openRecords(db)
  return db
}

export async function put<T extends SharedTable>(db: CommonmastDatabase, table: T, ...records: RecordOf<T>[]): Promise<void> {
  await transact(db, { kind: 'test', title: `${records.length} ${table}` }, [table], (write) => write.putAll(table, records))
}

export async function remove(db: CommonmastDatabase, table: SharedTable, ...keys: string[]): Promise<void> {
  await transact(db, { kind: 'test', title: `Removed from ${table}` }, [table], (write) => write.remove(table, keys))
}

export async function backupText(db: CommonmastDatabase): Promise<string> {
  return JSON.stringify(await createBackup(db, { journal: [{ seq: 1 }], journalAnchor: null }, AT))
}

export async function restoreText(db: CommonmastDatabase, text: string, leaveOut = false): Promise<Restored> {
  const backup = openBackup(text, { leaveOut })
  return restoreBackup(db, backup, await previewRestore(db, backup))
}

/** What every shared table shows, without stamps, acts left out. */
export async function recordsIn(db: CommonmastDatabase): Promise<Record<string, unknown[]>> {
  const ofRecords = SHARED_TABLES.filter((name) => !['acts', 'actors', 'confirmations'].includes(name))
  const all = await Promise.all(ofRecords.map(async (name) => [name, (await db.table(name).toArray()).map(recordOf)] as const))
  return Object.fromEntries(all.filter(([, rows]) => rows.length > 0))
}
