/**
 * From members to payees: members with one address become one payee, running totals only ever rise, and what has no
 * address is held and listed. previous + period = cumulative for every payee. SPEC.md, rules [PO1] to [PO3]. Base units.
 */
import { compareUtf8 } from '../model/compareUtf8'
import { sumBaseUnits } from '../model/money'
import { invariant } from '../model/problem'
import type { SplitFile } from '../rewards/splitFile'
import type { PayoutFile } from './payoutFile'

export interface PayeeSum {
  address: string
  memberIds: string[]
  period: bigint
  previous: bigint
  cumulative: bigint
}

/**
 * The payees of a split and of the running totals before it, in ascending order of address. Addresses without any
 * total are left out; addresses that only have one from before keep it, or their leaf would vanish from the tree.
 */
export function sumPayees(split: SplitFile, previousByAddress: ReadonlyMap<string, bigint>): PayeeSum[] {
  const byAddress = new Map<string, PayeeSum>()
  for (const [address, previous] of previousByAddress) {
    byAddress.set(address, { address, memberIds: [], period: 0n, previous, cumulative: previous })
  }
  for (const { id, address, amountBaseUnits } of split.members) {
    if (address === null) continue
    const payee = byAddress.get(address) ?? { address, memberIds: [], period: 0n, previous: 0n, cumulative: 0n }
    payee.memberIds.push(id)
    payee.period += BigInt(amountBaseUnits)
    payee.cumulative = payee.previous + payee.period
    byAddress.set(address, payee)
  }
  const payees = [...byAddress.values()].filter((payee) => payee.cumulative > 0n)
  for (const payee of payees) payee.memberIds.sort(compareUtf8)
  return payees.sort((a, b) => compareUtf8(a.address.toLowerCase(), b.address.toLowerCase()))
}

/** Members who are due something that cannot be paid yet, and why. */
export function heldMembers(split: SplitFile): PayoutFile['held'] {
  return split.members
    .filter((member) => member.address === null && member.amountBaseUnits !== '0')
    .map(({ id, name, amountBaseUnits }) => ({
      memberId: id,
      name,
      amountBaseUnits,
      reason: 'The member has no address: the amount stays with the cooperative until there is one.',
    }))
}

/** Sums of a payout; that they fit the split is an invariant of a verified split. */
export function payoutTotals(split: SplitFile, payees: readonly PayeeSum[]): PayoutFile['totals'] {
  const period = sumBaseUnits(payees.map((payee) => payee.period))
  const previous = sumBaseUnits(payees.map((payee) => payee.previous))
  const cumulative = sumBaseUnits(payees.map((payee) => payee.cumulative))
  const held = sumBaseUnits(heldMembers(split).map((member) => BigInt(member.amountBaseUnits)))
  const dust = BigInt(split.totals.totalBaseUnits) - period - held
  invariant(cumulative === previous + period, 'running totals grow by exactly the period')
  return {
    periodBaseUnits: period.toString(),
    heldBaseUnits: held.toString(),
    dustBaseUnits: dust.toString(),
    previousBaseUnits: previous.toString(),
    cumulativeBaseUnits: cumulative.toString(),
  }
}
