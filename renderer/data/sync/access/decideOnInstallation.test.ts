import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { AccessRole } from '#core/records/tableDeclaration'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, openDatabase, period, put } from '../../backups/testing/backupRig'
import { bindActor } from '../../records/bindActor'
import { beginInCooperative } from '../beginInCooperative'
import { DexieSyncStore } from '../DexieSyncStore'
import { decideOnInstallation } from './decideOnInstallation'
import { readInstallations } from './installations'

const { founding } = await exampleCooperative()
let place: MemoryPlace

beforeEach(() => {
  place = new MemoryPlace()
})

async function laptop(word: string) {
  const db = await openDatabase(`decide-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  await beginInCooperative(db, founding)
  return { db, store: new DexieSyncStore(db, signer, null), key: signer.publicKey }
}
type Laptop = Awaited<ReturnType<typeof laptop>>

const sync = ({ store }: Laptop) =>
  syncRound(store, place, { signal: new AbortController().signal, nowMs: Date.now, ask: async () => 'write-all' })

function decide(by: Laptop, about: Laptop, name: string, roles: AccessRole[], after: Record<string, number> = {}) {
  return decideOnInstallation(by.db, { key: about.key, name, memberId: null, access: { roles, after, encryptionKey: null } })
}

async function seen({ db }: Laptop, { key }: Laptop) {
  return (await readInstallations(db))?.all.find((one) => one.key === key)
}

test('[SY40] what an admin decides shows at once, is decided from before it is sealed, and holds once it is', async () => {
  const [founder, ada] = [await laptop('founder'), await laptop('ada')]
  await decide(founder, ada, 'Ada’s laptop', ['operator'])
  expect(await seen(founder, ada)).toMatchObject({ name: 'Ada’s laptop', roles: ['operator'], isUnsealed: true })
  await decide(founder, ada, 'Ada’s laptop', ['treasurer'])
  await sync(founder)
  await sync(ada)
  for (const each of [founder, ada])
    expect(await seen(each, ada)).toMatchObject({ standing: 'admitted', roles: ['treasurer'], isUnsealed: false })
  expect(await readInstallations(ada.db)).toMatchObject({ isAdmin: false, advice: expect.stringContaining('There is one admin') })
})

test('[SY40] describing a laptop again is no word on its access', async () => {
  const [founder, ada] = [await laptop('founder'), await laptop('ada')]
  await decide(founder, ada, 'Ada', ['operator'])
  await decideOnInstallation(founder.db, { key: ada.key, name: 'Ada at home', memberId: null, access: null })
  expect(await founder.db.accessGrants.count()).toBe(1)
  expect(await seen(founder, ada)).toMatchObject({ name: 'Ada at home', roles: ['operator'] })
})

test('[SY50] the only admin does not go, and may once there is another', async () => {
  const [founder, ada] = [await laptop('founder'), await laptop('ada')]
  await expect(decide(founder, founder, 'Founder', ['operator'])).rejects.toMatchObject({ code: 'access.last-admin' })
  await decide(founder, ada, 'Ada', ['admin'])
  expect(await readInstallations(founder.db)).toMatchObject({ advice: null })
  await decide(founder, founder, 'Founder', ['operator'])
  expect(await seen(founder, founder)).toMatchObject({ roles: ['operator'], isOwn: true })
})

test('[SY47] what a laptop may not write is refused before it is written, and one that waits for an admin writes what it likes', async () => {
  const [founder, ada] = [await laptop('founder'), await laptop('ada')]
  await put(ada.db, 'hotspots', hotspot('before'))
  await decide(founder, ada, 'Ada', ['operator'])
  await sync(founder)
  expect(await sync(ada)).toMatchObject({ access: 'admitted', sealed: 1 })
  await put(ada.db, 'hotspots', hotspot('a'))
  await expect(put(ada.db, 'periods', period('p'))).rejects.toMatchObject({
    code: 'access.no-right',
    message: expect.stringContaining('the access of treasurer or admin, and this laptop has that of operator'),
  })
  await expect(decide(ada, ada, 'Ada', ['admin'])).rejects.toMatchObject({ code: 'access.no-right' })
  await sync(ada)
  await sync(founder)
  expect(await founder.db.hotspots.toCollection().primaryKeys()).toEqual(['a', 'before'])
  expect(await founder.db.periods.count()).toBe(0)
})

test('[SY45] [SY47] a laptop whose access was taken away writes nothing more', async () => {
  const [founder, ada] = [await laptop('founder'), await laptop('ada')]
  await decide(founder, ada, 'Ada', ['operator'])
  await sync(founder)
  await sync(ada)
  await put(ada.db, 'hotspots', hotspot('m'))
  await sync(ada)
  await sync(founder)
  const actors = (await seen(founder, ada))?.actors ?? []
  await decide(founder, ada, 'Ada', [], Object.fromEntries(actors.map(({ actor, batches }) => [actor, batches])))
  await sync(founder)
  await sync(ada)
  await expect(put(ada.db, 'hotspots', hotspot('n'))).rejects.toMatchObject({ code: 'access.no-right' })
  expect(await seen(ada, ada)).toMatchObject({ standing: 'revoked', roles: [] })
  expect(await founder.db.hotspots.toCollection().primaryKeys()).toEqual(['m'])
})
