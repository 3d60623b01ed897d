import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { bindActor } from './bindActor'
import { CommonmastDatabase } from './database'
import { readMemory } from './kernelMemory'
import { leaveActor } from './leaveActor'
import { openRecords } from './openRecords'
import { readLog } from './replayLog'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'
import { transact } from './transact'

test('[RC10] an old copy that is gone on with gives out no number again, and says whose it is', async () => {
  const db = new CommonmastDatabase('old-copy')
  await openRecords(db)
  const save = (name: string) =>
    transact(db, { kind: 'test', title: name }, ['cooperativeSettings'], (records) =>
      records.put('cooperativeSettings', { key: 'note', value: name }),
    )
  const key = 'a'.repeat(64)
  await bindActor(db, key)
  await save('first')
  const before = await readMemory(db)
  await leaveActor(db)
  const { actor: next } = await readMemory(db)
  await save('second')
  expect(next).not.toBe(before.actor)
  const log = await readLog(db)
  expect(log.filter(({ actor }) => actor === before.actor)).toHaveLength(before.made)
  expect(log.filter(({ actor }) => actor === next).map(({ n }) => n)).toEqual([1, 2, 3])
  expect((await db.actors.get(next))?.publicKey).toBe(key)
  expect((await readMemory(db)).waiting).toBe(log.length)
  await expectLogEqualsTables(db)
})
