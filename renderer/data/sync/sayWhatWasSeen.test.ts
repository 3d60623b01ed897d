import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { decideAccess } from '#core/sync/access/decideAccess'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, openDatabase, put } from '../backups/testing/backupRig'
import { readActs } from '../history/readActs'
import { bindActor } from '../records/bindActor'
import { db } from '../records/openRecords'
import { tablesAsText } from '../records/testing/cooperatives'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { openEmpty } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { beginInCooperative } from './beginInCooperative'
import { DexieSyncStore } from './DexieSyncStore'
import { sayWhatWasSeen } from './sayWhatWasSeen'

const { founding } = await exampleCooperative()
const DAY_MS = 24 * 60 * 60_000

async function laptop(word: string, place: MemoryPlace) {
  const db = await openDatabase(`seen-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  await beginInCooperative(db, founding)
  const store = new DexieSyncStore(db, signer, null)
  const { signal } = new AbortController()
  /** @param daysLater than the clock by which records are written */
  const round = async (daysLater: number) => {
    const said = await sayWhatWasSeen(db, Date.now() + daysLater * DAY_MS)
    const { sealed } = await syncRound(store, place, { signal, nowMs: Date.now, ask: async () => 'write-all' })
    return { said, sealed }
  }
  return { db, store, key: signer.publicKey, round }
}

async function founderAndBen() {
  const place = new MemoryPlace()
  const [founder, ben] = [await laptop('founder', place), await laptop('ben', place)]
  const createdAt = new Date().toISOString()
  const grant = { key: ben.key, encryptionKey: null, roles: ['member' as const], after: {}, createdAt }
  await put(founder.db, 'accessGrants', decideAccess(await founder.store.access(), grant))
  await put(founder.db, 'hotspots', hotspot('a', 'of the founder'))
  return { founder, ben }
}

test('[SY96] who only reads says so once it has been silent for a day, and two laptops come to rest', async () => {
  const { founder, ben } = await founderAndBen()
  // Who waits for an admin says nothing.
  expect(await ben.round(2)).toEqual({ said: false, sealed: 0 })
  await founder.round(0)
  await ben.round(0)
  expect(await ben.round(0)).toEqual({ said: false, sealed: 0 })
  expect(await ben.round(2)).toEqual({ said: true, sealed: 1 })
  const { actor } = await founder.store.self()
  const own = await ben.store.after((await ben.store.self()).actor, 0)
  expect(await ben.db.heldBatches.get([own[0]?.actor ?? '', 1])).toMatchObject({ seen: { [actor]: 1 }, saysNothing: true })

  for (let days = 2; days < 12; days++) {
    expect([await founder.round(days), await ben.round(days)]).toEqual([
      { said: false, sealed: 0 },
      { said: false, sealed: 0 },
    ])
  }
  expect(await tablesAsText(ben.db)).toBe(await tablesAsText(founder.db))
  await expectLogEqualsTables(ben.db)
})

test('[SY96] what is of today is not answered, and own changes say it by themselves', async () => {
  const { founder, ben } = await founderAndBen()
  await founder.round(0)
  await ben.round(0)
  await ben.round(2)
  await put(founder.db, 'hotspots', hotspot('b', 'of the founder'))
  expect(await founder.round(2)).toEqual({ said: false, sealed: 1 })
  await ben.round(0)
  expect((await ben.round(0)).said).toBe(false)
  expect((await ben.round(4)).said).toBe(true)
  const { actor } = await ben.store.self()
  await founder.round(0)
  const rows = await founder.db.heldBatches.where('[actor+n]').between([actor, 1], [actor, 9]).toArray()
  expect(rows.map(({ seen }) => Object.values(seen ?? {}))).toEqual([[1], [2]])
})

test('[SY96] the history does not list it', async () => {
  await openEmpty(db)
  await transact(db, { kind: 'seen', title: 'What was read' }, [], async () => undefined, { saysItAnyway: true })
  await put(db, 'hotspots', hotspot('a', 'of the founder'))
  expect(await db.acts.count()).toBe(2)
  expect((await readActs('', 10)).acts).toHaveLength(1)
})
