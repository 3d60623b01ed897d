import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonicalJson'
import { canonicalPieces } from './canonicalPieces'

function joined(value: object): string {
  const pieces: string[] = []
  canonicalPieces(value, (piece) => pieces.push(piece))
  return pieces.join('')
}

test('the pieces together are the canonical form', () => {
  const document = fc.oneof(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary', maxDepth: 8 })),
    fc.array(fc.jsonValue({ maxDepth: 8 })),
    fc.object({
      maxDepth: 8,
      values: [fc.string(), fc.integer(), fc.constant(undefined), fc.constant(null), fc.date({ noInvalidDate: true })],
    }),
  )
  fc.assert(
    fc.property(document, (value) => {
      expect(joined(value)).toBe(canonicalJson(value))
    }),
  )
})

test('a large document comes in several pieces', () => {
  const document = { rows: Array.from({ length: 20_000 }, (_, at) => ({ name: `row ${at}`, left: undefined, at })) }
  const pieces: string[] = []
  canonicalPieces(document, (piece) => pieces.push(piece))
  expect(pieces.length).toBeGreaterThan(3)
  expect(pieces.join('')).toBe(canonicalJson(document))
})

test('what JSON cannot carry is refused, however deep it is', () => {
  expect(() => joined({ a: [Number.NaN] })).toThrow()
  expect(() => joined({ a: { b: { c: { d: { e: { f: { g: 1n } } } } } } })).toThrow()
})
