import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyOperations, type States } from './applyOperations'
import { differenceOf } from './differenceOf'
import type { Operation } from './operation'
import { fold, operationsOfActors, plans, textOf } from './testing/logs'

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) }

describe('the same operations give the same records', () => {
  test('[OP1] in any order', () => {
    fc.assert(
      fc.property(operationsOfActors, fc.infiniteStream(fc.nat()), (operations, chance) => {
        const shuffled = operations
          .map((operation) => ({ operation, at: chance.next().value ?? 0 }))
          .sort((one, other) => one.at - other.at)
          .map(({ operation }) => operation)
        expect(textOf(fold(shuffled))).toBe(textOf(fold(operations)))
      }),
      runs,
    )
  })

  test('[OP1] where nothing of a record is known but that several took it away, or left it as it is', () => {
    const t = (at: number) => `019000000000-000${at}`
    const told: Operation[] = [
      { actor: 'a', n: 1, t: t(2), table: 'sites', key: 'k', tombstone: true, schemaV: 3 },
      { actor: 'b', n: 1, t: t(1), table: 'sites', key: 'k', tombstone: true, schemaV: 3 },
      { actor: 'c', n: 1, t: t(3), table: 'sites', key: 'k', schemaV: 3 },
      { actor: 'd', n: 1, t: t(0), table: 'sites', key: 'k', set: { name: 'mill' }, schemaV: 3 },
    ]
    for (const some of [told.slice(0, 2), told.slice(0, 3), told]) {
      for (const first of some) {
        const others = some.filter((each) => each !== first)
        expect(textOf(fold([first, ...others]))).toBe(textOf(fold([...others, first])))
      }
    }
  })

  test('[OP1] where sets and maps in which nothing ever was are all that is said, or nearly all', () => {
    const said: Partial<Operation>[] = [
      { set: { notes: { put: {} } } },
      { set: { groups: { add: [] } } },
      { set: { groups: { add: ['a'] } } },
      { set: { notes: { put: { x: '1' } } } },
      { tombstone: true },
      {},
      { set: { name: 'mill' } },
    ]
    const some = fc.shuffledSubarray(said, { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (chosen, chance) => {
        const operations = chosen.map(
          (each, at): Operation => ({
            ...{ actor: `a${at}`, n: 1, t: `019000000000-000${at}` },
            ...{ table: 'sites', key: 'k', schemaV: 3 },
            ...each,
          }),
        )
        const mixed = operations.map((operation) => ({ operation, at: chance.next().value ?? 0 }))
        mixed.sort((one, other) => one.at - other.at)
        let states: States = new Map()
        for (const { operation } of mixed) states = merged(states, applyOperations(plans, states, [operation]).changed)
        expect(textOf(states)).toBe(textOf(fold(operations)))
        expect(textOf(fold(mixed.map(({ operation }) => operation)))).toBe(textOf(fold(operations)))
      }),
      { numRuns: Math.max(runs.numRuns, 1_000) },
    )
  })

  test('[OP1] cut anywhere, and with repetitions', () => {
    fc.assert(
      fc.property(operationsOfActors, fc.array(fc.nat(24), { maxLength: 4 }), (operations, cuts) => {
        let states: States = new Map()
        const ends = [...cuts.map((cut) => Math.min(cut, operations.length)), operations.length].sort((a, b) => a - b)
        for (const end of ends) {
          // Everything up to the cut again, as a transport that lost its place would bring it.
          const { changed } = applyOperations(plans, states, operations.slice(0, end))
          states = merged(states, changed)
        }
        expect(textOf(states)).toBe(textOf(fold(operations)))
      }),
      runs,
    )
  })

  test('[OP2] what an actor did last on what it knew is what it sees', () => {
    fc.assert(
      fc.property(operationsOfActors, (operations) => {
        const plan = plans.get('sites')
        const before = fold(operations)
        const state = before.get('sites')?.get('k1')
        if (!plan || !state || state.removal?.gone) return
        const fields = { name: 'new', groups: ['new'], notes: { new: 'new' }, scope: 'new', shares: [9], lat: 1, lng: 2 }
        const change = differenceOf(plan, 'k1', state, fields, true)
        if (!change) throw new Error('Nothing changed')
        const operation: Operation = { actor: 'z', n: 1, t: 'ffffffffffff-0000', schemaV: 3, ...change }
        const after = fold([...operations, operation])
          .get('sites')
          ?.get('k1')
        expect(after?.fields).toEqual({ id: 'k1', ...fields })
      }),
      runs,
    )
  })
})

function merged(states: States, changed: States): States {
  const all: States = new Map([...states].map(([name, records]) => [name, new Map(records)]))
  for (const [name, records] of changed) {
    const into = all.get(name) ?? new Map()
    for (const [key, state] of records) into.set(key, state)
    all.set(name, into)
  }
  return all
}

describe('merging', () => {
  const T = ['000000000001-0000', '000000000002-0000', '000000000003-0000', '000000000004-0000'] as const
  let n = 0
  const operation = (t: string, actor: string, change: Partial<Operation>): Operation => ({
    actor,
    n: ++n,
    t,
    table: 'sites',
    key: 'k',
    schemaV: 3,
    ...change,
  })
  const whole = { name: 'mill', lat: 1, lng: 2, groups: { add: ['a'] }, notes: { put: { x: '1' } } }
  const begun = operation(T[0], 'a', { set: { ...whole, terms: { value: { scope: 's', shares: [1] }, over: [] } } })
  const site = (...operations: Operation[]) =>
    fold([begun, ...operations])
      .get('sites')
      ?.get('k')

  test('[OP3] the latest writer of a field decides, the higher actor of two at one time', () => {
    const later = operation(T[2], 'a', { set: { name: 'later' } })
    const earlier = operation(T[1], 'b', { set: { name: 'earlier', owner: 'ada' } })
    expect(site(later, earlier)?.fields).toMatchObject({ name: 'later', owner: 'ada' })
    const [one, other] = ['b', 'c'].map((actor) => operation(T[1], actor, { set: { name: actor } }))
    expect(one && other && site(other, one)?.fields.name).toBe('c')
  })

  test('[OP3] a field that was taken out stays out against older writers', () => {
    const out = operation(T[2], 'a', { unset: ['owner'] })
    const older = operation(T[1], 'b', { set: { owner: 'ada' } })
    expect(site(out, older)?.fields).not.toHaveProperty('owner')
    expect(site(older, out)?.fields).not.toHaveProperty('owner')
  })

  test('[OP3] a place is never mixed from two writers', () => {
    const one = operation(T[1], 'a', { set: { lat: 10, lng: 11 } })
    const other = operation(T[2], 'b', { set: { lat: 20, lng: 21 } })
    expect(site(other, one)?.fields).toMatchObject({ lat: 20, lng: 21 })
  })

  test('[OP4] what is added to a set without the removal knowing stays', () => {
    const removed = operation(T[3], 'a', { set: { groups: { remove: { a: [`${T[0]}@a`] } } } })
    const again = operation(T[1], 'b', { set: { groups: { add: ['a'] } } })
    expect(site(again, removed)?.fields.groups).toEqual(['a'])
    expect(site(removed)?.fields.groups).toEqual([])
  })

  test('[OP4] each key of a map has its own latest writer, and one that is gone stays gone', () => {
    const dropped = operation(T[2], 'a', { set: { notes: { drop: ['x'], put: { y: '2' } } } })
    const older = operation(T[1], 'b', { set: { notes: { put: { x: 'old', y: 'old', z: '3' } } } })
    expect(site(dropped, older)?.fields.notes).toEqual({ y: '2', z: '3' })
    expect(site(older, dropped)?.fields.notes).toEqual({ y: '2', z: '3' })
  })

  test('[OP4] versions that did not know of each other stand side by side until one replaces both', () => {
    const version = (t: string, actor: string, scope: string, over: string[]) =>
      operation(t, actor, { set: { terms: { value: { scope, shares: [2] }, over } } })
    const one = version(T[1], 'a', 'one', [`${T[0]}@a`])
    const other = version(T[2], 'b', 'other', [`${T[0]}@a`])
    const both = site(other, one)
    expect(both?.fields).toMatchObject({ scope: 'other', shares: [2] })
    expect(both?.stamps?.terms).toMatchObject({ live: [{}, {}] })
    const resolved = site(version(T[3], 'a', 'resolved', [`${T[1]}@a`, `${T[2]}@b`]), other, one)
    expect(resolved?.stamps?.terms).toMatchObject({ live: [[`${T[3]}@a`, {}]] })
    expect(resolved?.fields.scope).toBe('resolved')
  })

  test('[OP5] the earliest payload is the fact, and others are kept beside it', () => {
    const fact = (t: string, amount: number) => operation(t, 'a', { table: 'facts', set: { amount } })
    const facts = fold([fact(T[2], 2), fact(T[1], 1), fact(T[3], 1)])
      .get('facts')
      ?.get('k')
    expect(facts?.fields).toEqual({ id: 'k', amount: 1 })
    expect(facts?.rivals).toEqual([{ stamp: `${T[2]}@a`, fields: { amount: 2 } }])
  })

  test('[OP7] a removed record stays removed whatever is written to it meanwhile, and comes back whole', () => {
    const removed = operation(T[1], 'a', { tombstone: true })
    const edited = operation(T[2], 'b', { set: { name: 'meanwhile' } })
    expect(site(edited, removed)?.removal).toEqual({ stamp: `${T[1]}@a`, gone: true })
    const back = site(operation(T[3], 'a', { tombstone: false }), edited, removed)
    expect(back?.removal?.gone).toBe(false)
    expect(back?.fields).toMatchObject({ name: 'meanwhile', groups: ['a'], lat: 1 })
  })

  test('[OP8] fields and tables of a newer version are kept', () => {
    expect(site(operation(T[1], 'a', { set: { newer: { deep: [1] } } }))?.fields.newer).toEqual({ deep: [1] })
    const unknown = operation(T[1], 'a', { table: 'proposals', set: { title: 'x' } })
    const applied = applyOperations(plans, new Map(), [unknown, begun])
    expect(applied.unknown).toEqual([unknown])
    expect(applied.changed.get('sites')?.size).toBe(1)
  })

  test.each([
    ['a set that is no change of a set', 'no-such-form', { set: { groups: ['a'] } }],
    ['half a place', 'part-of-together', { set: { lat: 5 } }],
    ['taking out a set', 'no-such-form', { unset: ['groups'] }],
  ])('[OP9] %s changes nothing and is told', (_what, reason, change) => {
    const applied = applyOperations(plans, new Map(), [begun, operation(T[1], 'a', change)])
    expect(applied.refused.map((refused) => refused.reason)).toEqual([reason])
    expect(textOf(applied.changed)).toBe(textOf(fold([begun])))
  })

  test('[OP9] a fact is not changed field by field', () => {
    const facts = [operation(T[0], 'a', { table: 'facts', set: { amount: 1 } })]
    const out = operation(T[1], 'a', { table: 'facts', unset: ['amount'] })
    expect(applyOperations(plans, new Map(), [...facts, out]).refused.map(({ reason }) => reason)).toEqual(['fact-changed'])
  })
})
