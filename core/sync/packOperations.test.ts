import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from './operation'
import { packOperations, unpackOperations } from './packOperations'

const T = '0192a0000000-0000'
const operation = (key: string, patch: Record<string, unknown> | null): Operation => ({
  t: T,
  kind: 'set',
  table: 'hotspots',
  key,
  patch,
  schemaV: 1,
})

test('what is packed is unpacked again, whatever the values', () => {
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.constant([]),
    fc.array(fc.string()),
    fc.boolean(),
    fc.object(),
  )
  const rows = fc.array(fc.record({ id: fc.string(), network: fc.constantFrom('helium', 'ttn'), groups: value, lat: value }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(rows, (patches) => {
      const ops = patches.map((patch) => operation(patch.id, patch))
      const packed = packOperations(ops)
      expect(packed).not.toBeNull()
      if (packed) expect(unpackOperations(structuredClone(packed), T)).toEqual(ops)
    }),
  )
})

test('a value that all share is kept once', () => {
  const packed = packOperations([operation('a', { id: 'a', network: 'helium' }), operation('b', { id: 'b', network: 'helium' })])
  expect(packed?.columns).toEqual([{ each: ['a', 'b'] }, { all: 'helium' }])
})

test('unpacked lists are not one and the same', () => {
  const packed = packOperations([operation('a', { groups: [] }), operation('b', { groups: [] })])
  const [a, b] = packed ? unpackOperations(packed, T) : []
  expect(a?.patch?.groups).not.toBe(b?.patch?.groups)
})

test.each([
  ['a deletion', [operation('a', { id: 'a' }), operation('b', null)]],
  ['other fields', [operation('a', { id: 'a' }), operation('b', { id: 'b', name: 'B' })]],
  ['another table', [operation('a', { id: 'a' }), { ...operation('b', { id: 'b' }), table: 'members' }]],
  ['another time', [operation('a', { id: 'a' }), { ...operation('b', { id: 'b' }), t: '0192a0000001-0000' }]],
  ['nothing', []],
])('%s is not packed', (_name, ops) => {
  expect(packOperations(ops)).toBeNull()
})
