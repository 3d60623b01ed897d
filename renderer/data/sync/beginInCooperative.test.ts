import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { foundingSetting } from '#core/sync/foundingSetting'
import { syncRound } from '#core/sync/syncRound'
import { exampleCooperative } from '#core/sync/testing/exampleCooperative'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { signerNamed } from '#core/sync/testing/signers'
import { backupText, hotspot, openDatabase, put, recordsIn, restoreText } from '../backups/testing/backupRig'
import { bindActor } from '../records/bindActor'
import type { CommonmastDatabase } from '../records/database'
import { readMemory, writeMemory } from '../records/kernelMemory'
import { readLog } from '../records/replayLog'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { undoAct } from '../records/undoAct'
import { beginInCooperative } from './beginInCooperative'
import { readFounding } from './readFounding'
import { OpenStore } from './testing/OpenStore'

const { founding } = await exampleCooperative()
const { founding: other } = await exampleCooperative('Coast')
let place: MemoryPlace

async function databaseOf(word: string): Promise<CommonmastDatabase> {
  const db = await openDatabase(`begin-${word}-${crypto.randomUUID()}`)
  await bindActor(db, signerNamed(word).publicKey)
  return db
}

const sync = (db: CommonmastDatabase, word: string) =>
  syncRound(new OpenStore(db, signerNamed(word)), place, {
    signal: new AbortController().signal,
    nowMs: Date.now,
    ask: async () => 'write-all',
  })

/** What a laptop that never saw these records reads at the place. */
async function readBySomebodyElse(): Promise<unknown> {
  const db = await databaseOf('ben')
  await beginInCooperative(db, founding)
  await sync(db, 'ben')
  await expectLogEqualsTables(db)
  return recordsIn(db)
}

beforeEach(() => {
  place = new MemoryPlace()
})

describe('founding and joining', () => {
  test('[SY18] records belong to one cooperative for good; the same once more changes nothing', async () => {
    const db = await databaseOf('ada')
    await put(db, 'hotspots', hotspot('a'))
    await beginInCooperative(db, founding)
    const { actor } = await readMemory(db)
    await beginInCooperative(db, founding)
    expect(await readFounding(db)).toEqual(founding)
    await expect(beginInCooperative(db, other)).rejects.toMatchObject({ code: 'sync.has-cooperative' })
    expect(await readFounding(db)).toEqual(founding)
    expect((await readMemory(db)).actor).toBe(actor)
  })

  test('[SY18] the demo cooperative goes to nobody', async () => {
    const db = await databaseOf('ada')
    await put(db, 'cooperativeSettings', { key: cooperativeSetting.key, value: { name: 'Demo', synthetic: true } })
    await expect(beginInCooperative(db, founding)).rejects.toMatchObject({ code: 'sync.demo-here' })
    expect(await readFounding(db)).toBeNull()
    await put(db, 'cooperativeSettings', { key: cooperativeSetting.key, value: { name: 'Hill', synthetic: false } })
    await beginInCooperative(db, founding)
  })

  test('[SY18] what was restored before from other names reaches the others, and can be taken back as before', async () => {
    const before = await databaseOf('ada')
    await put(before, 'hotspots', hotspot('a'), hotspot('b', 'b', ['harbour']))
    const db = await databaseOf('ada')
    await restoreText(db, await backupText(before))
    await put(db, 'hotspots', hotspot('c'))
    const records = await recordsIn(db)
    await beginInCooperative(db, founding)
    const { actor, earlier } = await readMemory(db)
    expect(new Set((await readLog(db)).map((operation) => operation.actor))).toEqual(new Set([actor]))
    expect(earlier).toHaveLength(1)
    expect(await recordsIn(db)).toEqual(records)
    await expectLogEqualsTables(db)
    expect(await sync(db, 'ada')).toMatchObject({ unsealed: 0, isAgreed: true })
    expect(await readBySomebodyElse()).toEqual(records)
    const act = (await db.acts.toArray()).find(({ title }) => title === '2 hotspots')
    await undoAct(db, act?.id ?? '')
    expect(await db.hotspots.toCollection().primaryKeys()).toEqual(['c'])
  })

  test('[SY18] a database whose name no batch can carry gets another', async () => {
    const db = await databaseOf('ada')
    await writeMemory(db, { ...(await readMemory(db)), actor: '0f4f7e2e-0000-4000-8000-000000000001' })
    await put(db, 'hotspots', hotspot('a'))
    await beginInCooperative(db, founding)
    expect((await readMemory(db)).actor).toMatch(/^[0-9a-f]{16}$/)
    await sync(db, 'ada')
    expect(await readBySomebodyElse()).toEqual(await recordsIn(db))
  })
})

describe('backups of a laptop in a cooperative', () => {
  async function cooperative() {
    const ada = await databaseOf('ada')
    await beginInCooperative(ada, founding)
    await put(ada, 'hotspots', hotspot('sealed'))
    await sync(ada, 'ada')
    await put(ada, 'hotspots', hotspot('unsealed'))
    return { ada, text: await backupText(ada) }
  }

  test('[SY19] bring back the cooperative with all batches, even to a place that was lost, and what was not yet sent', async () => {
    const { ada, text } = await cooperative()
    place = new MemoryPlace()
    const restored = await databaseOf('ada')
    await restoreText(restored, text)
    expect(await readFounding(restored)).toEqual(founding)
    expect((await readMemory(restored)).actor).not.toBe((await readMemory(ada)).actor)
    expect(await restored.heldBatches.count()).toBe(1)
    await expectLogEqualsTables(restored)
    expect(await sync(restored, 'ada')).toMatchObject({ sealed: 1, written: 2, unsealed: 0, isOwnPastRead: true })
    expect(await readBySomebodyElse()).toEqual(await recordsIn(ada))
  })

  test('[SY19] of another cooperative are refused before anything changes', async () => {
    const { text } = await cooperative()
    const coast = await databaseOf('cora')
    await beginInCooperative(coast, other)
    await expect(restoreText(coast, text)).rejects.toMatchObject({ code: 'restore.other-cooperative' })
    expect(await recordsIn(coast)).toEqual(await recordsIn(await databaseOf('nobody')))
  })

  test('[SY19] beside other records bring values and no operations of others, which only batches bring', async () => {
    const { ada, text } = await cooperative()
    const ben = await databaseOf('ben')
    await put(ben, 'hotspots', hotspot('of ben'))
    await restoreText(ben, text)
    expect(await ben.machineSettings.get(foundingSetting.key)).toBeUndefined()
    expect(await ben.hotspots.toCollection().primaryKeys()).toEqual(['sealed', 'unsealed'])
    const { actor } = await readMemory(ben)
    expect(new Set((await readLog(ben)).map((operation) => operation.actor))).toEqual(new Set([actor]))
    await beginInCooperative(ben, founding)
    await sync(ada, 'ada')
    await sync(ben, 'ben')
    await sync(ada, 'ada')
    expect(await recordsIn(ada)).toEqual(await recordsIn(ben))
  })

  test('[SY19] of this very database bring back what it said itself', async () => {
    const { ada, text } = await cooperative()
    const act = (await ada.acts.toArray()).at(-1)
    await undoAct(ada, act?.id ?? '')
    await restoreText(ada, text)
    expect(await ada.hotspots.toCollection().primaryKeys()).toEqual(['sealed', 'unsealed'])
    await expectLogEqualsTables(ada)
    expect(await sync(ada, 'ada')).toMatchObject({ unsealed: 0, isAgreed: true })
    expect(await readBySomebodyElse()).toEqual(await recordsIn(ada))
  })
})
