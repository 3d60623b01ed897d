/** What each member got over closed periods, and what stands in the books for them after the last. Base units. */
import { sumBaseUnits } from '../model/money'
import type { SplitMemberV3 } from '../rewards/splitFileV3'
import { balancesIn } from './splitStatements'
import { NO_BALANCES, type StatementBalances } from './statement'
import { membersOf, type StatementSource } from './statementSource'

export interface MemberSums {
  member: SplitMemberV3
  /** Corrections included. */
  earned: bigint
  /** Advances included. */
  paid: bigint
  after: StatementBalances
}

/** In the order in which the splits name the members. */
export function memberSums(source: StatementSource): MemberSums[] {
  const { periods } = source
  const last = periods.at(-1)
  return membersOf(source).map((member) => {
    const lines = periods.flatMap(({ members }) => members.get(member.id) ?? [])
    return {
      member,
      earned: sumBaseUnits(lines.map(({ amountBaseUnits }) => BigInt(amountBaseUnits))),
      paid: sumBaseUnits(lines.map(({ paidBaseUnits, advancedBaseUnits }) => BigInt(paidBaseUnits) + BigInt(advancedBaseUnits))),
      after: last ? balancesIn(last.closing, member.id) : NO_BALANCES,
    }
  })
}
