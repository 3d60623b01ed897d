import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { RECORD_SCHEMAS } from './commands/putRecords'
import { commitChanges, RECORD_TABLES } from './commitChanges'
import { CommonmastDatabase } from './database'

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

const FIXTURE_FILE = resolve(process.cwd(), 'renderer/data/fixtures/schema-v1.json')
const fixture = JSON.parse(readFileSync(FIXTURE_FILE, 'utf8')) as SchemaFixture
const NAME = 'schema-test'
let db: CommonmastDatabase | undefined

afterEach(async () => {
  await db?.delete()
})

/** Makes the database as version 1 made it, without Dexie and without today's schema. */
function createFromFixture(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, fixture.databaseVersion)
    request.onerror = () => reject(request.error)
    request.onupgradeneeded = () => {
      for (const { name, keyPath, autoIncrement, indexes } of fixture.stores) {
        const store = request.result.createObjectStore(name, { keyPath, autoIncrement })
        for (const index of indexes) store.createIndex(index.name, index.keyPath, index)
        for (const row of rowsOf(name)) store.put(row)
      }
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
}

const rowsOf = (name: string) => fixture.rows[name] ?? []

test('a database of version 1 opens with every row it had', async () => {
  await createFromFixture()
  db = new CommonmastDatabase(NAME)
  await db.open()
  for (const { name } of fixture.stores) expect(await db.table(name).toArray(), name).toEqual(rowsOf(name))
})

test('every record of version 1 still fits its schema, and no table of the fixture is empty by mistake', async () => {
  for (const table of RECORD_TABLES) {
    expect(rowsOf(table).length, table).toBeGreaterThan(0)
    for (const row of rowsOf(table)) expect(RECORD_SCHEMAS[table].safeParse(row).error, table).toBeUndefined()
  }
})

test('a migrated database takes new writes, later than all it had', async () => {
  await createFromFixture()
  db = new CommonmastDatabase(NAME)
  const at = '2026-12-01T00:00:00.000Z'
  const record = { id: 'ben', name: 'Ben', address: null, role: 'member', createdAt: at, updatedAt: at }
  await commitChanges(db, [{ table: 'members', key: 'ben', record }])
  const [before, after] = await db.outbox.toArray()
  expect(before && after && before.t < after.t).toBe(true)
  expect(await db.members.count()).toBe(2)
})

test('while version 1 is the newest, its fixture is exactly what a new database looks like', async () => {
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
