import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareUtf8 } from './compareUtf8'

it('orders any two texts as their UTF-8 bytes are ordered', () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 })
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareUtf8(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)))
    }),
    { numRuns: 2000 },
  )
})
