import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { AccessRole } from '#core/records/tableDeclaration'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { admittedAs } from '#core/sync/testing/MemoryDataKeys'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { member, openDatabase, put } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import { decideOnInstallation } from './access/decideOnInstallation'
import { beginInCooperative } from './beginInCooperative'
import { DataKeysByMain } from './DataKeysByMain'
import { DexieSyncStore } from './DexieSyncStore'
import type { MainClient } from './mainLine'
import { nameEncryptionKey } from './nameEncryptionKey'
import { dataKeyCallsInMemory } from './testing/dataKeyCallsInMemory'

const { founding } = await exampleCooperative()

async function laptop(word: string, place: MemoryPlace) {
  const db = await openDatabase(`named-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  const { publicKey: key } = signer
  await bindActor(db, key)
  await beginInCooperative(db, founding)
  const calls = dataKeyCallsInMemory(signer)
  const call = (name: string, input: unknown) => calls[name]?.(input as never)
  const keys = await DataKeysByMain.open(db, { call } as MainClient, key)
  const store = new DexieSyncStore(db, signer, keys)
  const { signal } = new AbortController()
  const sync = () => syncRound(store, place, { signal, nowMs: Date.now, ask: async () => 'write-all' })
  const name = () => nameEncryptionKey(db, store)
  const decide = (other: string, roles: AccessRole[], encryptionKey: string | null, after = {}) =>
    decideOnInstallation(db, {
      ...{ key: signerNamed(other).publicKey, name: other, memberId: null },
      access: { roles, after, encryptionKey },
    })
  const recipients = async () => (await keys?.admitted())?.map(({ publicKey, encryptionKey }) => [publicKey, encryptionKey])
  return { db, store, key, sync, name, decide, recipients }
}

const asRecipient = (word: string) => {
  const { publicKey, encryptionKey } = admittedAs(signerNamed(word).publicKey)
  return [publicKey, encryptionKey]
}

test('[SY75] the founder’s laptop names its key once, and what it said before counts as it did', async () => {
  const founder = await laptop('founder', new MemoryPlace())
  // It can open what it seals before anybody said so.
  expect(await founder.recipients()).toContainEqual(asRecipient('founder'))
  await put(founder.db, 'members', member('carla'))
  await founder.sync()
  await founder.name()
  await founder.name()
  const { actor } = await founder.store.self()
  expect(await founder.db.accessGrants.toArray()).toMatchObject([
    { key: founder.key, roles: ['admin'], after: { [actor]: 1 }, encryptionKey: asRecipient('founder')[1] },
  ])
  await founder.sync()
  await founder.name()
  expect(await founder.db.accessGrants.count()).toBe(1)
  const access = await founder.store.access()
  for (const n of [1, 2, 3]) expect(access.rolesOf({ key: founder.key, actor, n })).toEqual(['admin'])
  expect(access.admins()).toEqual([founder.key])
})

test('[SY75] keys are wrapped for whoever was admitted here a moment ago, and for nobody whose access was just taken away', async () => {
  const place = new MemoryPlace()
  const [founder, ben] = [await laptop('founder', place), await laptop('ben', place)]
  await founder.name()
  await founder.decide('ben', ['operator'], String(asRecipient('ben')[1]))
  expect(await founder.recipients()).toEqual(expect.arrayContaining([asRecipient('founder'), asRecipient('ben')]))
  await put(founder.db, 'members', member('carla'))
  await founder.sync()
  expect(await ben.sync()).toMatchObject({ access: 'admitted', missingKeys: [] })
  expect(await ben.db.members.count()).toBe(1)
  // Who is no admin can name nothing, and needs not.
  await ben.name()
  expect(await ben.db.accessGrants.count()).toBe(await founder.db.accessGrants.count())

  await founder.decide('ben', [], null, { [(await ben.store.self()).actor]: 0 })
  expect(await founder.recipients()).toEqual([asRecipient('founder')])
  await put(founder.db, 'members', member('dora'))
  await founder.sync()
  expect((await ben.sync()).missingKeys.length).toBeGreaterThan(0)
  expect(await ben.db.members.toCollection().primaryKeys()).toEqual(['carla'])
})
