import { expect, test } from 'vitest'
import type { Operation } from './operation'
import { restated } from './restated'

const said = (actor: string, n: number, t: string, rest: Partial<Operation> = {}): Operation => ({
  ...{ actor, n, t, table: 'sites', key: 'mill', set: { name: `${actor}${n}` }, schemaV: 7 },
  ...rest,
})
const [early, late] = ['0190a0000000-0000', '0190a0000001-0000']

test('operations are numbered on, keep their readings, and name each other by their new stamps', () => {
  const groups = { remove: { ridge: [`${early}@a`, `${early}@c`] } }
  const operations = [said('a', 7, early), said('a', 8, late, { set: { groups } })]
  expect(restated(operations, { actor: 'b', made: 2 })).toEqual([
    said('b', 3, early, { set: { name: 'a7' } }),
    said('b', 4, late, { set: { groups: { remove: { ridge: [`${early}@b`, `${early}@c`] } } } }),
  ])
})

test('a stamp of something else that the same transaction wrote is renamed where that moves too, and not where it stays', () => {
  const terms = { value: {}, over: [`${early}@a`] }
  const operations = [said('a', 7, early, { key: 'other' }), said('a', 8, late, { set: { terms } })]
  expect(restated(operations, { actor: 'b', made: 0 })[1]?.set).toEqual({ terms })
})

test('what two names said at one reading is said at two, the same for all that a transaction wrote', () => {
  const operations = [
    said('a', 1, early),
    said('c', 1, early),
    said('c', 2, early, { key: 'ridge' }),
    said('c', 3, '0190a0000000-0001'),
  ]
  const again = restated(operations, { actor: 'b', made: 0 })
  expect(again.map(({ t }) => t)).toEqual([early, '0190a0000000-0001', '0190a0000000-0001', '0190a0000000-0002'])
  expect(again.map(({ n }) => n)).toEqual([1, 2, 3, 4])
})
