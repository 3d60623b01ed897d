import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePercent } from './percent'

describe('parsePercent', () => {
  it('[PC1] refuses signs, exponents, spaces, too many decimals and more than 100', () => {
    for (const text of ['', '-1', '+1', '1e1', ' 1', '1,5', '.5', '5.', '0.1234567', '100.000001', '1000', '٣']) {
      expect(() => parsePercent(text)).toThrow(expect.objectContaining({ code: 'percent.malformed' }))
    }
  })

  it('[PC2] reads percentages exactly, in millionths of a percent', () => {
    expect(parsePercent('0')).toBe(0n)
    expect(parsePercent('33.333333')).toBe(33_333_333n)
    expect(parsePercent('100')).toBe(100_000_000n)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (millionths) => {
        const text = `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, '0')}`
        expect(parsePercent(text)).toBe(BigInt(millionths))
      }),
    )
  })
})
