/** Laptops of one cooperative that work offline on the same few records and hand each other their logs, for properties. */
import fc from 'fast-check'
import { isShown } from '#core/records/isShown'
import type { RecordState } from '#core/records/recordState'
import { mergePlans, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { readConflicts } from '../../conflicts/conflicts'
import { CommonmastDatabase } from '../database'
import { newMemory, writeMemory } from '../kernelMemory'
import { readStates } from '../readStates'
import { receiveOperations } from '../receiveOperations'
import { readLog } from '../replayLog'
import { transact } from '../transact'
import { undoAct } from '../undoAct'

const at = '2026-01-01T00:00:00.000Z'
const key = fc.constantFrom('one', 'two')
const word = fc.constantFrom('harbour', 'ridge', 'mill')
const laptop = fc.nat(3)

/** One thing that somebody does on one laptop. */
export const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('hotspot' as const), laptop, key, name: word, groups: fc.uniqueArray(word) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('group' as const), laptop, key, group: word, belongs: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tick' as const), laptop, key, line: word, done: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('agree' as const), laptop, key, percent: fc.constantFrom('50', '70') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reward' as const), laptop, key, amount: fc.constantFrom('5', '6') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), laptop, key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), laptop, back: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hand-over' as const), laptop, to: laptop, cut: fc.nat(30) }) },
)
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never

export interface Cooperative {
  laptops: CommonmastDatabase[]
  close(): Promise<void>
}

let count = 0

export async function foundCooperative(size: number): Promise<Cooperative> {
  const laptops = await Promise.all(
    Array.from({ length: size }, async () => {
      const db = new CommonmastDatabase(`cooperative-${count++}`)
      await db.open()
      await writeMemory(db, newMemory())
      return db
    }),
  )
  return {
    laptops,
    close: async () => {
      for (const db of laptops) await db.delete()
    },
  }
}

/** Does it, where it can be done. */
export async function doDeed({ laptops }: Cooperative, deed: Deed): Promise<void> {
  const db = laptops[deed.laptop % laptops.length] as CommonmastDatabase
  const act = { kind: 'test', title: deed.kind }
  switch (deed.kind) {
    case 'hotspot':
      await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot(deed.key, deed.name, deed.groups)))
      return
    case 'group':
      await transact(db, act, ['hotspots'], async (records) => {
        const found = await records.get('hotspots', deed.key)
        if (!found) return
        const others = found.groups.filter((group) => group !== deed.group)
        await records.patch('hotspots', deed.key, { groups: deed.belongs ? [...others, deed.group] : others })
      })
      return
    case 'tick':
      await transact(db, act, ['workOrders'], async (records) => {
        const order = (await records.get('workOrders', deed.key)) ?? workOrder(deed.key)
        const line = { text: deed.line, done: deed.done, place: 0 }
        await records.put('workOrders', { ...order, checklist: { ...order.checklist, [deed.line]: line } })
      })
      return
    case 'agree':
      await transact(db, act, ['agreements'], (records) => records.put('agreements', agreement(deed.key, deed.percent))).catch(
        // Two versions stand on this laptop: a person chooses one instead.
        () => chooseOldest(db, deed.key),
      )
      return
    case 'reward':
      await transact(db, act, ['contributions'], (records) =>
        records.put('contributions', contribution(deed.key, deed.amount)),
      ).catch(
        // This laptop has that fact with another amount.
        () => undefined,
      )
      return
    case 'remove':
      await transact(db, act, ['hotspots', 'workOrders'], async (records) => {
        await records.remove('hotspots', [deed.key])
        await records.remove('workOrders', [deed.key])
      })
      return
    case 'undo': {
      const acts = await db.acts.orderBy('createdAt').reverse().toArray()
      const chosen = acts[deed.back % Math.max(1, acts.length)]
      // What was taken back already, or has nothing left, cannot be.
      if (chosen) await undoAct(db, chosen.id).catch(() => undefined)
      return
    }
    case 'hand-over': {
      const to = laptops[deed.to % laptops.length] as CommonmastDatabase
      const log = await readLog(db)
      await receiveOperations(to, log.slice(0, deed.cut))
    }
  }
}

async function chooseOldest(db: CommonmastDatabase, recordKey: string): Promise<void> {
  const conflict = (await readConflicts(db)).find(({ key }) => key === recordKey)
  const oldest = conflict?.versions.at(-1)
  if (!conflict || !oldest) throw new Error('It was refused, and no versions stand')
  const act = { kind: 'test', title: 'A version chosen' }
  await transact(db, act, ['agreements'], (records) =>
    records.chooseVersion('agreements', recordKey, conflict.register, oldest.stamp),
  )
}

/** Everybody gets everything, from everybody, in an order of its own. */
export async function meet({ laptops }: Cooperative, reversed: boolean): Promise<void> {
  const logs = await Promise.all(laptops.map(readLog))
  for (const db of laptops) {
    const all = reversed ? [...logs].reverse() : logs
    for (const log of all) await receiveOperations(db, reversed ? [...log].reverse() : log)
  }
}

/** All shared tables with their stamps, and what is not shown, as text. */
export async function tablesAsText(db: CommonmastDatabase): Promise<string> {
  const tables: unknown[] = []
  for (const name of SHARED_TABLES) tables.push([name, await db.table(name).orderBy(':id').toArray()])
  tables.push(await db.shadows.orderBy('id').toArray())
  tables.push(await db.quarantine.orderBy('id').toArray())
  return JSON.stringify(tables, sortedKeys)
}

export async function stateOn(db: CommonmastDatabase, table: SharedTable, recordKey: string): Promise<RecordState | null> {
  const plan = mergePlans.get(table)
  const state = (await readStates(db, table, [recordKey])).get(recordKey)
  return plan && state && isShown(plan, state) ? state : null
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

export const hotspot = (id: string, name: string, groups: string[]) => ({
  id,
  name,
  network: 'helium',
  owner: null,
  lat: null,
  lng: null,
  h3: null,
  place: null,
  groups,
  importId: null,
  createdAt: at,
  updatedAt: at,
})

export const workOrder = (id: string) => ({
  id,
  title: 'Order',
  planId: null,
  siteId: null,
  lat: 50,
  lng: 20,
  h3: '8c1e2e6841a31ff',
  status: 'open' as const,
  assigneeId: null,
  provisioningId: null,
  checklist: {},
  createdAt: at,
  updatedAt: at,
})

export const agreement = (id: string, percent: string) => ({
  id,
  name: percent,
  scope: { kind: 'group' as const, group: id },
  shares: [{ memberId: 'ada', percent }],
  createdAt: at,
  updatedAt: at,
})

export const contribution = (id: string, amountBaseUnits: string) => ({
  id,
  periodId: 'p',
  hotspotKey: id,
  name: id,
  amountBaseUnits,
})
