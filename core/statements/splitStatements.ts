/** Statements of closed periods, one for each period in which a member has a line or a balance. SPEC.md, rules [ST28] to [ST31]. */
import type { Books } from '../agreements/books'
import type { SplitMemberV3 } from '../rewards/splitFileV3'
import { memberEntries } from './memberMovements'
import { makeStatement, STATEMENT_ACCOUNTS, type StatementBalances, type StatementView } from './statement'
import { membersOf, type StatedPeriod, type StatementSource } from './statementSource'
import { utcText } from './zoneTime'

/**
 * What books hold for a member. Nothing is ever due between periods: it is paid, held, carried or passed on.
 * What is owed stands below zero in books and above it in a statement.
 */
export function balancesIn(books: Books, memberId: string): StatementBalances {
  return {
    due: 0n,
    held: books.balance('held', memberId),
    carried: books.balance('carried', memberId),
    prepaid: -books.balance('prepaid', memberId),
  }
}

/** Periods from the first to the last that say anything of the member. */
export function periodsOf({ periods }: StatementSource, memberId: string): readonly StatedPeriod[] {
  const says = ({ members, opening, closing }: StatedPeriod) =>
    members.has(memberId) || [opening, closing].some((books) => !isNothing(balancesIn(books, memberId)))
  const first = periods.findIndex(says)
  return first < 0 ? [] : periods.slice(first, periods.findLastIndex(says) + 1)
}

/** In the order of the periods. @throws Problem those of `makeStatement` */
export function statementsOf(source: StatementSource, member: SplitMemberV3): StatementView[] {
  const { cooperative, zone, token } = source
  return periodsOf(source, member.id).map((period) => {
    const line = period.members.get(member.id)
    return makeStatement({
      cooperative,
      member: { id: member.id, name: member.name || member.id },
      period: { name: period.name, ...period.dates },
      zone,
      token,
      opening: balancesIn(period.opening, member.id),
      entries: line ? memberEntries(period, line, cooperative) : [],
      priceSource: priceText(period),
    })
  })
}

/** The statements of all members, one at a time. */
export function* allStatements(
  source: StatementSource,
  members: readonly SplitMemberV3[] = membersOf(source),
): Generator<StatementView> {
  for (const member of members) yield* statementsOf(source, member)
}

function isNothing(balances: StatementBalances): boolean {
  return STATEMENT_ACCOUNTS.every((account) => balances[account] === 0n)
}

function priceText({ price, split }: StatedPeriod): string {
  if (!price) return ''
  return `1 ${split.token.symbol} = ${price.price} ${price.currency}, ${price.source}, ${utcText(price.at)} UTC`
}
