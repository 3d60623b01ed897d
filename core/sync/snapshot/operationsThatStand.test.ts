import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyOperations } from '../../records/applyOperations'
import { fold, operationsOfActors, plans, textOf } from '../../records/testing/logs'
import { operationsThatStand } from './operationsThatStand'

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) }

test('[SY90] what stands gives the same records as all of it, whatever arrives later', () => {
  fc.assert(
    fc.property(operationsOfActors, fc.nat(24), (operations, cut) => {
      const [before, later] = [operations.slice(0, cut), operations.slice(cut)]
      const stands = operationsThatStand(plans, before)
      expect(textOf(fold(stands))).toBe(textOf(fold(before)))
      expect(textOf(fold([...later, ...stands]))).toBe(textOf(fold(operations)))
      const refusedIn = (log: typeof operations) => applyOperations(plans, new Map(), log).refused
      expect(refusedIn(stands)).toEqual(refusedIn(before))
      expect(before.filter((operation) => stands.includes(operation))).toEqual(stands)
    }),
    runs,
  )
})

test('[SY90] of what one field became often, the last stands, and of tables that nobody here knows, all', () => {
  const said = Array.from({ length: 10 }, (_, at) => ({
    ...{ actor: 'a', n: at + 1, t: `01900000000${at}-0000`, schemaV: 7 },
    ...(at < 7 ? { table: 'sites', key: 'k', set: { name: `name ${at}` } } : { table: 'proposals', key: 'p', set: { at } }),
  }))
  expect(operationsThatStand(plans, said).map(({ n }) => n)).toEqual([7, 8, 9, 10])
})
