import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { actChains } from '#core/records/actChains'
import { applyOperations } from '#core/records/applyOperations'
import { isShown } from '#core/records/isShown'
import { stampOf } from '#core/records/operation'
import { type RecordState, type Row, stateOf } from '#core/records/recordState'
import { mergePlans } from '#core/records/recordTables'
import { CommonmastDatabase } from './database'
import { openEmpty, operationsInLog, recordsIn, seedRecords } from './testing/seedRecords'
import { type Transacted, transact } from './transact'
import { type UndoOptions, undoAct } from './undoAct'
import { placeOfAct, type UndoPreview } from './undoPreview'

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) }
// Each run opens a database; a slow machine with many runs is no failure.
const NO_HURRY_MS = 3_600_000
const at = '2026-01-01T00:00:00.000Z'
const hotspot = (id: string, fields: Partial<Hotspot>): Hotspot => ({
  ...{ id, name: id, network: 'helium', owner: null, lat: null, lng: null, h3: null, place: null },
  ...{ groups: [], importId: null, createdAt: at, updatedAt: at },
  ...fields,
})

const key = fc.constantFrom('a', 'b', 'c')
const word = fc.constantFrom('harbour', 'ridge', 'mill')
const fields: fc.Arbitrary<Partial<Hotspot>> = fc.record(
  {
    name: word,
    owner: fc.option(word),
    since: word.map((text) => `2026-${text}`),
    groups: fc.uniqueArray(word, { maxLength: 3 }),
  },
  { requiredKeys: [] },
)
const position = fc.option(fc.integer({ min: 1, max: 9 })).map((lat) => (lat === null ? {} : { lat, lng: lat, h3: null }))
const changed = fc.tuple(fields, position).map(([some, place]) => ({ ...some, ...place }))

/** What a person does: works on hotspots, or takes something back that was done so far. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('change' as const), keys: fc.uniqueArray(key, { minLength: 1 }), changed }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), keys: fc.uniqueArray(key, { minLength: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(20) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const db = new CommonmastDatabase('undo-property')

/** Ids of the acts that were done, in order. @param accept which takings back are done */
async function doAll(steps: readonly Step[], accept?: UndoOptions['accept']): Promise<string[]> {
  const done: string[] = []
  for (const each of steps) {
    const actId = each.kind === 'undo' ? await undoSome(done[each.which % Math.max(1, done.length)], accept) : await doOne(each)
    if (actId !== null) done.push(actId)
  }
  return done
}

async function doOne(each: Exclude<Step, { kind: 'undo' }>): Promise<string | null> {
  const { actId } = await transact(db, { kind: 'test', title: each.kind }, ['hotspots'], async (records) => {
    if (each.kind === 'remove') return records.remove('hotspots', each.keys)
    for (const id of each.keys) {
      if (await records.get('hotspots', id)) await records.patch('hotspots', id, each.changed)
      else await records.put('hotspots', hotspot(id, each.changed))
    }
  })
  return actId
}

async function undoSome(actId: string | undefined, accept?: UndoOptions['accept']): Promise<string | null> {
  return actId === undefined ? null : ((await tryUndo(actId, accept))?.actId ?? null)
}

/** Null when nothing of it can be taken back. */
async function tryUndo(actId: string, accept?: UndoOptions['accept']): Promise<Transacted<unknown> | null> {
  try {
    return await undoAct(db, actId, accept && { accept })
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code.startsWith('undo.')) return null
    throw thrown
  }
}

const states = async () => new Map((await db.table<Row>('hotspots').toArray()).map((row) => [String(row.id), stateOf(row)]))
const content = async () =>
  (await recordsIn(db, 'hotspots')).map(({ updatedAt: _at, ...rest }) => rest).sort((one, other) => (one.id < other.id ? -1 : 1))

/** Fields of a record with the transaction that wrote each last; of the groups, those that it added. */
function written(state: RecordState): { field: string; value: unknown; by: string[] }[] {
  const registers = mergePlans.get('hotspots')?.registers
  return Object.entries(state.fields)
    .filter(([field]) => !['id', 'groups', 'updatedAt'].includes(field))
    .map(([field, value]) => {
      const stamps = state.stamps?.[registers?.get(field)?.name ?? field]
      return { field, value, by: [typeof stamps === 'string' ? stamps : state.stamp] }
    })
}

function groupsBy(state: RecordState): { group: string; by: string[] }[] {
  const stamps = (state.stamps?.groups ?? {}) as Record<string, [added: string[], removed: string[]]>
  return (state.fields.groups as string[]).map((group) => {
    const [added, removed] = stamps[group] ?? [[state.stamp], []]
    return { group, by: added.filter((each) => !removed.includes(each)) }
  })
}

test(
  '[UN1] an undo of anything, whatever was done and undone before, never loses later work',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), fc.nat(20), async (steps, which) => {
        await openEmpty(db)
        const done = await doAll(steps)
        const actId = done[which % Math.max(1, done.length)]
        const place = actId === undefined ? null : await placeOfAct(db, actId).catch(() => null)
        if (actId === undefined || !place) return
        const since = stateOf((await db.acts.get(place.root)) as unknown as Row).stamp
        const standing = await standingStamps()
        const isLater = (by: string[]) => by.some((stamp) => stamp > since && standing.has(stamp))
        const before = await states()
        if (!(await tryUndo(actId))) return
        const after = await states()
        for (const [id, state] of before) {
          for (const { field, value, by } of written(state).filter((each) => isLater(each.by))) {
            expect([id, field, by, after.get(id)?.fields[field]]).toEqual([id, field, by, value])
          }
          for (const { group } of groupsBy(state).filter(({ by }) => isLater(by))) {
            expect(after.get(id)?.fields.groups).toContain(group)
          }
        }
      }),
      runs,
    )
  },
  NO_HURRY_MS,
)

/** Stamps of acts that stand and took nothing back. */
async function standingStamps(): Promise<ReadonlySet<string>> {
  const acts = (await db.acts.toArray()).map((act) => ({ ...act, stamp: stateOf(act as unknown as Row).stamp }))
  const { placeOf } = actChains(acts)
  return new Set(acts.filter(({ id, undoes }) => undoes === null && !placeOf(id).isUndone).map(({ stamp }) => stamp))
}

test(
  '[UN5] acts that are taken back whole, in whatever order it can be done, leave everything as it was',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), fc.infiniteStream(fc.nat(100)), async (steps, chance) => {
        await openEmpty(db)
        await seedRecords(db, 'hotspots', [hotspot('a', { groups: ['mill'], owner: 'me' }), hotspot('b', { lat: 1, lng: 1 })])
        const before = await content()
        await doAll(steps, onlyWhole)
        expect(await content()).toEqual(await contentOfStanding())
        for (let isAny = true; isAny; ) {
          isAny = false
          const order = (await standingActs()).map((id) => ({ id, at: chance.next().value }))
          for (const { id } of order.sort((one, other) => one.at - other.at)) {
            isAny = (await tryUndo(id, onlyWhole)) !== null || isAny
          }
        }
        expect(await standingActs()).toEqual([])
        expect(await content()).toEqual(before)
      }),
      runs,
    )
  },
  NO_HURRY_MS,
)

/** What the acts that stand make of nothing, done in their order. */
async function contentOfStanding(): Promise<unknown[]> {
  const standing = await standingStamps()
  const operations = await operationsInLog(db)
  const { changed } = applyOperations(
    mergePlans,
    new Map(),
    operations.filter((operation) => standing.has(stampOf(operation))),
  )
  const plan = mergePlans.get('hotspots')
  if (!plan) throw new Error('There is no plan for hotspots')
  // What is changed of a record whose making was taken back does not make it: it is not shown.
  const states = [...(changed.get('hotspots') ?? [])].map(([, state]) => state).filter((state) => isShown(plan, state))
  const shown = states.map(({ fields: { updatedAt: _at, ...rest } }) => rest)
  return shown.sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1))
}

/** A record that came in with an act and was worked on since stays, so that act waits for the others. */
async function onlyWhole({ stays }: UndoPreview): Promise<void> {
  if (stays.some(({ change }) => change === null)) throw new Problem('undo.not-yet', 'Some of it would stay.')
}

/** Acts but the first that were not taken back and took nothing back. */
async function standingActs(): Promise<string[]> {
  const acts = (await db.acts.toArray()).filter(({ kind, undoes }) => kind === 'test' && undoes === null)
  const seeded = acts.find(({ title }) => title.startsWith('Seeded'))
  const standing: string[] = []
  for (const { id } of acts) {
    if (id !== seeded?.id && (await placeOfAct(db, id).catch(() => null))) standing.push(id)
  }
  return standing
}
