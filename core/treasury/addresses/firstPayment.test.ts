import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstPaymentOf, isNewAddress, proposeFirstPayments } from './firstPayment'

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
    },
  ])
})

it('[AD7] an address is new while none of its members was paid there', () => {
  const paidAt = new Map([['ada', ['0x2FDD074a9A146C205934F030E9f5A6cB471F88A7']]])
  expect(isNewAddress('0x2fdd074a9a146c205934f030e9f5a6cb471f88a7', ['bo', 'ada'], paidAt)).toBe(false)
  expect(isNewAddress('0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C', ['ada'], paidAt)).toBe(true)
  expect(isNewAddress('0x2FDD074a9A146C205934F030E9f5A6cB471F88A7', ['bo'], paidAt)).toBe(true)
})
