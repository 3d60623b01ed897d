/** Data keys that come or go where a laptop joined from a snapshot, and what they seal lies before it. */
import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { SharedTable } from '#core/records/recordTables'
import { snapshotSetting } from '#core/records/tables/cooperativeSettings'
import { decideAccess } from '#core/sync/access/decideAccess'
import { cooperativeId } from '#core/sync/founding'
import { destroyPerson } from '#core/sync/keys/destroyPerson'
import type { SyncOptions } from '#core/sync/Round'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { admittedAs, encryptionKeyOf, MemoryDataKeys } from '#core/sync/testing/MemoryDataKeys'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, member, openDatabase, put } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import { tablesAsText } from '../records/testing/cooperatives'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { beginInCooperative } from './beginInCooperative'
import { DexieSyncStore } from './DexieSyncStore'

const { founding } = await exampleCooperative()
const admittedNow = new Set<string>()
/** Some thirty rounds each. */
const SLOW = { timeout: 120_000 }

async function laptop(word: string) {
  const db = await openDatabase(`snapshot-keys-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  await beginInCooperative(db, founding)
  const disk = { dataKeys: new Map(), envelopes: new Map() }
  const admitted = () => [...admittedNow].map((each) => admittedAs(signerNamed(each).publicKey, each === 'founder'))
  admittedNow.add(word)
  return {
    db,
    store: new DexieSyncStore(db, signer, new MemoryDataKeys({ signer, disk }, admitted)),
    key: signer.publicKey,
    disk,
  }
}
type Laptop = Awaited<ReturnType<typeof laptop>>

const sync = ({ store }: Laptop, place: MemoryPlace, options: Pick<SyncOptions, 'makesSnapshot'> = {}) =>
  syncRound(store, place, { signal: new AbortController().signal, nowMs: Date.now, ask: async () => 'write-all', ...options })

async function admit(founder: Laptop, { key }: Laptop) {
  const createdAt = new Date().toISOString()
  const access = await founder.store.access()
  const stated = { key, encryptionKey: encryptionKeyOf(key), roles: ['operator'] as const, after: {}, createdAt }
  await put(founder.db, 'accessGrants', decideAccess(access, stated))
}

/**
 * The founder said something of Carla while a thief had the keys, and goes on with fresh ones; Ben joins from a snapshot that is
 * sealed with these, while the envelope of Carla's first key is not at the place.
 */
async function joined() {
  admittedNow.clear()
  const place = new MemoryPlace()
  const founder = await laptop('founder')
  admittedNow.add('thief')
  await put(founder.db, 'members', member('carla', 'Carla'), member('dora', 'Dora'))
  await sync(founder, place)
  admittedNow.delete('thief')
  for (let at = 0; at < 20; at++) {
    await put(founder.db, 'hotspots', hotspot(`h${at % 3}`, `day ${at}`))
    await sync(founder, place)
  }
  const ben = await laptop('ben')
  await admit(founder, ben)
  const { snapshot } = await sync(founder, place, { makesSnapshot: true })
  if (!snapshot) throw new Error('No snapshot was made')
  await put(founder.db, 'cooperativeSettings', { key: snapshotSetting.key, value: snapshot })
  await sync(founder, place)
  const first = [...founder.disk.dataKeys.values()].find(({ person }) => person === 'carla')
  const isOfFirst = (text: string) => text.includes(`"keyId":"${first?.id}"`)
  const envelope = place.envelopeTexts.find(isOfFirst) ?? ''
  place.envelopeTexts = place.envelopeTexts.filter((text) => !isOfFirst(text))
  const outcome = await sync(ben, place)
  expect(outcome.found.map(({ kind }) => kind)).toContain('joined-from-snapshot')
  expect(await ben.db.members.get('carla')).toMatchObject({ name: 'Carla' })
  return { place, founder, ben, envelope, outcome, keyId: first?.id }
}

async function everything({ db }: Laptop): Promise<string> {
  const rows: unknown[] = []
  for (const table of db.tables) rows.push(...(await table.toArray()))
  return JSON.stringify(rows)
}

async function expectSame(one: Laptop, other: Laptop) {
  expect(await tablesAsText(one.db)).toBe(await tablesAsText(other.db))
  await expectLogEqualsTables(one.db)
}

test(
  '[SY68] [SY93] a key that comes late brings the older batches, and nothing goes away on the way, even where a crash ends the round',
  SLOW,
  async () => {
    const { place, founder, ben, envelope, outcome, keyId } = await joined()
    expect(outcome).toMatchObject({ missingKeys: [keyId], isOwnPastRead: false })
    await expectSame(ben, founder)
    place.envelopeTexts.push(envelope)
    const { snapshots } = ben.store
    const keepOlder = snapshots.keepOlder.bind(snapshots)
    snapshots.keepOlder = async (batches) => {
      await keepOlder(batches)
      throw new Error('crash')
    }
    await expect(sync(ben, place)).rejects.toThrow('crash')
    snapshots.keepOlder = keepOlder
    expect(await ben.db.members.get('carla')).toMatchObject({ name: 'Carla' })
    const again = await sync(ben, place)
    expect(again).toMatchObject({ missingKeys: [], isOwnPastRead: true })
    expect(await snapshots.namedOnly()).toEqual([])
    await expectSame(ben, founder)
  },
)

test(
  '[SY72] [SY93] a key that is destroyed takes what a snapshot had brought of it, once the older batches are there',
  SLOW,
  async () => {
    const { place, founder, ben, envelope } = await joined()
    place.envelopeTexts.push(envelope)
    const cooperative = cooperativeId(founding)
    expect(await destroyPerson(founder.store, { cooperative, person: 'carla', at: new Date().toISOString() })).toBeGreaterThan(0)
    await sync(founder, place)
    const { files } = place
    place.files = new Map([...files].slice(5))
    const before = await tablesAsText(ben.db)
    await expect(sync(ben, place)).rejects.toMatchObject({ code: 'snapshot.needs-older' })
    expect(await tablesAsText(ben.db)).toBe(before)
    place.files = files
    const { found, missingKeys } = await sync(ben, place)
    expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['key-destroyed', 'older-read']))
    expect(missingKeys).toEqual([])
    expect(await everything(ben)).not.toContain('Carla')
    expect(await ben.db.members.get('dora')).toMatchObject({ name: 'Dora' })
    await expectSame(ben, founder)
  },
)

test('[SY72] [SY91] whoever joins after a key was destroyed reads the batches, and nothing of what it sealed', SLOW, async () => {
  const { place, founder } = await joined()
  const cooperative = cooperativeId(founding)
  await destroyPerson(founder.store, { cooperative, person: 'carla', at: new Date().toISOString() })
  await sync(founder, place)
  const cleo = await laptop('cleo')
  await admit(founder, cleo)
  await sync(founder, place)
  const { missingKeys } = await sync(cleo, place)
  expect(missingKeys).toEqual([])
  expect(await everything(cleo)).not.toContain('Carla')
  const tables: SharedTable[] = ['members', 'hotspots']
  for (const table of tables) expect(await cleo.db.table(table).count()).toBe(await founder.db.table(table).count())
})
