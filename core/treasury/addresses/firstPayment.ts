/**
 * A small first payment to an address that nothing was paid at yet: before the whole amount goes there, the member says that
 * the small one has come. It is the largest power of ten in base units that is at most a hundredth of the amount, so 1 HNT of
 * 110 and 0.1 of 35.5: a figure that is easily recognised in any wallet, whatever the token is worth. The rest stays due.
 * SPEC.md, rules [AD6] and [AD7].
 */
import { isSameAddress } from '../../model/lookAlikes'

export interface FirstPayment {
  address: string
  memberIds: readonly string[]
  amountBaseUnits: bigint
  /** What stays due until the member has the first payment. */
  restBaseUnits: bigint
}

const SHARE = 100n

/**
 * @returns the small payment, or null where the amount is too small to be divided: then it is paid whole
 * @param amountBaseUnits not negative
 */
export function firstPaymentOf(amountBaseUnits: bigint): bigint | null {
  if (amountBaseUnits < SHARE) return null
  return 10n ** BigInt((amountBaseUnits / SHARE).toString().length - 1)
}

/** Payees whose address is new, each with the small payment that is offered instead of the whole. */
export function proposeFirstPayments(
  payees: readonly { address: string; memberIds: readonly string[]; amountBaseUnits: bigint }[],
  isNew: (address: string, memberIds: readonly string[]) => boolean,
): FirstPayment[] {
  return payees.flatMap(({ address, memberIds, amountBaseUnits }) => {
    const first = isNew(address, memberIds) ? firstPaymentOf(amountBaseUnits) : null
    if (first === null) return []
    return [{ address, memberIds, amountBaseUnits: first, restBaseUnits: amountBaseUnits - first }]
  })
}

/** Whether none of these members was paid at the address yet. @param paidAt by member's id, every address */
export function isNewAddress(
  address: string,
  memberIds: readonly string[],
  paidAt: ReadonlyMap<string, readonly string[]>,
): boolean {
  return !memberIds.some((id) => paidAt.get(id)?.some((known) => isSameAddress(known, address)))
}
