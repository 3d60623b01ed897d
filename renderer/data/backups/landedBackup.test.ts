/** Backups and databases as the landed program wrote them, in the program of today. */
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { seal } from '#core/model/contentDigest'
import { SCHEMA_VERSION } from '#core/records/operation'
import { createFromFixture, readSchemaFixture } from '../fixtures/schemaFixture'
import { CommonmastDatabase } from '../records/database'
import { readMemory } from '../records/kernelMemory'
import { openRecords } from '../records/openRecords'
import { readLog } from '../records/replayLog'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { schemaVersionOf } from '../records/versionGuard'
import { createLegacyBackup } from './legacyBackup'
import { openBackup } from './openBackup'
import { member, openDatabase, put, recordsIn, restoreText } from './testing/backupRig'

const NAME = 'landed'
const readText = (fileName: string) => readFileSync(resolve(import.meta.dirname, '../fixtures', fileName), 'utf8')
const landed = () => readText('landed-backup-v1.json')
let db: CommonmastDatabase | undefined

afterEach(async () => {
  await db?.delete()
  db = undefined
})

const createLanded = () => createFromFixture(NAME, readSchemaFixture(readText('landed-v2.json')))

async function landedDatabase(): Promise<CommonmastDatabase> {
  await createLanded()
  db = new CommonmastDatabase(NAME)
  await openRecords(db)
  return db
}

function changed(change: (tables: Record<string, Record<string, unknown>[]>) => void): string {
  const document = JSON.parse(landed())
  change(document.tables)
  return JSON.stringify(seal(document))
}

describe('a backup of the landed program', () => {
  test('[BR7] in a fresh database is the landed database, migrated', async () => {
    const migrated = await landedDatabase()
    const fresh = await openDatabase()
    await restoreText(fresh, landed())
    expect(await recordsIn(fresh)).toEqual(await recordsIn(migrated))
    const demand = (await migrated.layerChunks.toArray()).filter(({ data }) => data.cells)
    expect(await fresh.layerChunks.toArray()).toEqual(demand)
    expect(await fresh.machineSettings.toArray()).toEqual(await migrated.machineSettings.toArray())
    await expectLogEqualsTables(fresh)
    // Of an actor of its own: the landed database may live on elsewhere, under the name of the old one.
    expect((await readMemory(fresh)).actor).not.toBe((await readMemory(migrated)).actor)
    expect((await readLog(fresh)).every(({ actor }, _at, [first]) => actor === first?.actor)).toBe(true)
    await fresh.delete()
  })

  test('[BR7] differs in nothing from the landed database, migrated', async () => {
    const migrated = await landedDatabase()
    const { changes, actId } = await restoreText(migrated, landed())
    expect([changes.tables, changes.settings, actId]).toEqual([[], 0, null])
  })

  test('takes back what came since, but no signature, and by an act of its own', async () => {
    const migrated = await landedDatabase()
    const before = await recordsIn(migrated)
    const text = changed((tables) => {
      const [, , , last] = tables.signatures ?? []
      tables.signatures = (tables.signatures ?? []).filter(({ epochId }) => epochId !== last?.epochId)
      tables.outbox = []
    })
    await put(migrated, 'members', member('since'))
    const { actId } = await restoreText(migrated, text)
    expect(actId).not.toBeNull()
    expect(await recordsIn(migrated)).toEqual(before)
    await expectLogEqualsTables(migrated)
  })

  test('of schema version 1 comes whole', async () => {
    db = await openDatabase()
    await restoreText(db, readText('landed-backup-schema-v1.json'))
    const counts = await Promise.all([db.hotspots.count(), db.members.count(), db.signatures.count(), db.provisionings.count()])
    expect(counts).toEqual([4, 3, 1, 1])
    expect(await db.cooperativeSettings.get('cooperative')).toMatchObject({ value: { name: 'Aveiro Mesh' } })
    await expectLogEqualsTables(db)
  })

  test('[BR8] brings no clock: neither one that is none nor times that are none stop a write', async () => {
    const text = changed((tables) => {
      for (const row of tables.meta ?? []) if (row.key === 'clock') row.value = { now: 'never' }
      for (const row of tables.outbox ?? []) row.t = 'tomorrow'
    })
    db = await openDatabase()
    await restoreText(db, text)
    await put(db, 'members', member('since'))
    expect(await db.members.get('since')).toBeDefined()
    // Of its 38 hotspots two are one gateway under two spellings.
    expect(await db.hotspots.count()).toBe(37)
    await expectLogEqualsTables(db)
  })

  test.each([
    ['hotspots', { lat: 91 }, 'lat'],
    ['epochs', { totalBaseUnits: '-5' }, 'totalBaseUnits'],
    ['signatures', { root: 7 }, 'root'],
    ['layerChunks', { cells: '###' }, 'cells'],
    ['plans', { sites: [null] }, undefined],
  ])('[BR6] with a row of %s that is none is refused with the table, the number and the field', (table, fields, field) => {
    const text = changed((tables) => {
      Object.assign(tables[table]?.[0] ?? {}, fields)
    })
    expect(() => openBackup(text, { leaveOut: false })).toThrow(
      expect.objectContaining({
        code: 'backup.unusable-record',
        message: expect.stringContaining(`Record 1 of ${table} (`),
        ...(field && { field }),
      }),
    )
    expect(openBackup(text, { leaveOut: true }).leftOut).toHaveLength(1)
  })

  test('[BR6] with a setting that is malformed is refused', () => {
    const text = changed((tables) => {
      for (const row of tables.settings ?? [])
        if (row.key === 'cooperative') row.value = { name: { en: 'Porto' }, synthetic: false }
    })
    expect(() => openBackup(text, { leaveOut: false })).toThrow(
      expect.objectContaining({ code: 'backup.unusable-record', field: 'value.name' }),
    )
  })
})

describe('before a migration', () => {
  test('[BR9] the records as they lie become the backup that the landed program would have made', async () => {
    await createLanded()
    const { tables: expected, journal, createdAt } = JSON.parse(landed())
    const backup = await createLegacyBackup({ name: NAME, schemaVersion: 2, journal }, createdAt)
    for (const [table, rows] of Object.entries(expected)) expect(backup.tables[table], table).toEqual(rows)
    expect(openBackup(JSON.stringify(backup), { leaveOut: false }).leftOut).toEqual([])
  })

  test('[BR9] they are kept, and without that they are not migrated, whoever opens them first', async () => {
    await createLanded()
    db = new CommonmastDatabase(NAME)
    db.beforeMigration = async () => {
      throw new Error('The disk is full')
    }
    await expect(openRecords(db)).rejects.toMatchObject({ code: 'data.cannot-open' })
    expect(await schemaVersionOf(NAME)).toBe(2)
    const kept: number[] = []
    db.beforeMigration = async (version) => {
      kept.push(version, (await schemaVersionOf(NAME)) ?? 0)
    }
    // A query that comes before the opening waits as well.
    const [count] = await Promise.all([db.hotspots.count(), openRecords(db)])
    expect(count).toBe(37)
    expect(kept).toEqual([2, 2])
    expect(await schemaVersionOf(NAME)).toBe(SCHEMA_VERSION)
  })

  test('looking for records makes none', async () => {
    expect(await schemaVersionOf('nothing-here')).toBeNull()
    expect((await indexedDB.databases()).some(({ name }) => name === 'nothing-here')).toBe(false)
  })
})
