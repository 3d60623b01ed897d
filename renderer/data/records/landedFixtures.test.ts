import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { contentDigest } from '#core/model/contentDigest'
import { createFromFixture, readSchemaFixture } from '../fixtures/schemaFixture'

const readText = (fileName: string) => readFileSync(resolve(process.cwd(), 'renderer/data/fixtures', fileName), 'utf8')
const NAME = 'landed-fixture'

afterEach(
  () =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(NAME)
      request.onsuccess = () => resolve()
      request.onerror = () => reject(request.error)
    }),
)

function readStore(database: IDBDatabase, name: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(name).objectStore(name).getAll()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

test.each(['landed-backup-v1.json', 'landed-backup-schema-v1.json'])('%s is sealed as it was made', (fileName) => {
  const backup = JSON.parse(readText(fileName))
  expect(contentDigest(backup)).toBe(backup.contentSha256)
})

test('the landed database and the landed backup hold the same records', async () => {
  const fixture = readSchemaFixture(readText('landed-v2.json'))
  await createFromFixture(NAME, fixture)
  const backup = JSON.parse(readText('landed-backup-v1.json'))
  const database = await open()
  for (const [table, rows] of Object.entries(backup.tables)) {
    if (table !== 'layerChunks') expect(await readStore(database, table), table).toEqual(rows)
  }
  const chunks = (await readStore(database, 'layerChunks')) as { data: Record<string, unknown> }[]
  database.close()
  const demand = chunks.find(({ data }) => data.cells instanceof BigUint64Array)
  expect(demand?.data.weights).toBeInstanceOf(Float64Array)
  expect(chunks).toHaveLength(2)
})

test('the landed records hold every kind of thing that a migration must bring along', () => {
  const { rows } = readSchemaFixture(readText('landed-v2.json'))
  const unused = ['batches', 'measurements', 'prices', 'proposals', 'sites', 'votes', 'vv']
  expect(
    Object.keys(rows)
      .filter((table) => rows[table]?.length === 0)
      .sort(),
  ).toEqual(unused)
  const outbox = rows.outbox as { packed?: unknown }[]
  expect(outbox.some(({ packed }) => packed)).toBe(true)
  const signatures = rows.signatures as { file: { signature: { transactionHash: string } } }[]
  expect(new Set(signatures.map(({ file }) => file.signature.transactionHash)).size).toBe(2)
  expect(signatures).toHaveLength(4)
})
