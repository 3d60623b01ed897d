import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { SCHEMA_VERSION } from '#core/records/operation'
import { recordOf } from '#core/records/recordState'
import { type RecordOf, recordTables, SHARED_TABLES, sharedTables } from '#core/records/recordTables'
import { isNameOf } from '#core/sync/actorName'
import { syncRound } from '#core/sync/syncRound'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { createFromFixture, readSchemaFixture, type SchemaFixture } from '../fixtures/schemaFixture'
import { DexieSyncStore } from '../sync/DexieSyncStore'
import { CommonmastDatabase } from './database'
import { readMemory } from './kernelMemory'
import { openRecords } from './openRecords'
import { readLog } from './replayLog'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'
import { transact } from './transact'
import { previewUndo, undoAct } from './undoAct'

const NAME = 'schema-test'
const AT = '2026-12-01T00:00:00.000Z'
let db: CommonmastDatabase | undefined

afterEach(async () => {
  await db?.delete()
})

function readFixture(name: string): SchemaFixture {
  return readSchemaFixture(readFileSync(resolve(import.meta.dirname, `../fixtures/${name}.json`), 'utf8'))
}

async function migrated(fixture: SchemaFixture): Promise<CommonmastDatabase> {
  await createFromFixture(NAME, fixture)
  db = new CommonmastDatabase(NAME)
  await openRecords(db)
  return db
}

/** Of keys that were in their normal form but for the ways of writing an EUI. */
function idOf(network: unknown, id: unknown): string {
  const key = String(id)
  return `${network}:${network === 'ttn' ? key.replace(/^eui-|:/g, '').toUpperCase() : key}`
}

const LEGACY_NAMES: Record<string, string> = { periods: 'epochs', cooperativeSettings: 'settings' }

test('[RC9] what the landed program wrote opens unchanged', async () => {
  const fixture = readFixture('landed-v2')
  const records = await migrated(fixture)
  const rows = (name: string) => fixture.rows[name] ?? []
  const mill = rows('hotspots').filter(({ name }) => name === 'Old mill')
  expect(mill.map(({ id }) => id).sort()).toEqual(['B8:27:EB:FF:FE:7A:11:C4', 'eui-b827ebfffe7a11c4'])
  for (const { groups, id, ...hotspot } of rows('hotspots').filter((row) => !mill.includes(row))) {
    const found = await records.hotspots.get(idOf(hotspot.network, id))
    expect(found).toMatchObject(hotspot)
    expect([...(found?.groups ?? [])].sort()).toEqual([...(groups as string[])].sort())
  }
  expect(await records.hotspots.count()).toBe(rows('hotspots').length - 1)
  const [earlier, later] = mill.sort((one, other) => (String(one.updatedAt) < String(other.updatedAt) ? -1 : 1))
  expect(recordOf<object>((await records.hotspots.get('ttn:B827EBFFFE7A11C4')) ?? {})).toEqual({
    ...later,
    id: 'ttn:B827EBFFFE7A11C4',
    createdAt: earlier?.createdAt,
    // The later of the two says nothing of it.
    since: earlier?.since,
  })
  expect([earlier?.since, later?.since]).toEqual(['2025-07-12T00:00:00.000Z', undefined])
  for (const { scope, ...agreement } of rows('agreements')) {
    const found = await records.agreements.get(String(agreement.id))
    expect(found).toMatchObject(agreement)
    const { hotspotIds } = scope as { hotspotIds?: string[] }
    expect(found?.scope).toEqual(
      hotspotIds ? { ...(scope as object), hotspotIds: hotspotIds.map((id) => `weatherxm:${id}`) } : scope,
    )
  }
  const moved = (sites: unknown) =>
    (sites as { study?: { hotspotId?: string | null } }[]).map(({ study }) => study?.hotspotId ?? null)
  for (const plan of rows('plans')) {
    const found = moved((await records.plans.get(String(plan.id)))?.sites)
    expect(found).toEqual(moved(plan.sites).map((id) => id && `helium:${id}`))
  }
  for (const name of ['members', 'goals', 'radioProfiles', 'dataLayers', 'imports', 'provisionings']) {
    for (const row of rows(name))
      expect(recordOf<object>((await records.table(name).get(String(row.id))) ?? {}), name).toEqual(row)
  }
  for (const { epochId, ...row } of rows('distributions')) {
    expect(await records.distributions.get(String(row.id))).toMatchObject({ ...row, periodId: epochId })
  }
  expect(await records.periods.count()).toBe(rows('epochs').length)
  const paid = new Set(rows('signatures').map(({ file }) => hashOf(file)))
  expect((await records.signatures.toCollection().primaryKeys()).sort()).toEqual([...paid].sort())
  expect((await records.cooperativeSettings.toCollection().primaryKeys()).sort()).toEqual(
    rows('settings')
      .flatMap(({ key }) => (key === 'fleet-views' ? [] : [String(key)]))
      .sort(),
  )
  expect(await records.machineSettings.toCollection().primaryKeys()).toEqual(['fleet-views'])
})

test('[RC9] what the landed program imported can still be taken back, and what was done since stays', async () => {
  const records = await migrated(readFixture('landed-v2'))
  const done = await records.imports.filter(({ status, table }) => status === 'done' && table === 'hotspots').toArray()
  const [first, second] = done.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  if (!first || !second) throw new Error('The fixture has no imports')
  const before = await records.hotspots.toArray()
  const { value: undone } = await undoAct(records, second.id)
  // Two of the three that it brought were grouped since.
  expect(undone.stays.filter(({ stays }) => stays === 'worked-on-since').length).toBe(2)
  const after = new Map((await records.hotspots.toArray()).map((hotspot) => [hotspot.id, hotspot]))
  const renamed = before.filter(({ id, name }) => after.get(id) && after.get(id)?.name !== name)
  expect([renamed.length, before.length - after.size]).toEqual([4, 1])
  for (const { id, groups, provisioningId } of before.filter(({ id }) => after.has(id))) {
    expect(after.get(id)).toMatchObject({ groups, ...(provisioningId && { provisioningId }) })
  }
  expect((await records.imports.get(second.id))?.status).toBe('undone')
  const { stays } = await previewUndo(records, first.id)
  const grouped = [...after.values()].filter(({ importId, groups }) => importId === first.id && groups.length > 0)
  expect(stays.map(({ key }) => key)).toEqual(expect.arrayContaining(grouped.map(({ id }) => id)))
  await expectLogEqualsTables(records)
})

function hashOf(file: unknown): string {
  return (file as { signature: { transactionHash: string } }).signature.transactionHash
}

describe.each(['schema-v1', 'schema-v2'])('a database of %s', (name) => {
  const fixture = readFixture(name)

  test('[RC9] opens with every record it had', async () => {
    const records = await migrated(fixture)
    for (const table of SHARED_TABLES) {
      const legacy = fixture.rows[LEGACY_NAMES[table] ?? table]
      if (!legacy || table === 'acts' || table === 'actors') continue
      expect(await records.table(table).count(), table).toBe(legacy.length)
    }
    expect(recordOf((await records.periods.get('e1')) ?? {})).toEqual(fixture.rows.epochs?.[0])
    expect(await records.contributions.get('e1:A1')).toMatchObject({ periodId: 'e1', hotspotKey: 'A1' })
    expect(await records.cooperativeSettings.get('cooperative')).toMatchObject({ value: { name: 'Harbour Mesh' } })
    expect(await records.layerChunks.toArray()).toEqual(fixture.rows.layerChunks ?? [])
  })
})

describe.each(['schema-v1', 'schema-v2', 'landed-v2'])('a database of %s', (name) => {
  const fixture = readFixture(name)

  test('[RC9] every record fits its schema, and the log says what the tables hold', async () => {
    const records = await migrated(fixture)
    for (const table of SHARED_TABLES) {
      for (const row of await records.table(table).toArray()) {
        expect(sharedTables[table].schema.safeParse(row).error, `${table} ${JSON.stringify(row)}`).toBeUndefined()
      }
    }
    await expectLogEqualsTables(records)
  })

  test('[RC9] takes new writes, later than all it had, by the same actor', async () => {
    const records = await migrated(fixture)
    const before = await readLog(records)
    await transact(records, { kind: 'test', title: 'Ben' }, ['members'], (write) =>
      write.put('members', {
        id: 'ben',
        name: 'Ben',
        address: null,
        role: 'member',
        createdAt: '2026-12-01T00:00:00.000Z',
        updatedAt: '2026-12-01T00:00:00.000Z',
      }),
    )
    const after = await readLog(records)
    expect(after.length).toBe(before.length + 2)
    expect(after.map(({ n }) => n)).toEqual(after.map((_, at) => at + 1))
    expect(new Set(after.map(({ actor }) => actor)).size).toBe(1)
    expect([...after].sort((one, other) => (one.t < other.t ? -1 : 1)).at(-1)?.key).toBe('ben')
    await expectLogEqualsTables(records)
  })
})

test('[RC9] what schema version 5 wrote is there as it was; members are paid in tokens, and nothing was paid in money', async () => {
  const fixture = readFixture('schema-v5')
  const records = await migrated(fixture)
  for (const table of SHARED_TABLES) {
    expect(await records.table(table).toArray(), table).toEqual(fixture.rows[table] ?? [])
  }
  expect(await records.operations.toArray()).toEqual(fixture.rows.operations)
  expect(await records.members.get('gus')).not.toHaveProperty('paidBy')
  expect(await records.moneyPayouts.count()).toBe(0)
  const payment = { kind: 'service', holder: 'Gus', service: 'Wise', account: 'gus@example.org', currency: 'EUR' } as const
  await transact(records, { kind: 'test', title: 'Paid in money' }, ['members'], (write) =>
    write.patch('members', 'gus', { paidBy: 'money', payment }),
  )
  expect(await records.members.get('gus')).toMatchObject({ paidBy: 'money', payment, standing: { kind: 'suspended' } })
  await expectLogEqualsTables(records)
})

test('[RC9] what schema version 4 wrote is there as it was, what it removed included', async () => {
  const fixture = readFixture('schema-v4')
  const records = await migrated(fixture)
  for (const table of SHARED_TABLES) {
    expect(await records.table(table).toArray(), table).toEqual(fixture.rows[table] ?? [])
  }
  expect(await records.operations.toArray()).toEqual(fixture.rows.operations)
  expect(await records.groupedHotspots.toArray()).toMatchObject([{ id: 'helium:B7', groups: ['ridge'] }])
  expect((await records.shadows.toArray()).map(({ key }) => key)).toContain('helium:A9')
  await expectLogEqualsTables(records)
})

test('[RC9] what schema version 6 wrote is there as it was; it holds no batches and went by no other name', async () => {
  const fixture = readFixture('schema-v6')
  const records = await migrated(fixture)
  for (const table of [...SHARED_TABLES, 'operations', 'shadows', 'quarantine']) {
    expect(await records.table(table).toArray(), table).toEqual(fixture.rows[table] ?? [])
  }
  for (const table of ['heldBatches', 'batchTexts', 'batchesAside']) expect(await records.table(table).count(), table).toBe(0)
  expect((await readMemory(records)).earlier).toEqual([])
  await expectLogEqualsTables(records)
})

test('[RC9] what schema version 7 wrote is there as it was: batches, what was set aside, access, and what was not sent yet', async () => {
  const fixture = readFixture('schema-v7')
  const records = await migrated(fixture)
  for (const { name } of fixture.stores.filter(({ name }) => name !== 'meta')) {
    expect(await records.table(name).toArray(), name).toEqual(fixture.rows[name] ?? [])
  }
  const store = new DexieSyncStore(records, signerNamed('founder'), null)
  const access = await store.access()
  const [bo = ''] = [...access.named].filter((key) => key === signerNamed('ada').publicKey)
  const [actor = ''] = [...(await store.vector()).keys()].filter((each) => isNameOf(bo, each))
  expect([1, 2].map((n) => access.rolesOf({ key: bo, actor, n }).length)).toEqual([3, 1])
  expect(await store.forks()).toHaveLength(1)
  // It goes on as it would have: what was not sent is sent, and what one laptop may not do any more stays withheld.
  const place = new MemoryPlace()
  const { signal } = new AbortController()
  const outcome = await syncRound(store, place, { signal, nowMs: () => Date.UTC(2026, 11, 1), ask: async () => 'write-all' })
  expect(outcome).toMatchObject({ sealed: 1, written: (fixture.rows.heldBatches?.length ?? 0) + 2, applied: 0, unsealed: 0 })
  expect(place.chunks.size).toBe(fixture.rows.batchChunks?.length)
  await expectLogEqualsTables(records)
})

test('[RC9] photos and files can be attached to what schema version 6 wrote', async () => {
  const records = await migrated(readFixture('schema-v6'))
  const record: RecordOf<'evidence'> = {
    id: 'e1',
    subject: 'hotspots',
    mediaType: 'image/jpeg',
    ...{ subjectId: 'helium:A9', title: '', name: 'roof.jpg', sha256: 'a'.repeat(64), bytes: 5, by: null, memberId: null },
    ...{ seal: { key: 'b'.repeat(64), chunks: ['c'.repeat(64)] }, createdAt: AT, updatedAt: AT },
  }
  await transact(records, { kind: 'test', title: 'Attached' }, ['evidence'], (write) => write.put('evidence', record))
  expect(await records.evidence.where('subjectId').equals('helium:A9').count()).toBe(1)
  await expectLogEqualsTables(records)
})

test('[RC9] what the first version of the kernel wrote is there as it was, and tables that came later are empty', async () => {
  const fixture = readFixture('schema-v3')
  const records = await migrated(fixture)
  for (const table of SHARED_TABLES) {
    expect(await records.table(table).toArray(), table).toEqual(fixture.rows[table] ?? [])
  }
  expect(await records.operations.toArray()).toEqual(fixture.rows.operations)
  expect(await records.layerChunks.toArray()).toEqual(fixture.rows.layerChunks)
  expect(await records.groupedHotspots.count()).toBe(0)
  await transact(records, { kind: 'test', title: 'Grouped' }, ['groupedHotspots'], (write) =>
    write.put('groupedHotspots', { id: 'A9', groups: ['ridge'], createdAt: AT, updatedAt: AT }),
  )
  expect((await records.groupedHotspots.get('A9'))?.groups).toEqual(['ridge'])
  await expectLogEqualsTables(records)
})

test('the lines of a checklist become records of their own', async () => {
  const fixture = readFixture('schema-v2')
  const legacy = fixture.rows.workOrders?.[0]?.details as { checklist: { text: string; done: boolean }[] }
  const order = await (await migrated(fixture)).workOrders.get('w1')
  expect(Object.values(order?.checklist ?? {})).toEqual(legacy.checklist.map((line, place) => ({ ...line, place })))
  expect(order?.details).not.toHaveProperty('checklist')
})

test('[RC6] every store of the database is declared, and the legacy ones are gone', async () => {
  const records = await migrated(readFixture('schema-v2'))
  expect([...records.backendDB().objectStoreNames].sort()).toEqual(Object.keys(recordTables).sort())
  expect(records.backendDB().version).toBe(SCHEMA_VERSION * 10)
  for (const [name, { indexes }] of Object.entries(recordTables)) {
    const { primKey, indexes: found } = records.table(name).schema
    expect([primKey.src, ...found.map(({ src }) => src)].join(', '), name).toBe(indexes)
  }
})
