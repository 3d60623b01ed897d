import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { AccessRole } from '#core/records/tableDeclaration'
import { snapshotSetting } from '#core/records/tables/cooperativeSettings'
import { decideAccess } from '#core/sync/access/decideAccess'
import { sealContent } from '#core/sync/evidence/sealContent'
import { cooperativeId } from '#core/sync/founding'
import type { SyncOptions } from '#core/sync/Round'
import { sealBatch } from '#core/sync/sealBatch'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { backupText, hotspot, openDatabase, put, remove, restoreText } from '../backups/testing/backupRig'
import { writeEvidence } from '../evidence/writeEvidence'
import { readRecordHistory } from '../history/readRecordHistory'
import { bindActor } from '../records/bindActor'
import { readLog } from '../records/replayLog'
import { tablesAsText } from '../records/testing/cooperatives'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { transact } from '../records/transact'
import { previewUndo } from '../records/undoAct'
import { beginInCooperative } from './beginInCooperative'
import { DexieSyncStore } from './DexieSyncStore'
import { EvidenceByMain } from './EvidenceByMain'
import type { MainClient } from './mainLine'

const { founding } = await exampleCooperative()
let place: MemoryPlace

async function laptop(word: string) {
  const db = await openDatabase(`snapshots-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  await beginInCooperative(db, founding)
  return { db, store: new DexieSyncStore(db, signer, null), key: signer.publicKey }
}
type Laptop = Awaited<ReturnType<typeof laptop>>

const sync = ({ store }: Laptop, options: Partial<SyncOptions> = {}) =>
  syncRound(store, place, { signal: new AbortController().signal, nowMs: Date.now, ask: async () => 'write-all', ...options })

async function say(founder: Laptop, { key }: Pick<Laptop, 'key'>, roles: AccessRole[], after: Record<string, number> = {}) {
  const createdAt = new Date().toISOString()
  const access = await founder.store.access()
  await put(founder.db, 'accessGrants', decideAccess(access, { key, encryptionKey: null, roles, after, createdAt }))
}

async function announce(maker: Laptop) {
  const { snapshot } = await sync(maker, { makesSnapshot: true })
  if (!snapshot) throw new Error('No snapshot was made')
  await put(maker.db, 'cooperativeSettings', { key: snapshotSetting.key, value: snapshot })
  await sync(maker)
  return snapshot
}

let founder: Laptop
let ada: Laptop

/** What one day brought, in a batch, before anybody met. */
async function seal({ store }: Laptop) {
  const { actor, publicKey } = await store.self()
  const operations = await store.unsealed(200)
  const before = (await store.vector()).get(actor) ?? null
  const request = { cooperative: cooperativeId(founding), actor, before, operations }
  const named = await sealBatch(request, { publicKey, sign: (bytes) => store.sign(bytes) })
  await store.keepSealed({ named, operations, chunks: [], keys: [] })
}

/** Two laptops with more than twenty batches, most of which say again what others said. */
beforeEach(async () => {
  place = new MemoryPlace()
  founder = await laptop('founder')
  ada = await laptop('ada')
  await say(founder, ada, ['operator'])
  await sync(founder)
  await sync(ada)
  for (let day = 0; day < 11; day++) {
    await put(founder.db, 'hotspots', hotspot(`h${day % 5}`, `day ${day} of the founder`))
    await put(ada.db, 'hotspots', hotspot(`h${day % 4}`, `day ${day} of ada`), hotspot(`a${day}`))
    if (day === 10) await remove(ada.db, 'hotspots', 'a3')
    await seal(founder)
    await seal(ada)
  }
  await sync(ada)
  await sync(founder)
}, 60_000)

const joinedIn = (outcome: Awaited<ReturnType<typeof sync>>) =>
  outcome.found.filter(({ kind }) => kind === 'joined-from-snapshot')

async function expectSame(one: Laptop, other: Laptop) {
  expect(await tablesAsText(one.db)).toBe(await tablesAsText(other.db))
  await expectLogEqualsTables(one.db)
}

test('[SY90] [SY92] a laptop joins from a snapshot and the tail, holds the same to the byte, and goes on as any other', async () => {
  const { batches } = await announce(founder)
  await put(ada.db, 'hotspots', hotspot('h0', 'after the snapshot'))
  await sync(ada)
  await sync(founder)
  const ben = await laptop('ben')
  await say(founder, ben, ['operator'])
  await sync(founder)
  await sync(ada)
  const outcome = await sync(ben)
  expect(joinedIn(outcome)).toEqual([{ kind: 'joined-from-snapshot', at: expect.any(String), batches }])
  expect(await ben.store.snapshots.namedOnly()).toHaveLength(batches)
  await expectSame(ben, founder)
  expect((await readLog(ben.db)).length).toBeLessThan((await readLog(founder.db)).length)
  await put(ben.db, 'hotspots', hotspot('b', 'of ben'), hotspot('h1', 'of ben'))
  expect(await sync(ben)).toMatchObject({ sealed: 1, written: 1, isAgreed: true })
  await remove(founder.db, 'hotspots', 'b')
  for (const each of [founder, ada, ben, founder, ada]) await sync(each)
  await expectSame(ben, founder)
  await expectSame(ada, founder)
})

test('[SY91] a snapshot that no admin said, or that is not whole, is passed over', async () => {
  await expect(sync(ada, { makesSnapshot: true })).rejects.toMatchObject({ code: 'snapshot.no-admin' })
  const { hash } = await announce(founder)
  const whole = place.copy()
  place.chunks.set(hash, Uint8Array.of(...(place.chunks.get(hash) ?? []), 32))
  const ben = await laptop('ben')
  expect(joinedIn(await sync(ben))).toEqual([])
  await expectSame(ben, founder)
  place.setBack(whole)
  place.chunks = new Map([...place.chunks].slice(0, -1))
  const cleo = await laptop('cleo')
  expect(joinedIn(await sync(cleo))).toEqual([])
  await expectSame(cleo, founder)
})

test('[SY91] an operator who says again what an admin made is not believed', async () => {
  const { snapshot } = await sync(founder, { makesSnapshot: true })
  await put(ada.db, 'cooperativeSettings', { key: snapshotSetting.key, value: snapshot })
  await sync(ada)
  const ben = await laptop('ben')
  expect(joinedIn(await sync(ben))).toEqual([])
  await sync(founder)
  await expectSame(ben, founder)
})

test('[SY93] a revocation that reaches before the snapshot brings the older batches, and records follow from all of them', async () => {
  await announce(founder)
  const ben = await laptop('ben')
  await sync(ben)
  expect(await ben.store.snapshots.namedOnly()).not.toEqual([])
  const { actor } = await ada.store.self()
  await say(founder, ada, [], { [actor]: 3 })
  await sync(founder)
  const without = place.copy()
  place.files = new Map([...place.files].slice(10))
  await expect(sync(ben)).rejects.toMatchObject({ code: 'snapshot.needs-older' })
  place.setBack(without)
  const outcome = await sync(ben)
  expect(outcome.found).toContainEqual({ kind: 'older-read', batches: expect.any(Number) })
  expect(await ben.store.snapshots.namedOnly()).toEqual([])
  await expectSame(ben, founder)
  expect(await ben.db.hotspots.get('a8')).toBeUndefined()
  expect(await sync(ben)).toMatchObject({ applied: 0, written: 0 })
})

test('[SY92] a laptop that holds something already reads the batches, and joins from no snapshot', async () => {
  const ben = await laptop('ben')
  await sync(ben)
  await announce(founder)
  expect(joinedIn(await sync(ben))).toEqual([])
  await expectSame(ben, founder)
})

test('[SY19] [SY93] a backup of such a laptop goes on as the laptop would, and reads the older batches where they are needed', async () => {
  await announce(founder)
  const ben = await laptop('ben')
  await sync(ben)
  const again = await openDatabase(`snapshots-again-${crypto.randomUUID()}`)
  await bindActor(again, ben.key)
  await restoreText(again, await backupText(ben.db))
  const restored = { ...ben, db: again, store: new DexieSyncStore(again, signerNamed('ben'), null) }
  await expectLogEqualsTables(again)
  const { actor } = await ada.store.self()
  await say(founder, ada, [], { [actor]: 3 })
  await sync(founder)
  expect((await sync(restored)).found).toContainEqual({ kind: 'older-read', batches: expect.any(Number) })
  expect(await again.hotspots.toCollection().primaryKeys()).toEqual(await founder.db.hotspots.toCollection().primaryKeys())
  await expectLogEqualsTables(again)
})

test('[SY93] the older batches come when a person asks for them, and the log is whole then', async () => {
  await announce(founder)
  const ben = await laptop('ben')
  await sync(ben)
  const { found } = await sync(ben, { readsOlder: true })
  expect(found).toContainEqual({ kind: 'older-read', batches: expect.any(Number) })
  expect(await readLog(ben.db)).toHaveLength((await readLog(founder.db)).length)
  await expectSame(ben, founder)
})

test('[SY94] what was done before the snapshot is not taken back from half a log', async () => {
  await announce(founder)
  const ben = await laptop('ben')
  await sync(ben)
  const [act] = await ben.db.acts.toArray()
  await expect(previewUndo(ben.db, act?.id ?? '')).rejects.toMatchObject({ code: 'undo.before-snapshot' })
  await transact(ben.db, { kind: 'test', title: 'done by ben' }, ['hotspots'], (records) =>
    records.put('hotspots', hotspot('h0', 'by ben')),
  )
  const mine = (await ben.db.acts.toArray()).find(({ title }) => title === 'done by ben')
  expect((await previewUndo(ben.db, mine?.id ?? '')).takenBack).toMatchObject([{ key: 'h0' }])
  expect(await readRecordHistory(ben.db, 'hotspots', 'h0')).not.toEqual([])
})

test('[SY92] a laptop that joins from a snapshot gets the contents that its records name', async () => {
  const content = new TextEncoder().encode('roof '.repeat(60_000))
  const { sha256, seal, chunks } = sealContent(content, new Uint8Array(32).fill(3))
  const facts = {
    title: '',
    name: 'roof.txt',
    mediaType: 'text/plain',
    bytes: content.length,
    by: 'Ada',
    memberId: null,
  } as const
  const mains = [memoryMain(), memoryMain()]
  const store = ({ db, key }: Laptop, word: string, main = mains[0]) =>
    new DexieSyncStore(db, { ...signerNamed(word), publicKey: key }, null, new EvidenceByMain(db, (main ?? memoryMain()).client))
  ada.store = store(ada, 'ada')
  const subject = { subject: 'hotspots', subjectId: 'helium:h1', name: 'h1' } as const
  await say(founder, ada, ['technician'])
  await sync(founder)
  await sync(ada)
  await writeEvidence(ada.db, mains[0]?.client as never, subject, { ...facts, sha256, seal }, chunks)
  expect((await sync(ada)).evidence.sent).toBe(1)
  await sync(founder)
  await announce(founder)
  const ben = await laptop('ben')
  await say(founder, ben, ['operator'])
  await sync(founder)
  ben.store = store(ben, 'ben', mains[1])
  const outcome = await sync(ben)
  expect(joinedIn(outcome)).toHaveLength(1)
  expect(outcome.evidence).toMatchObject({ received: 1, waiting: 0 })
  expect([...(mains[1]?.kept.keys() ?? [])]).toEqual(seal.chunks)
  await expectSame(ben, founder)
})

/** Main's disk of contents. */
function memoryMain() {
  const kept = new Map<string, string>()
  const call = async (name: string, input: { hash: string; bytes: string; hashes: string[] }) => {
    if (name === 'evidence.keep') kept.set(input.hash, input.bytes)
    if (name === 'evidence.read') return { bytes: kept.get(input.hash) ?? null }
    return { held: (input.hashes ?? []).filter((hash) => kept.has(hash)) }
  }
  return { kept, client: { call } as unknown as MainClient }
}
test('[SY51] a snapshot is held against every batch that it stands for, whatever was decided since, and can be left off', async () => {
  await expect(sync(founder, { checksSnapshot: true })).rejects.toMatchObject({ code: 'snapshot.none' })
  const { batches } = await announce(founder)
  await sync(ada)
  const check = async (who: Laptop) => (await sync(who, { checksSnapshot: true })).snapshotCheck
  expect(await check(founder)).toMatchObject({ batches, differs: 0, differing: [], notThere: 0 })
  expect((await check(ada))?.records).toBeGreaterThan(20)
  const ben = await laptop('ben')
  await sync(ben)
  await expect(sync(ben, { checksSnapshot: true })).rejects.toMatchObject({ code: 'snapshot.needs-older' })
  await sync(ben, { readsOlder: true })
  expect(await check(ben)).toMatchObject({ differs: 0 })
  await say(founder, ada, [], { [(await ada.store.self()).actor]: 3 })
  await put(founder.db, 'hotspots', hotspot('h0', 'after the snapshot'))
  await sync(founder)
  expect(await check(founder)).toMatchObject({ batches, differs: 0 })
  const stopping = new AbortController()
  const onProgress = ({ total }: { total: number }) => total === batches && stopping.abort()
  const stopped = sync(founder, { checksSnapshot: true, signal: stopping.signal, onProgress })
  await expect(stopped).rejects.toMatchObject({ code: 'sync.cancelled' })
})

test('[SY51] an admin’s snapshot that says something else than the batches is found out, by the names of records', async () => {
  const source = founder.store.snapshots.source.bind(founder.store.snapshots)
  founder.store.snapshots.source = async () => {
    const { operations, ...rest } = await source()
    return { ...rest, operations: operations.filter(({ table, key }) => table !== 'hotspots' || key !== 'a7') }
  }
  await announce(founder)
  founder.store.snapshots.source = source
  expect((await sync(founder, { checksSnapshot: true })).snapshotCheck).toMatchObject({
    differs: 1,
    differing: [{ table: 'hotspots', key: 'a7' }],
  })
})

test('[SY52] old batches leave once a file is known to hold them, records and log stay, and they come back from it', async () => {
  const { batches } = await announce(founder)
  await sync(ada)
  const names = (await sync(ada, { checksSnapshot: true })).snapshotCheck?.names ?? []
  const log = await readLog(ada.db)
  const whole = place.copy()
  const archive = new MemoryPlace()
  archive.setBack(whole)
  const letGo = (files: MemoryPlace) =>
    syncRound(ada.store, files, { signal: new AbortController().signal, nowMs: Date.now, archives: names })
  // A file that lacks one of them lets none go.
  const torn = new MemoryPlace()
  torn.setBack(whole)
  torn.files = new Map([...torn.files].filter(([, text]) => !text.includes('day 5 of ada')))
  await expect(letGo(torn)).rejects.toMatchObject({ code: 'archive.not-whole' })
  expect(await ada.store.snapshots.namedOnly()).toEqual([])
  const { archived } = await letGo(archive)
  expect(archived?.batches).toBeGreaterThan(0)
  const kept = await ada.store.snapshots.namedOnly()
  expect(kept.length).toBe(batches - 1)
  expect(await ada.db.batchTexts.count()).toBeLessThan(batches)
  await expectSame(ada, founder)
  expect(await readLog(ada.db)).toEqual(log)
  // What was done before is still taken back: the log tells of it.
  const acts = (await ada.db.acts.toArray()).sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  expect((await previewUndo(ada.db, acts.at(-1)?.id ?? '')).takenBack.length).toBeGreaterThan(0)
  // It goes on as any other.
  await put(ada.db, 'hotspots', hotspot('h2', 'after the archive'))
  await sync(ada)
  await sync(founder)
  await expectSame(ada, founder)
  await readOlderOf(archive)
  expect(await ada.store.snapshots.namedOnly()).toEqual([])
  await expectSame(ada, founder)
})

/** As a person reads old batches back from the archive. */
const readOlderOf = (files: MemoryPlace) =>
  syncRound(ada.store, files, { signal: new AbortController().signal, nowMs: Date.now, readsOlder: true })
