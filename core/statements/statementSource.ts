/** Closed periods of one token that follow each other, with their payouts: what statements are made from. SPEC.md, rule [ST28]. */
import { Books } from '../agreements/books'
import type { Price } from '../agreements/price'
import { canonicalJson } from '../model/canonicalJson'
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import { Problem, validateArgument } from '../model/problem'
import type { PayoutFile } from '../payout/payoutFile'
import { datesOf } from '../rewards/comparePeriod'
import { periodOf, type SplitFile, splitFileSchema } from '../rewards/splitFile'
import type { SplitFileV3, SplitMemberV3 } from '../rewards/splitFileV3'
import { type MovedPayout, type PaymentState, paymentState } from './paymentState'
import { checkZone } from './zoneTime'

export interface StatedPeriod {
  split: SplitFileV3
  name: string
  dates: PeriodDates
  /** By id. */
  members: ReadonlyMap<string, SplitMemberV3>
  opening: Books
  closing: Books
  payout: PayoutFile | null
  payment: PaymentState
  /** By which worths are told; null where the split states none. */
  price: Price | null
  /** By member: the names of the agreements that gave them something. */
  agreements: ReadonlyMap<string, ReadonlySet<string>>
  /** Of a correction. */
  corrects: { periodId: string; periodName: string } | null
}

export interface StatementSource {
  cooperative: string
  zone: string
  token: Token
  /** In the order in which they were closed. */
  periods: readonly StatedPeriod[]
}

export interface StatementSourceInput {
  cooperative: string
  zone: string
  /** Verified before; in any order. */
  splits: readonly SplitFile[]
  /** Verified before; of these splits. */
  payouts?: readonly PayoutFile[]
  /** Of version 4, with what became of them; those of other splits are left out. */
  movedPayouts?: readonly MovedPayout[]
  /** Of the worths; without it, that of the first price of each split. */
  currency?: string | undefined
}

/**
 * @throws Problem `zone.unknown`, `statement.no-periods`, `statement.no-books`, `statement.no-dates`, `statement.two-tokens`,
 * `statement.not-consecutive`, `statement.other-payout` or `statement.two-payouts`
 */
export function readStatementSource(input: StatementSourceInput): StatementSource {
  const zone = checkZone(input.zone)
  const splits = input.splits.map(withBooks).sort((one, other) => one.closing.periods - other.closing.periods)
  const [first] = splits
  validateArgument(first, 'statement.no-periods', 'There is no closed period: close one first, or give its split.')
  for (const [at, split] of splits.slice(1).entries()) checkFollows(splits[at] ?? split, split)
  const payouts = payoutsBySplit(splits, input.payouts ?? [])
  const periods = splits.map((split): StatedPeriod => {
    const payout = payouts.get(split.contentSha256) ?? null
    return {
      split,
      name: split.period.name,
      dates: statedDates(split),
      members: new Map(split.members.map((member) => [member.id, member])),
      opening: Books.from(split.opening),
      closing: Books.from(split.closing),
      payout,
      payment: paymentState(
        payout,
        (input.movedPayouts ?? []).filter(({ payout: { split: of } }) => of.contentSha256 === split.contentSha256),
      ),
      price: split.prices.find(({ currency }) => input.currency === undefined || currency === input.currency) ?? null,
      agreements: agreementNames(split),
      corrects: correctsOf(split),
    }
  })
  return { cooperative: input.cooperative, zone, token: first.token, periods }
}

/** All members of the periods, each once, by the name of the last split that has them. */
export function membersOf({ periods }: StatementSource): SplitMemberV3[] {
  const members = new Map<string, SplitMemberV3>()
  for (const period of periods) for (const [id, member] of period.members) members.set(id, member)
  return [...members.values()]
}

/**
 * The member with this id, or the only one with this name.
 * @throws Problem `statement.unknown-member` or `statement.two-members`
 */
export function findMember(source: StatementSource, idOrName: string): SplitMemberV3 {
  const members = membersOf(source)
  const byId = members.find(({ id }) => id === idOrName)
  const byName = members.filter(({ name }) => name === idOrName)
  const [found = byId] = byId ? [] : byName
  validateArgument(
    found,
    'statement.unknown-member',
    `No member of these periods has the id or the name "${idOrName.slice(0, 80)}": give one that a split names.`,
  )
  validateArgument(
    byId || byName.length === 1,
    'statement.two-members',
    `${byName.length} members are called "${idOrName.slice(0, 80)}": give the id of the one that is meant (${byName.map(({ id }) => id).join(', ')}).`,
  )
  return found
}

function withBooks(split: SplitFile): SplitFileV3 {
  if (split.format === 'commonmast-split-v3') return split
  throw new Problem(
    'statement.no-books',
    `The split of "${periodOf(split).name}" is of an earlier version, which kept no books: statements begin with the first split after it.`,
  )
}

function statedDates({ period }: SplitFileV3): PeriodDates {
  const dates = datesOf(period)
  if (dates) return dates
  throw new Problem(
    'statement.no-dates',
    `The period "${period.name}" has no dates, and a statement is of a time: begin with the period after it.`,
  )
}

function checkFollows(before: SplitFileV3, split: SplitFileV3): void {
  const { symbol, decimals } = split.token
  if (symbol !== before.token.symbol || decimals !== before.token.decimals) {
    throw new Problem(
      'statement.two-tokens',
      `"${before.period.name}" is in ${before.token.symbol} and "${split.period.name}" in ${symbol}: make statements for each token by itself.`,
    )
  }
  const follows = split.previous.length === 1 && split.previous[0]?.contentSha256 === before.contentSha256
  if (follows && canonicalJson(split.opening) === canonicalJson(before.closing)) return
  const names = split.previous.map(({ name }) => `"${name}"`).join(', ') || 'nothing before it'
  throw new Problem(
    'statement.not-consecutive',
    `"${split.period.name}" goes on from ${names}, not from "${before.period.name}": give all periods between, each once.`,
  )
}

function payoutsBySplit(splits: readonly SplitFileV3[], payouts: readonly PayoutFile[]): Map<string, PayoutFile> {
  const bySplit = new Map<string, PayoutFile>()
  const digests = new Set(splits.map(({ contentSha256 }) => contentSha256))
  for (const payout of payouts) {
    const digest = payout.split.contentSha256
    const { name } = periodOf(payout.split)
    validateArgument(
      digests.has(digest),
      'statement.other-payout',
      `The payout of "${name}" pays another split than those given: leave it out, or give its split.`,
    )
    validateArgument(!bySplit.has(digest), 'statement.two-payouts', `Two payouts pay "${name}": give the one that counts.`)
    bySplit.set(digest, payout)
  }
  return bySplit
}

function agreementNames({ agreements, applied, correction }: SplitFileV3): Map<string, Set<string>> {
  const names = new Map(agreements.map(({ id, name }) => [id, name]))
  const byMember = new Map<string, Set<string>>()
  for (const { agreementId, stages } of [...applied, ...(correction?.before ?? [])]) {
    for (const { kind, id, amountBaseUnits } of stages.flatMap(({ allotments }) => allotments)) {
      if (kind !== 'member' || amountBaseUnits === '0') continue
      const found = byMember.get(id) ?? new Set()
      byMember.set(id, found.add(names.get(agreementId) ?? agreementId))
    }
  }
  return byMember
}

function correctsOf({ period, correction }: SplitFileV3): StatedPeriod['corrects'] {
  const [first] = period.corrects
  if (!first) return null
  const original = splitFileSchema.safeParse(correction?.original).data
  const isOriginal = original && periodOf(original).id === first.id
  return { periodId: first.id, periodName: isOriginal ? periodOf(original).name : first.id }
}
