import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from './decodeText'

const unified = (text: string) => text.replace(/\r\n?/g, '\n')
const writing = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ minLength: 8_000, maxLength: 20_000 }),
    fc.string({ unit: 'grapheme' }),
  )
  .map((text) => `x${text.replaceAll('\0', ' ')}`)

describe('decodeText', () => {
  it('reads any UTF-8 as the platform does, with or without its mark', () => {
    fc.assert(
      fc.property(writing, fc.boolean(), (text, mark) => {
        const bytes = new TextEncoder().encode(`${mark ? '\ufeff' : ''}${text}`)
        expect(decodeText(bytes)).toBe(unified(text))
      }),
    )
  })

  it('refuses exactly the bytes that the platform refuses', () => {
    const strict = new TextDecoder('utf-8', { fatal: true })
    const byte = fc.oneof(fc.integer({ min: 0x80, max: 0xff }), fc.constantFrom(0x41, 0x8f, 0x9f, 0xed, 0xe0, 0xf0, 0xf4))
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 6 }), (noise) => {
        const bytes = Uint8Array.of(...new TextEncoder().encode('lat,lng\n'), ...noise)
        let expected: string | null = null
        try {
          expected = strict.decode(bytes)
        } catch {
          expected = null
        }
        if (expected === null) expect(() => decodeText(bytes)).toThrow(/Line 2 .* not UTF-8|on line 2: it seems cut off/)
        else expect(decodeText(bytes)).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  it('tells a file that is cut off inside a character from one in another encoding', () => {
    const bytes = new TextEncoder().encode('id,name\n1,Zürich 🗼')
    expect(() => decodeText(bytes.subarray(0, bytes.length - 2))).toThrow(/on line 2: it seems cut off/)
    expect(() => decodeText(Uint8Array.of(...bytes.subarray(0, bytes.length - 2), 0x41))).toThrow(/not UTF-8/)
  })

  it('reads UTF-16 without a mark', () => {
    const bytes = Uint8Array.from([...'id,lat\n'].flatMap((char) => [char.charCodeAt(0), 0]))
    expect(decodeText(bytes)).toBe('id,lat\n')
    expect(decodeText(bytes.slice().reverse())).toBe('\ntal,di')
    expect(() => decodeText(Uint8Array.of(0xff, 0xfe, ...bytes, 0x41))).toThrow(/cut off/)
  })
})
