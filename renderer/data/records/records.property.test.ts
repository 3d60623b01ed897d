import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actChains } from '#core/records/actChains'
import { type ElementStamps, type Row, stateOf } from '#core/records/recordState'
import { mergePlans, type SharedTable } from '#core/records/recordTables'
import { stampOfKey } from '#core/records/registers/keyedMap'
import type { CommonmastDatabase } from './database'
import { deed, doDeed, foundCooperative, meet, stateOn, tablesAsText } from './testing/cooperatives'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'
import { undoAct } from './undoAct'

/** `npm test` runs 200, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 200)
const timeout = 60_000 + numRuns * 500

test('[OP1] [RC8] laptops that hold the same operations hold the same records, however they came', { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 4 }),
      fc.array(deed, { maxLength: 14 }),
      fc.boolean(),
      async (size, deeds, reversed) => {
        const cooperative = await foundCooperative(size)
        for (const each of deeds) await doDeed(cooperative, each)
        await meet(cooperative, reversed)
        const [first, ...others] = await Promise.all(cooperative.laptops.map(tablesAsText))
        for (const other of others) expect(other).toBe(first)
        for (const db of cooperative.laptops) await expectLogEqualsTables(db)
        await cooperative.close()
      },
    ),
    { numRuns },
  )
})

test('[UN1] an undo after anything loses no later change', { timeout }, async () => {
  let checked = 0
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 12 }), fc.nat(11), async (deeds, chosen) => {
      const cooperative = await foundCooperative(2)
      for (const each of deeds) await doDeed(cooperative, each)
      await meet(cooperative, false)
      const [db] = cooperative.laptops
      if (!db) throw new Error('No laptop')
      const acts = await db.acts.orderBy('createdAt').toArray()
      const act = acts[chosen % Math.max(1, acts.length)]
      const before = await othersWork(db, act?.id ?? '')
      const done = act && (await undoAct(db, act.id).catch(() => null))
      if (done) {
        checked += before.length
        for (const { table, key, what, value } of before) {
          const state = await stateOn(db, table, key)
          expect(state, `${table} ${key} is still there`).not.toBeNull()
          expect(what(state?.fields ?? {}), `${table} ${key}`).toEqual(value)
        }
        await expectLogEqualsTables(db)
      }
      await cooperative.close()
    }),
    { numRuns },
  )
  expect(checked).toBeGreaterThan(numRuns)
})

interface Work {
  table: SharedTable
  key: string
  what: (fields: Record<string, unknown>) => unknown
  value: unknown
}

/** What stands in shown records and was written by another act than this one, which nobody took back. */
async function othersWork(db: CommonmastDatabase, actId: string): Promise<Work[]> {
  const acts = (await db.acts.toArray()).map((act) => ({ id: act.id, undoes: act.undoes, stamp: stateOf(act as Row).stamp }))
  const chains = actChains(acts)
  // Taking back what took back concerns the act at the beginning as well.
  const root = acts.some(({ id }) => id === actId) ? chains.placeOf(actId).root : null
  const rootStamp = acts.find(({ id }) => id === root)?.stamp
  // Of the act itself, and of acts that were taken back with what took them back.
  const apart = new Set<string>()
  for (const [first, chain] of chains.chains) {
    if (first === rootStamp || chain.length % 2 === 1) for (const stamp of [first, ...chain]) apart.add(stamp)
  }
  const isOthers = (stamp: string) => !apart.has(stamp)
  const work: Work[] = []
  for (const table of ['hotspots', 'workOrders'] as const) {
    for (const row of (await db.table(table).toArray()) as Row[]) {
      const { fields, stamp, stamps, removal } = stateOf(row)
      // The act brought the record back as others had left it: without the act it is gone.
      if (removal && !isOthers(removal.stamp)) continue
      const key = String(fields.id)
      for (const [field, value] of Object.entries(fields)) {
        if (field === 'id' || field === 'updatedAt') continue
        if (field === 'groups') {
          for (const group of value as string[]) {
            const [added, removed] = (stamps?.groups as Record<string, ElementStamps> | undefined)?.[group] ?? [[stamp], []]
            if (!added.some((each) => !removed.includes(each) && isOthers(each))) continue
            work.push({ table, key, what: ({ groups }) => (groups as string[]).includes(group), value: true })
          }
          continue
        }
        if (field === 'checklist') {
          for (const [line, item] of Object.entries(value as Record<string, unknown>)) {
            const written = stampOfKey(line, value as never, stamps?.checklist as Record<string, string> | undefined, stamp)
            if (written === null || !isOthers(written)) continue
            work.push({ table, key, what: ({ checklist }) => (checklist as Record<string, unknown>)[line], value: item })
          }
          continue
        }
        const register = mergePlans.get(table)?.registers.get(field)?.name ?? field
        const written = (stamps?.[register] as string | undefined) ?? stamp
        if (isOthers(written)) work.push({ table, key, what: (all) => all[field], value })
      }
    }
  }
  return work
}
