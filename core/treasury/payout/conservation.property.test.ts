import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { heldIn, sumsOf } from '../../rewards/splitFile'
import { conservationOf } from './conservation'
import { inputOf, splitOf } from './examplePayoutV4'
import { preparePayoutV4 } from './preparePayoutV4'
import { verifyPayoutV4 } from './verifyPayoutV4'

const CY = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const sum = (amounts: readonly { amountBaseUnits: string }[]) =>
  sumBaseUnits(amounts.map(({ amountBaseUnits }) => BigInt(amountBaseUnits)))

it('[PY9] over two periods and a rest, every unit goes to a payee, into money, stays held, or was paid before', async () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 24n })
  const money = fc.subarray(['bo', 'di'])
  await fc.assert(
    fc.asyncProperty(amount, amount, money, fc.boolean(), fc.nat(), async (one, two, inMoney, hasAddress, part) => {
      const january = await preparePayoutV4(inputOf({ split: splitOf({ amount: one, inMoney }) }))
      const addresses = { cy: hasAddress ? CY : null }
      const split = splitOf({ period: 'february', amount: one + two, addresses, inMoney })
      const february = await preparePayoutV4(inputOf({ split, previous: [january] }))
      const [first] = february.payees
      const missing = (BigInt(part) % BigInt(first?.amountBaseUnits ?? '1')) + 1n
      const unpaid = [{ address: first?.address ?? '', missingBaseUnits: missing.toString() }]
      const replaces = { payout: february, reason: 'rest', unpaid }
      const rest = await preparePayoutV4(inputOf({ split, replaces }))

      for (const payout of [january, february, rest]) {
        expect(conservationOf(payout).difference).toBe(0n)
        expect(await verifyPayoutV4(payout)).toEqual([])
        expect(payout.totals.payeesBaseUnits).toBe(sum(payout.payees).toString())
      }
      const received = sumsOf(january.split).total + sumsOf(split).total
      const given = [january, february].flatMap(({ payees, inMoney }) => [...payees, ...inMoney])
      expect(sum(given) + sum(february.held)).toBe(received)
      expect(conservationOf(february).releasedFromHeld).toBe(hasAddress ? sumBaseUnits(heldIn(january.split).values()) : 0n)
      expect(sum(rest.payees)).toBe(missing)
      expect(sum(rest.payees) + sum(rest.replaces?.paid ?? [])).toBe(sum(february.payees))
    }),
    { numRuns: 12 },
  )
})
