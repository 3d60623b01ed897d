import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, expect, test } from 'vitest'
import { seal } from '#core/model/contentDigest'
import { readBackup, restoreBackup } from './backupDocument'
import { undoImport } from './commands/importRecords'
import { CommonmastDatabase } from './database'

const NAME = 'epochs-test'
const AT = '2026-01-01T00:00:00.000Z'
const period = {
  ...{ id: 'e', name: 'October', network: 'weatherxm', token: { symbol: 'WXM', decimals: 18 }, sourceFile: 'october.csv' },
  ...{ contributionCount: 1, totalBaseUnits: '5', importId: 'i', createdAt: AT, updatedAt: AT },
}
const amount = { id: 'e:h', hotspotKey: 'h', name: 'H', amountBaseUnits: '5' }
const importRecord = {
  ...{ id: 'i', fileName: 'october.csv', format: 'weatherxm-rewards-csv', table: 'contributions' },
  ...{ added: 0, replaced: 1, skipped: 0, status: 'done', createdAt: AT, updatedAt: AT },
}
const undo = [
  { id: 'i:contributions:e:h', importId: 'i', table: 'contributions', before: { ...amount, epochId: 'e', amountBaseUnits: '4' } },
  { id: 'i:epochs', importId: 'i', table: '+epochs', before: { keys: ['e'] } },
]
const tables = {
  epochs: [period],
  contributions: [{ ...amount, epochId: 'e' }],
  imports: [importRecord],
  importUndo: undo,
}
let db: CommonmastDatabase | undefined

afterEach(() => db?.delete())

async function makeSchema2(): Promise<void> {
  const old = new Dexie(NAME)
  old.version(2).stores({ epochs: 'id', contributions: 'id, epochId', imports: 'id', importUndo: 'id, importId' })
  for (const [name, rows] of Object.entries(tables)) await old.table(name).bulkAdd(rows)
  old.close()
}

async function expectPeriods(): Promise<void> {
  db ??= new CommonmastDatabase(NAME)
  expect(await db.periods.toArray()).toEqual([period])
  expect(await db.contributions.where('periodId').equals('e').toArray()).toEqual([{ ...amount, periodId: 'e' }])
  await undoImport(db, 'i')
  expect(await db.periods.count()).toBe(0)
  expect(await db.contributions.toArray()).toEqual([{ ...amount, periodId: 'e', amountBaseUnits: '4' }])
}

test('records and the undo of an import of schema 2 are those of periods', async () => {
  await makeSchema2()
  db = new CommonmastDatabase(NAME)
  await expectPeriods()
})

test('so are those of a backup of schema 2', async () => {
  const backup = seal({ format: 'commonmast-backup-v1', schemaVersion: 2, createdAt: AT, tables, journal: [] })
  db = new CommonmastDatabase(NAME)
  await restoreBackup(db, readBackup(JSON.stringify(backup)))
  await expectPeriods()
})
