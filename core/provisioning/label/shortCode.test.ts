import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShortCode, shortCodeOf, spokenShortCode } from './shortCode'

const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
const codes = fc.uuid().map(shortCodeOf)

describe('short codes', () => {
  it('are the same for the same record, on every machine', () => {
    expect(shortCodeOf('6f1c9c2e-5b0e-4c39-8c0a-6d3b3f1f0a01')).toMatchInlineSnapshot(`"GGPKQ9XX"`)
  })

  it('are eight unambiguous characters that read back', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
        expect(readShortCode(code)).toBe(code)
      }),
    )
  })

  it('read back as people type them', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const typed = spokenShortCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
        expect(readShortCode(` ${typed} `)).toBe(code)
      }),
    )
  })

  it('notice every single wrong character', () => {
    fc.assert(
      fc.property(codes, fc.nat(7), fc.constantFrom(...ALPHABET), (code, at, other) => {
        fc.pre(code[at] !== other)
        expect(readShortCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull()
      }),
    )
  })

  it('notice two neighbours exchanged', () => {
    fc.assert(
      fc.property(codes, fc.nat(6), (code, at) => {
        const [left = '', right = ''] = [code[at], code[at + 1]]
        fc.pre(left !== right)
        expect(readShortCode(code.slice(0, at) + right + left + code.slice(at + 2))).toBeNull()
      }),
    )
  })

  it('are not read out of other text', () => {
    for (const text of ['', 'ABCD', 'UUUU-UUUU', '0000-00000', 'Mast-North']) expect(readShortCode(text)).toBeNull()
  })

  it('spread evenly: a thousand records share none', () => {
    expect(new Set(Array.from({ length: 1_000 }, (_, i) => shortCodeOf(`record-${i}`))).size).toBe(1_000)
  })
})
