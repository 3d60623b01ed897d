import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { bindActor } from './bindActor'
import { CommonmastDatabase } from './database'
import { readMemory } from './kernelMemory'
import { openRecords } from './openRecords'
import { readLog } from './replayLog'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'

const [key, other] = ['a'.repeat(64), 'b'.repeat(64)]

test('[RC10] an actor is bound to the key of its installation once, and another key begins another actor', async () => {
  const db = new CommonmastDatabase('bind-actor')
  await openRecords(db)
  await bindActor(db, key)
  const { actor } = await readMemory(db)
  const written = (await readLog(db)).length
  await bindActor(db, key)
  expect((await readLog(db)).length).toBe(written)
  await bindActor(db, other)
  const next = await readMemory(db)
  expect(next.actor).not.toBe(actor)
  expect((await db.actors.toArray()).map(({ publicKey }) => publicKey).sort()).toEqual([key, other])
  const log = await readLog(db)
  expect(log.filter((operation) => operation.actor === next.actor).map(({ n }) => n)).toEqual([1, 2])
  await expectLogEqualsTables(db)
})
