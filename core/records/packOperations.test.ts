import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from './operation'
import { packOperations, unpackOperations } from './packOperations'

const T = '0192a0000000-0000'
const operation = (n: number, key: string, set?: Record<string, unknown>): Operation => ({
  actor: 'a1',
  n,
  t: T,
  table: 'hotspots',
  key,
  ...(set && { set }),
  schemaV: 3,
})

test('what is packed is unpacked again, whatever the values', () => {
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.constant([]),
    fc.constant({ add: [] }),
    fc.array(fc.string()),
    fc.boolean(),
    fc.object(),
  )
  const rows = fc.array(fc.record({ id: fc.string(), network: fc.constantFrom('helium', 'ttn'), groups: value, lat: value }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(rows, (sets) => {
      const operations = sets.map((set, at) => operation(at + 7, set.id, set))
      const packed = packOperations(operations)
      expect(packed).not.toBeNull()
      if (packed) expect(unpackOperations(structuredClone(packed))).toEqual(operations)
    }),
  )
})

test('only the operations of the keys that are wanted are unpacked', () => {
  const packed = packOperations([operation(1, 'a', { name: 'A' }), operation(2, 'b', { name: 'B' })])
  expect(packed && unpackOperations(packed, new Set(['b']))).toEqual([operation(2, 'b', { name: 'B' })])
})

test('a value that all share is kept once', () => {
  const packed = packOperations([
    operation(1, 'a', { id: 'a', network: 'helium' }),
    operation(2, 'b', { id: 'b', network: 'helium' }),
  ])
  expect(packed?.columns).toEqual([{ each: ['a', 'b'] }, { all: 'helium' }])
})

test('unpacked sets are not one and the same', () => {
  const packed = packOperations([operation(1, 'a', { groups: { add: [] } }), operation(2, 'b', { groups: { add: [] } })])
  expect(packed?.columns).toEqual([{ all: { add: [] } }])
  const [a, b] = packed ? unpackOperations(packed) : []
  expect(a?.set?.groups).not.toBe(b?.set?.groups)
})

test.each([
  ['a removal', [operation(1, 'a', { id: 'a' }), { ...operation(2, 'b'), tombstone: true }]],
  ['a field that goes', [operation(1, 'a', { id: 'a' }), { ...operation(2, 'b', { id: 'b' }), unset: ['owner'] }]],
  ['other fields', [operation(1, 'a', { id: 'a' }), operation(2, 'b', { id: 'b', name: 'B' })]],
  ['another table', [operation(1, 'a', { id: 'a' }), { ...operation(2, 'b', { id: 'b' }), table: 'members' }]],
  ['another time', [operation(1, 'a', { id: 'a' }), { ...operation(2, 'b', { id: 'b' }), t: '0192a0000001-0000' }]],
  ['another actor', [operation(1, 'a', { id: 'a' }), { ...operation(2, 'b', { id: 'b' }), actor: 'b1' }]],
  ['a gap in the numbers', [operation(1, 'a', { id: 'a' }), operation(3, 'b', { id: 'b' })]],
  ['nothing', []],
])('%s is not packed', (_name, operations) => {
  expect(packOperations(operations)).toBeNull()
})
