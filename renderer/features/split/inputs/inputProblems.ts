/** What is in the way of a split in prices, entries and measures, each with what to do. SPEC.md, rule [PI3]. */
import type { BooksText } from '#core/agreements/books'
import { namedIn } from '#core/agreements/checkTerms'
import { currenciesIn } from '#core/agreements/currenciesIn'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Agreement, Member, Period } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import type { PeriodFactsOfFile } from '#core/rewards/agreementsReading'
import { termsOf } from '#core/rewards/termsOf'

/**
 * Currencies of agreements that take a reward in the period, and of those that they give to.
 * @param uses by id of agreements that take something at the period's beginning
 */
export function currenciesNeeded(
  agreements: readonly Agreement[],
  uses: ReadonlyMap<string, unknown>,
  opening: BooksText | null,
  { start, end }: Pick<Period, 'start' | 'end'>,
): string[] {
  const all = agreements.map(termsOf)
  const byId = new Map(all.map((terms) => [terms.id, terms]))
  const beginsWithin = ({ from }: Terms) =>
    from !== null && start !== undefined && end !== undefined && from > start && from < end
  const taking = all.filter((terms) => uses.has(terms.id) || beginsWithin(terms))
  const reached = new Set<Terms>()
  const visit = (terms: Terms) => {
    if (reached.has(terms)) return
    reached.add(terms)
    for (const id of namedIn(terms.stages).agreementIds) {
      const fed = byId.get(id)
      if (fed) visit(fed)
    }
  }
  for (const terms of taking) visit(terms)
  return [...new Set([...reached].flatMap((terms) => [...currenciesIn(terms, opening)]))].sort()
}

/** Currencies of members who take part and are paid in money. @param named their ids */
export function currenciesOfMembers(members: readonly Member[], named: ReadonlySet<string>): string[] {
  const paid = members.filter(({ id, paidBy }) => paidBy === 'money' && named.has(id))
  return [...new Set(paid.flatMap(({ payment }) => (payment ? [payment.currency] : [])))].sort()
}

interface InputContext {
  members: readonly Member[]
  /** Of agreements. */
  currencies: readonly string[]
  /** Of members who are paid in money. */
  ofMembers: readonly string[]
  token: Token
}

function missingPrice(why: string, currency: string, { symbol }: Token): Problem {
  const message = `${why} in ${currency}: state the price of ${symbol} in ${currency} below, by hand or from a price table.`
  return new Problem('price.missing', message, { field: 'prices' })
}

export function inputProblems(
  { prices, entries }: PeriodFactsOfFile,
  { members, currencies, ofMembers, token }: InputContext,
): Problem[] {
  const isStated = (currency: string) => prices.some((price) => price.currency === currency)
  const problems = [
    ...currencies.filter((each) => !isStated(each)).map((each) => missingPrice('An agreement names an amount', each, token)),
    ...ofMembers
      .filter((each) => !isStated(each) && !currencies.includes(each))
      .map((each) => missingPrice('Members are paid', each, token)),
  ]
  const known = new Set(members.map(({ id }) => id))
  const unknown = entries.find(({ memberId }) => !known.has(memberId))
  if (unknown) {
    problems.push(
      new Problem(
        'member.unknown',
        `An entry is for "${unknown.memberId}", who is not a member: add the member, or remove the entry.`,
      ),
    )
  }
  return problems
}
