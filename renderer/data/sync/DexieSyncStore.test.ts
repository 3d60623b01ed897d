import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isBeyond } from '#core/records/hybridClock'
import { type Operation, SCHEMA_VERSION } from '#core/records/operation'
import { cooperativeId } from '#core/sync/founding'
import { readBatch } from '#core/sync/readBatch'
import { sealBatch } from '#core/sync/sealBatch'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, openDatabase, put } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import { correctClock } from '../records/correctClock'
import type { CommonmastDatabase } from '../records/database'
import { readMemory } from '../records/kernelMemory'
import { receiveOperations } from '../records/receiveOperations'
import { readLog } from '../records/replayLog'
import { tablesAsText } from '../records/testing/cooperatives'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { beginInCooperative } from './beginInCooperative'
import { OpenStore } from './testing/OpenStore'

const { founding } = await exampleCooperative()
let place: MemoryPlace

interface Laptop {
  db: CommonmastDatabase
  store: OpenStore
}

async function laptop(word: string): Promise<Laptop> {
  const db = await openDatabase(`laptop-${word}-${crypto.randomUUID()}`)
  await bindActor(db, signerNamed(word).publicKey)
  await beginInCooperative(db, founding)
  return { db, store: new OpenStore(db, signerNamed(word)) }
}

function sync({ store }: Laptop) {
  const { signal } = new AbortController()
  return syncRound(store, place, { signal, nowMs: Date.now, ask: async () => 'write-all' })
}

/** Seals the first so many own operations, as a round that was ended after its first batch. */
async function sealFirst({ store }: Laptop, count: number) {
  const [{ actor, publicKey }, operations] = [await store.self(), await store.unsealed(count)]
  const sign = (bytes: Uint8Array) => store.sign(bytes)
  const before = (await store.vector()).get(actor) ?? null
  const request = { cooperative: cooperativeId(founding), actor, before, operations }
  return { named: await sealBatch(request, { publicKey, sign }), operations, chunks: [], keys: [] }
}

const many = (count: number, name?: string) => Array.from({ length: count }, (_, at) => hotspot(`h${at}`, name))

beforeEach(() => {
  place = new MemoryPlace()
})

afterEach(() => vi.useRealTimers())

test('[SY17] an import goes in batches of 200 and arrives to the byte, and nothing is left to send', async () => {
  const [ada, ben] = [await laptop('ada'), await laptop('ben')]
  await put(ada.db, 'hotspots', ...many(450))
  expect((await readMemory(ada.db)).waiting).toBe(452)
  expect(await sync(ada)).toMatchObject({ sealed: 3, written: 3, unsealed: 0 })
  expect((await readMemory(ada.db)).waiting).toBe(0)
  expect(await sync(ben)).toMatchObject({ applied: 3, isAgreed: true })
  expect(await tablesAsText(ben.db)).toBe(await tablesAsText(ada.db))
  await expectLogEqualsTables(ben.db)
  expect(await sync(ada)).toMatchObject({ sealed: 0, written: 0, applied: 0, isAgreed: true })
})

test('[SY17] operations that another window changed while they were sealed are not kept as sent', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.UTC(2099, 0, 1))
  const ada = await laptop('ada')
  await put(ada.db, 'hotspots', hotspot('a'))
  const named = await sealFirst(ada, 200)
  vi.setSystemTime(Date.UTC(2026, 11, 1))
  expect(await correctClock(ada.db)).toBeGreaterThan(0)
  await expect(ada.store.keepSealed(named)).rejects.toMatchObject({ code: 'sync.changed-meanwhile' })
  expect(await ada.db.heldBatches.count()).toBe(0)
  expect(await sync(ada)).toMatchObject({ sealed: 1, unsealed: 0 })
})

test('[SY4] a transaction of which one batch was sealed keeps its reading, what came after it does not', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.UTC(2099, 0, 1))
  const ada = await laptop('ada')
  await put(ada.db, 'hotspots', ...many(250))
  await put(ada.db, 'members', {
    id: 'ada',
    name: 'Ada',
    address: null,
    role: 'host',
    createdAt: '2026-12-01',
    updatedAt: '2026-12-01',
  })
  await ada.store.keepSealed(await sealFirst(ada, 200))
  vi.setSystemTime(Date.UTC(2026, 11, 1))
  // The member and its act.
  expect(await ada.store.correctClock()).toBe(2)
  const log = await readLog(ada.db)
  const ahead = log.filter(({ t }) => isBeyond(t, Date.now()))
  expect(ahead.map(({ t }) => t)).toEqual(Array(252).fill(ahead[0]?.t))
  await expectLogEqualsTables(ada.db)
  const ben = await laptop('ben')
  await sync(ada)
  await sync(ben)
  expect(await tablesAsText(ben.db)).toBe(await tablesAsText(ada.db))
})

test('[SY61] [SY62] a large value is kept beside the batches, arrives, and goes on from there', async () => {
  const [ada, ben] = [await laptop('ada'), await laptop('ben')]
  await put(ada.db, 'hotspots', hotspot('a', 'x'.repeat(450_000)))
  expect(await sync(ada)).toMatchObject({ sealed: 1, tooLarge: null, unsealed: 0 })
  expect(await sync(ben)).toMatchObject({ applied: 1, isAgreed: true })
  expect(await tablesAsText(ben.db)).toBe(await tablesAsText(ada.db))
  expect([await ada.db.batchChunks.count(), await ben.db.batchChunks.count()]).toEqual([3, 3])
  place = new MemoryPlace()
  await sync(ben)
  const cleo = await laptop('cleo')
  await sync(cleo)
  expect(await tablesAsText(cleo.db)).toBe(await tablesAsText(ada.db))
})

test('[SY68] [SY72] what the log says of a batch is said otherwise, and the records follow: gone, in part, and whole again', async () => {
  const [ada, ben] = [await laptop('ada'), await laptop('ben')]
  await put(ada.db, 'hotspots', ...many(30, 'early'))
  await sync(ada)
  await put(ada.db, 'hotspots', ...many(250, 'late'))
  await sync(ada)
  await sync(ben)
  const whole = await tablesAsText(ben.db)
  const { actor } = await ada.store.self()
  for (const id of await ben.store.after(actor, 0)) {
    const read = readBatch((await ben.store.text(id)) ?? '')
    if (read.kind !== 'whole') throw new Error('What is held is whole')
    const { operations } = read.batch
    for (const some of [[], operations.filter(({ n }) => n % 3 === 0), operations, operations]) {
      await ben.store.restate(id, some)
      const log = (await readLog(ben.db)).filter(({ n }) => operations.some((each) => each.n === n))
      expect(log.map(({ n }) => n).sort()).toEqual(some.map(({ n }) => n).sort())
      await expectLogEqualsTables(ben.db)
    }
    expect(await tablesAsText(ben.db)).toBe(whole)
  }
  const [first] = await ben.store.after(actor, 0)
  if (first) await ben.store.restate(first, [])
  expect(await tablesAsText(ben.db)).not.toBe(whole)
  expect([...(await ben.store.sealedWith(new Set(['a'.repeat(16)]))), ...(await ben.store.keysInUse())]).toEqual([])
})

test('[SY17] batches are applied whole or not at all', async () => {
  const [ada, ben] = [await laptop('ada'), await laptop('ben')]
  await put(ada.db, 'hotspots', ...many(300))
  await sync(ada)
  const { actor } = await ada.store.self()
  const [, second] = await ada.store.after(actor, 0)
  if (!second) throw new Error('There are two batches')
  const read = readBatch((await ada.store.text(second)) ?? '')
  if (read.kind !== 'whole') throw new Error('What is held is whole')
  await ben.store.setAside(read, 'gap')
  const waiting = await ben.store.waiting(actor)
  expect(waiting.map(({ id }) => id)).toEqual([second])
  const before = await tablesAsText(ben.db)
  // It does not follow what is held, so the transaction ends after its operations were applied.
  await expect(
    ben.store.apply(waiting.map((named) => ({ named, operations: named.batch.operations, keys: [] }))),
  ).rejects.toMatchObject({ code: 'data.write-failed' })
  expect(await tablesAsText(ben.db)).toBe(before)
  expect(await readLog(ben.db)).toEqual([])
  expect(await ben.db.heldBatches.count()).toBe(0)
  expect(await sync(ben)).toMatchObject({ applied: 2, isAgreed: true })
  expect(await ben.db.batchesAside.count()).toBe(0)
})

test('[SY14] what a later version says of many operations stays in the log', async () => {
  const { db } = await laptop('ada')
  const said = { t: '0190a0000000-0000', table: 'hotspots', schemaV: SCHEMA_VERSION + 1 }
  const operations = Array.from({ length: 30 }, (_, at) => ({
    ...{ actor: 'b'.repeat(16), n: at + 1, ...said, key: `h${at}` },
    ...{ set: { name: 'x' }, witness: { at } },
  })) as Operation[]
  await receiveOperations(db, operations)
  expect(await readLog(db)).toEqual(operations)
})

test('[SY17] with another key the database goes on under a name of that key, and what it had not sealed is not lost', async () => {
  const ada = await laptop('ada')
  await put(ada.db, 'hotspots', hotspot('sealed'))
  await sync(ada)
  await put(ada.db, 'hotspots', hotspot('unsealed'))
  const { actor } = await ada.store.self()
  const copy = { db: ada.db, store: new OpenStore(ada.db, signerNamed('eve')) }
  const self = await copy.store.self()
  expect(self.actor).not.toBe(actor)
  expect(await copy.store.keyOf(actor)).toBe(signerNamed('ada').publicKey)
  expect(await copy.store.keyOf(self.actor)).toBe(signerNamed('eve').publicKey)
  expect(await copy.store.keyOf('f'.repeat(16))).toBeNull()
  await expectLogEqualsTables(ada.db)
  await sync(copy)
  const ben = await laptop('ben')
  await sync(ben)
  expect(await ben.db.hotspots.toCollection().primaryKeys()).toEqual(['sealed', 'unsealed'])
})
