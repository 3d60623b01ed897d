import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstPaymentOf, proposeFirstPayments } from './firstPayment'

it('[AD6] a first payment is the largest power of ten that is at most a hundredth of the amount', () => {
  // 110 HNT and 35.5 HNT, with 8 decimals.
  expect(firstPaymentOf(11_000_000_000n)).toBe(100_000_000n)
  expect(firstPaymentOf(3_550_000_000n)).toBe(10_000_000n)
  expect(firstPaymentOf(100n)).toBe(1n)
  expect(firstPaymentOf(99n)).toBeNull()
  expect(firstPaymentOf(0n)).toBeNull()
})

it('[AD6] is never more than a hundredth nor less than a thousandth', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 100n, max: 10n ** 40n }), (amount) => {
      const first = firstPaymentOf(amount) ?? 0n
      expect(first * 100n <= amount).toBe(true)
      expect(first * 1000n > amount).toBe(true)
    }),
  )
})

it('[AD7] only new addresses are offered one, and with the rest it is the whole amount', () => {
  const payees = [
    { address: 'a', memberIds: ['ada'], amountBaseUnits: 11_000_000_000n },
    { address: 'b', memberIds: ['bo'], amountBaseUnits: 11_000_000_000n },
    { address: 'c', memberIds: ['cy'], amountBaseUnits: 7n },
  ]
  expect(proposeFirstPayments(payees, (address) => address !== 'b')).toEqual([
    {
      address: 'a',
      memberIds: ['ada'],
      amountBaseUnits: 100_000_000n,
      restBaseUnits: 10_900_000_000n,
      heldReason: 'held until the member says that the first payment has come',
    },
  ])
})
