import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JSON_FILE_LIMITS, parseBoundedJson } from './parseBoundedJson'

const small = { ...JSON_FILE_LIMITS, deepest: 4, mostValues: 6 }

test('lists within lists are refused before they are parsed, however many there are', () => {
  const flood = '['.repeat(20_000_000)
  expect(() => parseBoundedJson(flood)).toThrow(expect.objectContaining({ code: 'json.too-deep' }))
  expect(() => parseBoundedJson(`{"a":${flood}`)).toThrow(expect.objectContaining({ code: 'json.too-deep' }))
  expect(() => parseBoundedJson('{"a":'.repeat(101))).toThrow(expect.objectContaining({ code: 'json.too-deep' }))
})

test('many small values are refused, and so is a long text', () => {
  expect(() => parseBoundedJson('[1,2,3,4,5,6,7]', small)).toThrow(expect.objectContaining({ code: 'json.too-large' }))
  expect(() => parseBoundedJson('[[],[],[],[]]', small)).toThrow(expect.objectContaining({ code: 'json.too-large' }))
  expect(() => parseBoundedJson('"1234567890"', { ...small, mostChars: 10 })).toThrow(
    expect.objectContaining({ code: 'json.too-large' }),
  )
})

test('what stands in a text is neither depth nor values, whatever is escaped', () => {
  const texts = ['[[[[[[,,,,,,,,', '\\', '\\\\"[[[[[[', '"]]]', 'a\\"b[[[[[[']
  for (const text of texts) expect(parseBoundedJson(JSON.stringify(text), small)).toBe(text)
})

test('what keeps the bounds is read as JSON.parse reads it, and what is broken breaks as there', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value)
      expect(parseBoundedJson(text)).toEqual(JSON.parse(text))
    }),
  )
  for (const broken of ['', '[', ']', '"', '"\\"', '{"a":1', '[1,]']) expect(() => parseBoundedJson(broken)).toThrow(SyntaxError)
})
