import { expect, it } from 'vitest'
import { BY_ACCOUNT, BY_ROOT, payoutOf } from '#core/treasury/payout/examplePayoutV4'
import { firstPaymentOffers } from './firstPaymentOffers'

const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
const NOBODY = new Map<string, string[]>()
const addresses = (offers: readonly { address: string }[]) => offers.map(({ address }) => address)

it('[AD7] offers a first payment at addresses that nobody was paid at, and goes on offering what was chosen', async () => {
  const whole = await payoutOf(BY_ACCOUNT)
  const offers = firstPaymentOffers(whole, [], NOBODY)
  expect(addresses(offers)).toEqual(addresses(whole.payees))
  const chosen = await payoutOf({ ...BY_ACCOUNT, firstPayments: [BO] })
  expect(firstPaymentOffers(chosen, [], NOBODY)).toEqual(offers)
  const others = addresses(offers).filter((address) => address !== BO)
  expect(addresses(firstPaymentOffers(whole, [], new Map([['bo', [BO]]])))).toEqual(others)
  expect(addresses(firstPaymentOffers(whole, [{ payees: [{ address: BO, memberIds: ['bo'] }] }], NOBODY))).toEqual(others)
  const unpaid = chosen.firstPayments?.map(({ address, restBaseUnits }) => ({ address, missingBaseUnits: restBaseUnits })) ?? []
  const rest = await payoutOf({ ...BY_ACCOUNT, replaces: { payout: chosen, reason: 'It has come', unpaid } })
  expect(firstPaymentOffers(rest, [], NOBODY)).toEqual([])
  expect(firstPaymentOffers(await payoutOf(BY_ROOT), [], NOBODY)).toEqual([])
})
