import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson, isCanonical } from './canonicalJson'
import { contentDigest } from './contentDigest'

it('writes half of a pair as JSON does, wherever it stands, and whole pairs as they are', () => {
  const value = { name: 'mast 🏠', b: ['cut \ud83c', '\udfe0', '\\ud83c'], '\ud800': 'key', a: '\u0007\uffff' }
  expect(canonicalJson(value)).toBe(
    '{"a":"\\u0007\uffff","b":["cut \\ud83c","\\udfe0","\\\\ud83c"],"name":"mast 🏠","\\ud800":"key"}',
  )
  expect(JSON.parse(canonicalJson(value) ?? '')).toEqual(value)
})

it('reads back to the same for any text at all', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string(),
        fc.string({ unit: fc.integer({ min: 0, max: 0xfffe }).map((unit) => String.fromCharCode(unit)) }),
      ),
      (value) => {
        expect(JSON.parse(canonicalJson(value) ?? '')).toEqual(value)
      },
    ),
  )
})

it('knows its form from any other of the same value', () => {
  const name = fc.oneof(fc.constantFrom('a', 'b', '9', '10', '', '__proto__', 'é', '\ud83c'), fc.string())
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.constantFrom(null, true, -0)),
    value: fc.oneof({ maxDepth: 3 }, tie('leaf'), fc.array(tie('value')), fc.array(fc.tuple(name, tie('value'))).map(objectOf)),
  }))
  const laidOut = fc.constantFrom(
    (each: unknown) => canonicalJson(each) ?? '',
    (each: unknown) => JSON.stringify(each),
    (each: unknown) => JSON.stringify(each, null, 1),
    (each: unknown) => (canonicalJson(each) ?? '').replace('a', '\\u0061'),
    (each: unknown) => `{"a":1,"a":${canonicalJson(each)}}`,
  )
  fc.assert(
    fc.property(value, laidOut, (each, write) => {
      const text = write(each)
      const parsed = JSON.parse(text)
      expect(isCanonical(text, parsed)).toBe(canonicalJson(parsed) === text)
    }),
    { numRuns: 1_000 },
  )
})

/** In the order given, as JSON.parse would make it. */
function objectOf(members: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`)
}

it('seals a document with such a name as versions before did', () => {
  expect(contentDigest({ name: 'cut \ud83c' })).toBe('485e1fafcd88bc3b078992640b1f237e4bd2c36c5c0131d948afdfec03dafe16')
})

it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s, also beside half of a pair', (number) => {
  expect(() => canonicalJson({ number, name: '\ud83c' })).toThrow()
})
