import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOfOffset, locateJson } from './locateJson'

const parses = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('locateJson', () => {
  it('agrees with the platform on what is JSON, whole or damaged', () => {
    const damage = fc.tuple(fc.nat(200), fc.constantFrom('', '"', ',', '{', ']', '\\', '0', '-', 'e', '\n', '.'))
    fc.assert(
      fc.property(fc.json(), fc.array(damage, { maxLength: 2 }), (json, changes) => {
        let text = json
        for (const [at, piece] of changes) text = text.slice(0, at % text.length) + piece + text.slice((at % text.length) + 1)
        fc.pre(text.length > 0)
        expect(locateJson(text, '').errorAt === null).toBe(parses(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('finds the elements of one array of the whole document only', () => {
    const text = '{"other": [1], "deep": {"list": [2]},\n "list": [ 3,\n {"list": [4]}, "]" ]}'
    const { elementOffsets, errorAt } = locateJson(text, 'list')
    expect(errorAt).toBeNull()
    expect(elementOffsets.map((offset) => text[offset])).toEqual(['3', '{', '"'])
    expect(elementOffsets.map((offset) => lineOfOffset(text, offset))).toEqual([2, 3, 3])
  })
})
