import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonicalJson'
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

it('seals a document with such a name as versions before did', () => {
  expect(contentDigest({ name: 'cut \ud83c' })).toBe('485e1fafcd88bc3b078992640b1f237e4bd2c36c5c0131d948afdfec03dafe16')
})

it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s, also beside half of a pair', (number) => {
  expect(() => canonicalJson({ number, name: '\ud83c' })).toThrow()
})
