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
