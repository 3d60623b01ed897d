import { expect } from 'vitest'
import { canonicalJson } from '#core/model/canonicalJson'
import { isShown } from '#core/records/isShown'
import { rowOf } from '#core/records/recordState'
import { mergePlans, SHARED_TABLES } from '#core/records/recordTables'
import type { CommonmastDatabase } from '../database'
import { replayLog } from '../replayLog'

/** Replaying the log gives the tables, stamps included, and what is not shown beside them. */
export async function expectLogEqualsTables(db: CommonmastDatabase): Promise<void> {
  const replayed = await replayLog(db)
  const hidden: unknown[] = []
  for (const name of SHARED_TABLES) {
    const plan = mergePlans.get(name)
    if (!plan) throw new Error(`${name} has no plan`)
    const states = [...(replayed.get(name) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))
    const shown = states.filter(([, state]) => isShown(plan, state)).map(([, state]) => rowOf(state))
    hidden.push(
      ...states.filter(([, state]) => !isShown(plan, state)).map(([key, state]) => ({ table: name, key, row: rowOf(state) })),
    )
    expect(await db.table(name).orderBy(`:id`).toArray(), name).toEqual(shown)
  }
  const shadows = (await db.shadows.toArray()).map(({ table, key, row }) => ({ table, key, row }))
  const order = (one: unknown) => canonicalJson(one)
  expect(shadows.map(order).sort()).toEqual(hidden.map(order).sort())
}
