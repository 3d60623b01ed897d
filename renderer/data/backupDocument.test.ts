import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seal } from '#core/model/contentDigest'
import type { DemandLayer } from '#core/model/dataLayer'
import { createBackup, readBackup, restoreBackup } from './backupDocument'
import { commitChanges } from './commitChanges'
import { CommonmastDatabase, SCHEMA_VERSION } from './database'

const AT = '2026-01-01T00:00:00.000Z'
let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('backup-test')
  await db.open()
  await db.meta.put({ key: 'actor', value: 'the actor that made the backup' })
  await commitChanges(db, [
    {
      table: 'members',
      key: 'ada',
      record: { id: 'ada', name: 'Ada', address: null, role: 'host', createdAt: AT, updatedAt: AT },
    },
    { table: 'settings', key: 'cooperative', record: { key: 'cooperative', value: { name: 'Harbour Mesh', synthetic: false } } },
  ])
})
afterEach(() => db.delete())

const backupText = async () => JSON.stringify(await createBackup(db, [{ seq: 1 }], AT))
const everything = async () => ({
  members: await db.members.toArray(),
  settings: await db.settings.toArray(),
  outbox: await db.outbox.toArray(),
})

test('a backup restores everything, over whatever came since', async () => {
  const before = await everything()
  const text = await backupText()
  await commitChanges(db, [
    { table: 'members', key: 'ada', record: null },
    {
      table: 'members',
      key: 'ben',
      record: { id: 'ben', name: 'Ben', address: null, role: 'host', createdAt: AT, updatedAt: AT },
    },
  ])
  expect(await restoreBackup(db, readBackup(text))).toBe(2)
  expect(await everything()).toEqual(before)
})

test('demand comes back with its cells, bit for bit', async () => {
  const layer: DemandLayer = {
    id: 'people',
    kind: 'demand',
    name: 'People',
    fileName: null,
    fileSha256: null,
    bounds: null,
    unit: 'people',
    resolution: 8,
    cellCount: 3,
    totalWeight: 6.5,
    drawn: [],
    createdAt: AT,
    updatedAt: AT,
  }
  const data = { cells: BigUint64Array.of(0x881e2e6b1bfffffn, 1n, 2n ** 63n), weights: Float64Array.of(0.1, Math.PI, 1e300) }
  await commitChanges(db, [{ table: 'dataLayers', key: 'people', record: layer }])
  await db.layerChunks.put({ id: 'people:0', layerId: 'people', part: 0, data })
  await db.layerChunks.put({ id: 'hills:0', layerId: 'hills', part: 0, data: { heights: Int16Array.of(1) } })
  const text = await backupText()
  await db.layerChunks.clear()
  await db.dataLayers.clear()
  await restoreBackup(db, readBackup(text))
  expect(await db.layerChunks.toArray()).toEqual([{ id: 'people:0', layerId: 'people', part: 0, data }])
  expect(await db.dataLayers.get('people')).toEqual(layer)
})

test('a restored database is a new actor', async () => {
  await restoreBackup(db, readBackup(await backupText()))
  const actor = (await db.meta.get('actor'))?.value
  expect(actor).toBeTypeOf('string')
  expect(actor).not.toBe('the actor that made the backup')
})

test.each([
  ['cut off', (text: string) => text.slice(0, -40), 'backup.unreadable'],
  ['one letter changed', (text: string) => text.replace('"Ada"', '"Ade"'), 'backup.damaged'],
  ['another kind of file', () => '{"format":"commonmast-split-v1"}', 'backup.unreadable'],
  ['not JSON', () => 'id,name', 'backup.unreadable'],
])('a backup that is %s is refused and changes nothing', async (_what, damage, code) => {
  const before = await everything()
  const text = damage(await backupText())
  expect(() => readBackup(text)).toThrow(expect.objectContaining({ code }))
  expect(await everything()).toEqual(before)
})

test('a backup of a newer program is refused', async () => {
  const backup = await createBackup(db, [], AT)
  const newer = seal({ ...backup, schemaVersion: SCHEMA_VERSION + 1 })
  expect(() => readBackup(JSON.stringify(newer))).toThrow(expect.objectContaining({ code: 'backup.newer-version' }))
})

test('a whole backup with a record that does not fit is refused', async () => {
  const backup = await createBackup(db, [], AT)
  const broken = seal({ ...backup, tables: { ...backup.tables, members: [{ id: 'ada' }] } })
  expect(() => readBackup(JSON.stringify(broken))).toThrow(expect.objectContaining({ code: 'backup.damaged' }))
})

test('a restore that fails half way leaves every record as it was', async () => {
  const backup = await createBackup(db, [], AT)
  const before = await everything()
  // A row without its key is refused by the database itself, after the tables before it were replaced.
  await expect(restoreBackup(db, { ...backup, tables: { ...backup.tables, settings: [{ value: 1 }] } })).rejects.toMatchObject({
    code: 'data.write-failed',
  })
  expect(await everything()).toEqual(before)
})
