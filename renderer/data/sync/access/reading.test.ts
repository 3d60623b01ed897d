import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { decideAccess } from '#core/sync/access/decideAccess'
import { cooperativeId } from '#core/sync/founding'
import { sealBatch } from '#core/sync/sealBatch'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, openDatabase, put } from '../../backups/testing/backupRig'
import { bindActor } from '../../records/bindActor'
import { beginInCooperative } from '../beginInCooperative'
import { DexieSyncStore } from '../DexieSyncStore'
import { readInstallations } from './installations'

const { founding } = await exampleCooperative()

async function laptop(word: string, place: MemoryPlace) {
  const db = await openDatabase(`reading-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  await beginInCooperative(db, founding)
  const store = new DexieSyncStore(db, signer, null)
  const { signal } = new AbortController()
  const sync = () => syncRound(store, place, { signal, nowMs: Date.now, ask: async () => 'write-all' })
  const write = (name: string) => put(db, 'hotspots', hotspot(name, word))
  const readOf = async (key: string) => (await readInstallations(db))?.all.find((one) => one.key === key)?.read
  return { db, signer, store, key: signer.publicKey, sync, write, readOf }
}

async function founderWith(...words: string[]) {
  const place = new MemoryPlace()
  const founder = await laptop('founder', place)
  const others = await Promise.all(words.map((word) => laptop(word, place)))
  const createdAt = new Date().toISOString()
  for (const { key } of others) {
    const grant = { key, encryptionKey: null, roles: ['operator' as const], after: {}, createdAt }
    await put(founder.db, 'accessGrants', decideAccess(await founder.store.access(), grant))
  }
  await founder.sync()
  return { place, founder, others }
}

test('[SY95] each laptop is shown with what it said to have read of the others, and with what it lacks', async () => {
  const { founder, others } = await founderWith('ada', 'ben')
  const [ada, ben] = others as [typeof founder, typeof founder]
  expect(await founder.readOf(ada.key)).toBeNull()
  await ada.write('a')
  await ada.sync()
  await ben.sync()
  await ben.write('b')
  await ben.sync()
  await founder.write('c')
  await founder.sync()
  const ofBen = await founder.readOf(ben.key)
  expect(ofBen?.of).toEqual(
    new Map([
      [founder.key, { lacks: 1, ahead: 0 }],
      [ada.key, { lacks: 0, ahead: 0 }],
    ]),
  )
  expect(ofBen).toMatchObject({ ours: { lacks: 1 }, saidMs: expect.any(Number), oursUntilMs: expect.any(Number) })
  // Ada said it before Ben wrote anything.
  expect((await founder.readOf(ada.key))?.of.get(ben.key)).toEqual({ lacks: 1, ahead: 0 })
  expect((await founder.readOf(founder.key))?.of.get(ada.key)).toEqual({ lacks: 0, ahead: 0 })
  await ben.sync()
  await ben.write('d')
  await ben.sync()
  await founder.sync()
  expect(await founder.readOf(ben.key)).toMatchObject({ ours: { lacks: 0 } })
})

test('[SY95] what a laptop claims beyond what is held here is shown as its claim, and changes nothing', async () => {
  const { place, founder, others } = await founderWith('ada', 'ben')
  const [ada, ben] = others as [typeof founder, typeof founder]
  await ada.write('a')
  await ada.sync()
  await ben.sync()
  const { actor } = await ben.store.self()
  const adas = (await ada.store.self()).actor
  const operation = { actor, n: 1, t: '019000000000-0000', table: 'goals', key: 'g', set: {}, schemaV: 7 }
  const cooperative = cooperativeId(founding)
  const request = { cooperative, actor, before: null, operations: [operation], seen: { [adas]: 5, ['f'.repeat(16)]: 9 } }
  const { id, text } = await sealBatch(request, ben.signer)
  await place.publish(id, text)
  expect((await founder.sync()).applied).toBe(2)
  expect((await founder.readOf(ben.key))?.of.get(ada.key)).toEqual({ lacks: 0, ahead: 4 })
  expect((await founder.readOf(founder.key))?.of.get(ada.key)).toEqual({ lacks: 4, ahead: 0 })
})
