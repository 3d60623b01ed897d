/** Payees of a prepared payout at new addresses: those for whom a small first payment is offered, or chosen already. */
import { type FirstPayment, isNewAddress, proposeFirstPayments } from '#core/treasury/addresses/firstPayment'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'

interface Payees {
  payees: readonly { address: string; memberIds: readonly string[] }[]
}

/**
 * @param previous payouts that this one goes on from
 * @param paidAt by member's id, every address at which they were paid
 */
export function firstPaymentOffers(
  { method, payees, firstPayments = [], replaces }: PayoutFileV4,
  previous: readonly Payees[],
  paidAt: ReadonlyMap<string, readonly string[]>,
): FirstPayment[] {
  // From a distributor each member claims by themselves.
  if (method === 'merkle') return []
  const rests = new Map(firstPayments.map(({ address, restBaseUnits }) => [address, BigInt(restBaseUnits)]))
  const known = new Map<string, string[]>([...paidAt].map(([id, addresses]) => [id, [...addresses]]))
  for (const { address, memberIds } of previous.flatMap((payout) => payout.payees)) {
    for (const id of memberIds) known.set(id, [...(known.get(id) ?? []), address])
  }
  const paidBefore = new Set(replaces?.paid.map(({ address }) => address))
  return proposeFirstPayments(
    payees.map(({ address, memberIds, amountBaseUnits }) => ({
      address,
      memberIds,
      amountBaseUnits: BigInt(amountBaseUnits) + (rests.get(address) ?? 0n),
    })),
    (address, memberIds) => !paidBefore.has(address) && isNewAddress(address, memberIds, known),
  )
}
