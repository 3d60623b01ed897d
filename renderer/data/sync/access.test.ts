import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { AccessRole } from '#core/records/tableDeclaration'
import { decideAccess } from '#core/sync/access/decideAccess'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { hotspot, openDatabase, put, remove } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import type { CommonmastDatabase } from '../records/database'
import { tablesAsText } from '../records/testing/cooperatives'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { beginInCooperative } from './beginInCooperative'
import { DexieSyncStore } from './DexieSyncStore'

const { founding } = await exampleCooperative()
let place: MemoryPlace

beforeEach(() => {
  place = new MemoryPlace()
})

async function laptop(word: string) {
  const db = await openDatabase(`access-${word}-${crypto.randomUUID()}`)
  const signer = signerNamed(word)
  await bindActor(db, signer.publicKey)
  await beginInCooperative(db, founding)
  return { db, store: new DexieSyncStore(db, signer, null), key: signer.publicKey }
}
type Laptop = Awaited<ReturnType<typeof laptop>>

const sync = ({ store }: Laptop) =>
  syncRound(store, place, { signal: new AbortController().signal, nowMs: Date.now, ask: async () => 'write-all' })

async function say(founder: Laptop, { key }: Laptop, roles: AccessRole[], after: Record<string, number> = {}) {
  const createdAt = new Date().toISOString()
  await put(
    founder.db,
    'accessGrants',
    decideAccess(await founder.store.access(), { key, encryptionKey: null, roles, after, createdAt }),
  )
}

const hotspotsOf = ({ db }: { db: CommonmastDatabase }) => db.hotspots.toCollection().primaryKeys()

test('[SY44] [SY45] [SY46] records follow from what counts, as access is given, taken away and given again', async () => {
  const [founder, ada, ben] = [await laptop('founder'), await laptop('ada'), await laptop('ben')]
  const all = [founder, ada, ben]
  const meet = async () => {
    for (let time = 0; time < 2; time++) for (const each of all) await sync(each)
    for (const each of all) {
      await expectLogEqualsTables(each.db)
      expect(await tablesAsText(each.db)).toBe(await tablesAsText(founder.db))
    }
  }
  await say(founder, ada, ['operator'])
  await say(founder, ben, ['member'])
  await sync(founder)
  await put(ada.db, 'hotspots', hotspot('a', 'of ada'))
  await put(ben.db, 'hotspots', hotspot('b', 'of ben'))
  await meet()
  for (const each of all) expect(await hotspotsOf(each)).toEqual(['a'])

  await say(founder, ben, ['operator'])
  await meet()
  for (const each of all) expect(await hotspotsOf(each)).toEqual(['a', 'b'])

  const { actor } = await ada.store.self()
  const last = (await founder.store.vector()).get(actor)?.n ?? 0
  await put(ada.db, 'hotspots', hotspot('a', 'stolen'), hotspot('c', 'stolen'))
  await remove(ada.db, 'hotspots', 'b')
  await sync(ada)
  await sync(ben)
  expect(await hotspotsOf(ben)).toEqual(['a', 'c'])
  await say(founder, ada, [], { [actor]: last })
  await meet()
  for (const each of all) {
    expect(await hotspotsOf(each)).toEqual(['a', 'b'])
    expect(await each.db.hotspots.get('a')).toMatchObject({ name: 'of ada' })
  }
  expect(await sync(ada)).toMatchObject({ access: 'revoked', isAgreed: false })
})

test('[SY97] what counts for nothing is noted with its batch, and the note goes once it counts', async () => {
  const [founder, ada] = [await laptop('founder'), await laptop('ada')]
  await say(founder, ada, ['operator'])
  await sync(founder)
  await put(ada.db, 'hotspots', hotspot('a', 'of ada'))
  await sync(ada)
  await sync(founder)
  const notes = async () => (await founder.db.heldBatches.orderBy('withheld.since').toArray()).map(({ withheld }) => withheld)
  expect(await notes()).toEqual([])
  // Revoked from the beginning: what is held already is judged again.
  await say(founder, ada, [])
  await sync(founder)
  expect(await notes()).toEqual([
    { reason: 'no-access', since: expect.any(String), operations: { acts: 1, actors: 1, hotspots: 1 } },
  ])
  await say(founder, ada, ['member'])
  await sync(founder)
  expect(await notes()).toMatchObject([{ reason: 'no-right', operations: { hotspots: 1 } }])
  await say(founder, ada, ['operator'])
  await sync(founder)
  expect(await notes()).toEqual([])
  expect(await hotspotsOf(founder)).toEqual(['a'])
  // What arrives later is noted as it arrives.
  await say(founder, ada, [], { [(await ada.store.self()).actor]: 1 })
  await put(ada.db, 'hotspots', hotspot('b', 'of ada'))
  await sync(ada)
  await sync(founder)
  await sync(founder)
  expect(await notes()).toMatchObject([{ reason: 'no-access', operations: { hotspots: 1 } }])
})
