/** Sums of a split: what came in, and what goes out to whom. total = paid + held + dust. Amounts are bigint base units. */
import { sumBaseUnits } from '../model/money'
import type { SplitTotals } from './splitFile'
import type { MemberInput } from './splitMembers'

/**
 * @param rowAmounts reward of each row.
 * @param due by member id, as the rows' shares add up.
 * @returns totals as the file states them; dust is what the members do not account for, below zero if they have too much.
 */
export function splitTotals(
  rowAmounts: readonly bigint[],
  members: readonly MemberInput[],
  due: ReadonlyMap<string, bigint>,
  roundedUnits: number,
): SplitTotals {
  const dueOf = (member: MemberInput) => due.get(member.id) ?? 0n
  const withAddress = members.filter((member) => member.address !== null)
  const total = sumBaseUnits(rowAmounts)
  const paid = sumBaseUnits(withAddress.map(dueOf))
  const held = sumBaseUnits(members.filter((member) => member.address === null).map(dueOf))
  return {
    totalBaseUnits: total.toString(),
    paidBaseUnits: paid.toString(),
    heldBaseUnits: held.toString(),
    dustBaseUnits: (total - paid - held).toString(),
    roundedUnits,
    payees: new Set(withAddress.filter((member) => dueOf(member) > 0n).map((member) => member.address)).size,
  }
}
