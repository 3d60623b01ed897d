import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { RECORD_SCHEMAS } from './commands/putRecords'
import { commitChanges, RECORD_TABLES, type RecordTable } from './commitChanges'
import { CommonmastDatabase, SCHEMA_VERSION } from './database'

/** A whole database as it was on the day its version was frozen. Never edited: a new version gets a new file. */
interface SchemaFixture {
  databaseVersion: number
  stores: {
    name: string
    keyPath: string | string[]
    autoIncrement: boolean
    indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[]
  }[]
  rows: Record<string, unknown[]>
}

/** Record tables that each version added to the one before. */
const ADDED_TABLES: RecordTable[][] = [[], ['radioProfiles', 'dataLayers'], []]
const VERSIONS = Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1)
const NAME = 'schema-test'
let db: CommonmastDatabase | undefined

afterEach(async () => {
  await db?.delete()
})

function readFixture(version: number): SchemaFixture {
  return JSON.parse(readFileSync(resolve(process.cwd(), `renderer/data/fixtures/schema-v${version}.json`), 'utf8'))
}

/** The rows under the names of today: before version 3 a period was called an epoch. */
function rowsAsToday({ rows }: SchemaFixture): SchemaFixture['rows'] {
  return JSON.parse(JSON.stringify(rows).replaceAll('"epochs"', '"periods"').replaceAll('"epochId"', '"periodId"'))
}

/** Makes the database as its version made it, without Dexie and without today's schema. */
function createFromFixture(fixture: SchemaFixture): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, fixture.databaseVersion)
    request.onerror = () => reject(request.error)
    request.onupgradeneeded = () => {
      for (const { name, keyPath, autoIncrement, indexes } of fixture.stores) {
        const store = request.result.createObjectStore(name, { keyPath, autoIncrement })
        for (const index of indexes) store.createIndex(index.name, index.keyPath, index)
        for (const row of fixture.rows[name] ?? []) store.put(row)
      }
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
}

describe.each(VERSIONS)('a database of version %i', (version) => {
  const fixture = readFixture(version)
  const rows = rowsAsToday(fixture)
  const rowsOf = (name: string) => rows[name] ?? []
  const addedLater = new Set(ADDED_TABLES.slice(version).flat())

  test('opens with every row it had, and its newer tables are empty', async () => {
    await createFromFixture(fixture)
    db = new CommonmastDatabase(NAME)
    await db.open()
    for (const { name } of db.tables) {
      // Keys come back in their own order, whatever the file's is.
      const found = await db.table(name).toArray()
      expect(found.length, name).toBe(rowsOf(name).length)
      expect(found, name).toEqual(expect.arrayContaining(rowsOf(name)))
    }
    expect([...db.backendDB().objectStoreNames]).not.toContain('epochs')
  })

  test('still fits the schema in every record, and no record table of its time is empty by mistake', () => {
    for (const table of RECORD_TABLES.filter((name) => !addedLater.has(name))) {
      expect(rowsOf(table).length, table).toBeGreaterThan(0)
      for (const row of rowsOf(table)) expect(RECORD_SCHEMAS[table].safeParse(row).error, table).toBeUndefined()
    }
  })

  test('loses nothing of a record when it is checked and written again', () => {
    for (const table of RECORD_TABLES) {
      for (const row of rowsOf(table)) expect(RECORD_SCHEMAS[table].parse(row), table).toEqual(row)
    }
  })

  test('takes new writes, later than all it had', async () => {
    await createFromFixture(fixture)
    db = new CommonmastDatabase(NAME)
    const at = '2026-12-01T00:00:00.000Z'
    const record = { id: 'ben', name: 'Ben', address: null, role: 'member', createdAt: at, updatedAt: at }
    await commitChanges(db, [{ table: 'members', key: 'ben', record }])
    const [before, after] = await db.outbox.toArray()
    expect(before && after && before.t < after.t).toBe(true)
    expect(await db.members.count()).toBe(2)
  })
})

test('the newest fixture is exactly what a new database looks like', async () => {
  const fixture = readFixture(SCHEMA_VERSION)
  db = new CommonmastDatabase('schema-fresh')
  await db.open()
  const fresh = db.backendDB()
  expect(fresh.version).toBe(fixture.databaseVersion)
  expect([...fresh.objectStoreNames]).toEqual(fixture.stores.map(({ name }) => name))
  const reading = fresh.transaction([...fresh.objectStoreNames])
  for (const store of fixture.stores) {
    const indexes = [...reading.objectStore(store.name).indexNames]
    expect(indexes, store.name).toEqual(store.indexes.map(({ name }) => name))
  }
})
