/** Sums of a split: what came in, and what goes out to whom. total = paid + held + dust. Amounts are bigint base units. */

import type { Books } from '../agreements/books'
import { sumBaseUnits } from '../model/money'
import { invariant } from '../model/problem'
import type { SplitTotals } from './splitFile'
import type { SplitTotalsV3 } from './splitFileV3'
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

/** Sums of the accounts by kind. */
export function balancesOf(books: Books): SplitTotalsV3['opening'] {
  const sumOf = (kind: Parameters<Books['sumOf']>[0]) => books.sumOf(kind).toString()
  return { held: sumOf('held'), reserve: sumOf('reserve'), carried: sumOf('carried'), prepaid: sumOf('prepaid') }
}

interface PeriodSums {
  opening: SplitTotalsV3['opening']
  received: bigint
  paid: bigint
  dust: bigint
  payees: number
  /** After the period. */
  books: Books
}

/** The totals of a period and since the beginning, both of which must add up. SPEC.md, rule [AC1]. */
export function totalsOf({ opening, received, paid, dust, payees, books }: PeriodSums): SplitTotalsV3 {
  const closing = balancesOf(books)
  invariant(balanceSum(opening) + received === paid + balanceSum(closing) + dust, 'a period adds up')
  invariant(books.received === books.paid + balanceSum(closing) + books.dust, 'all periods add up')
  return {
    opening,
    totalBaseUnits: received.toString(),
    paidBaseUnits: paid.toString(),
    heldBaseUnits: closing.held,
    closing,
    dustBaseUnits: dust.toString(),
    payees,
    sinceBeginning: {
      totalBaseUnits: books.received.toString(),
      paidBaseUnits: books.paid.toString(),
      ...closing,
      dustBaseUnits: books.dust.toString(),
    },
  }
}

function balanceSum({ held, reserve, carried, prepaid }: SplitTotalsV3['opening']): bigint {
  return BigInt(held) + BigInt(reserve) + BigInt(carried) + BigInt(prepaid)
}
