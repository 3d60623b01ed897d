import fc from 'fast-check'
import { expect, it } from 'vitest'
import { capFees, type GasFees, highestPrice, replacementFees, suggestFees } from './fees'

const GWEI = 1_000_000_000n

it('[CH9] the suggestion is the middle tip above twice the base fee', () => {
  const market = { baseFeeWei: 10n * GWEI, tipsWei: [3n * GWEI, GWEI, 2n * GWEI], gasPriceWei: 11n * GWEI }
  expect(suggestFees(market)).toEqual({ kind: 'eip1559', maxFeePerGasWei: 22n * GWEI, maxPriorityFeePerGasWei: 2n * GWEI })
  expect(suggestFees({ ...market, tipsWei: [] })).toMatchObject({ maxPriorityFeePerGasWei: 1n })
  expect(suggestFees({ ...market, baseFeeWei: null })).toEqual({ kind: 'legacy', gasPriceWei: 11n * GWEI })
})

it('[CH9] no more than the cap is offered, and below the base fee it is refused', () => {
  const fees: GasFees = { kind: 'eip1559', maxFeePerGasWei: 22n, maxPriorityFeePerGasWei: 2n }
  expect(capFees(fees, 22n, 10n)).toEqual(fees)
  expect(capFees(fees, 11n, 10n)).toEqual({ kind: 'eip1559', maxFeePerGasWei: 11n, maxPriorityFeePerGasWei: 1n })
  expect(() => capFees(fees, 9n, 10n)).toThrow(expect.objectContaining({ code: 'fees.above-cap' }))
  const legacy: GasFees = { kind: 'legacy', gasPriceWei: 10n }
  expect(() => capFees(legacy, 9n, null)).toThrow(expect.objectContaining({ code: 'fees.above-cap' }))
})

it('[CH9] a replacement offers at least an eighth more in both, and what the chain asks for', () => {
  const wei = fc.bigInt(1n, 10n ** 15n)
  const fees = fc.record({ kind: fc.constant('eip1559' as const), maxFeePerGasWei: wei, maxPriorityFeePerGasWei: wei })
  fc.assert(
    fc.property(fees, fees, (before, now) => {
      const replacement = replacementFees(before, now)
      if (replacement.kind !== 'eip1559') throw new Error('another kind')
      expect(replacement.maxFeePerGasWei * 8n >= before.maxFeePerGasWei * 9n).toBe(true)
      expect(replacement.maxPriorityFeePerGasWei * 8n >= before.maxPriorityFeePerGasWei * 9n).toBe(true)
      expect(highestPrice(replacement) >= highestPrice(now)).toBe(true)
    }),
  )
  expect(replacementFees({ kind: 'legacy', gasPriceWei: 1n }, { kind: 'legacy', gasPriceWei: 1n })).toMatchObject({
    gasPriceWei: 2n,
  })
  const other = () =>
    replacementFees({ kind: 'legacy', gasPriceWei: 1n }, suggestFees({ baseFeeWei: 1n, tipsWei: [], gasPriceWei: 1n }))
  expect(other).toThrow(expect.objectContaining({ code: 'fees.other-kind' }))
})
