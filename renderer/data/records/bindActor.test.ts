import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { bindActor } from './bindActor'
import { CommonmastDatabase } from './database'
import { readMemory } from './kernelMemory'
import { openRecords } from './openRecords'
import { readLog } from './replayLog'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'
import { transact } from './transact'

const [key, other] = ['a'.repeat(64), 'b'.repeat(64)]

test('[RC10] the records say which installation an actor is, once, and another key begins another actor', async () => {
  const db = new CommonmastDatabase('bind-actor')
  await openRecords(db)
  const save = (name: string) =>
    transact(db, { kind: 'test', title: name }, ['cooperativeSettings'], (records) =>
      records.put('cooperativeSettings', { key: 'note', value: name }),
    )
  await bindActor(db, key)
  expect(await readLog(db)).toEqual([])
  const { actor } = await readMemory(db)
  await save('first')
  await bindActor(db, key)
  await save('second')
  expect((await db.actors.toArray()).map(({ id, publicKey }) => [id, publicKey])).toEqual([[actor, key]])
  await bindActor(db, other)
  await save('third')
  const next = await readMemory(db)
  expect(next.actor).not.toBe(actor)
  expect((await db.actors.get(next.actor))?.publicKey).toBe(other)
  const log = await readLog(db)
  expect(log.filter((operation) => operation.actor === next.actor).map(({ n }) => n)).toEqual([1, 2, 3])
  await expectLogEqualsTables(db)
})
