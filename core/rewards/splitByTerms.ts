/**
 * One period's rewards shared by the agreements in force: amounts of each stage, what members are paid, and the books after.
 * SPEC.md, rules [RW1] to [RW8]. Amounts are bigint base units.
 */
import { type AppliedPeriod, type AppliedTerms, applyTerms, type Evaluation } from '../agreements/applyTerms'
import { Books, type BooksText } from '../agreements/books'
import { checkTerms } from '../agreements/checkTerms'
import type { Install } from '../agreements/installs'
import { NO_MEASURES, type PoolMeasures } from '../agreements/poolWeights'
import type { Price } from '../agreements/price'
import { type BookEntry, type SettledMember, settleMembers } from '../agreements/settleMembers'
import { seal } from '../model/contentDigest'
import { sumBaseUnits, type Token } from '../model/money'
import type { PaidBy } from '../model/paymentDetails'
import { invariant, Problem } from '../model/problem'
import type { Standing, Terms } from '../model/terms'
import { datesOf } from './comparePeriod'
import { amountsSha256 } from './period'
import type { SplitFile } from './splitFile'
import type { SplitFileV3, SplitMemberV3 } from './splitFileV3'
import { checkMembers, type MemberInput } from './splitMembers'
import { originalOf } from './splitOriginal'
import type { SplitPeriod } from './splitPeriodSchema'
import { rowsOf } from './splitRows'
import { appliedText, settlementText } from './splitText'
import { balancesOf, totalsOf } from './splitTotals'

export interface RewardInput {
  hotspotKey: string
  name: string
  groups: readonly string[]
  cell?: string | null | undefined
  /** What the network paid for it, as its file says. */
  amountBaseUnits: bigint
  /** Of a period that corrects others: what of it was shared before; missing where the hotspot was in none of them. */
  beforeBaseUnits?: bigint | undefined
}

export interface SplitMemberInput extends MemberInput {
  standing?: Standing | undefined
  paidBy?: PaidBy | undefined
}

export interface SplitInput {
  period: Omit<SplitPeriod, 'contentSha256'>
  token: Token
  rewards: readonly RewardInput[]
  members: readonly SplitMemberInput[]
  agreements: readonly Terms[]
  /** The split whose books this one goes on with; several of earlier versions, or none for the first. */
  previous?: SplitFileV3['previous'] | undefined
  opening?: BooksText | null | undefined
  prices?: readonly Price[] | undefined
  minimumPayoutBaseUnits?: bigint | undefined
  entries?: readonly BookEntry[] | undefined
  installs?: readonly Install[] | undefined
  measures?: PoolMeasures | undefined
  /** Of a correction: the split that shared the period first. */
  original?: SplitFile | undefined
}

export interface SplitOptions {
  onProgress?: (progress: { done: number; total: number }) => void
  signal?: { readonly aborted: boolean }
  /** As of `applyTerms`; `before` where it is what a correction takes back. */
  onEvaluate?: (evaluation: Evaluation, side: 'applied' | 'before') => () => void
}

const ACTIVE: Standing = { kind: 'active' }

/**
 * Splits a period's rewards.
 * @throws Problem `split.no-rewards`, `split.cancelled`, `split.original-missing`, and those of agreements, prices, installs,
 * members and addresses.
 */
export function splitByTerms(input: SplitInput, options: SplitOptions = {}): SplitFileV3 {
  const { period, token, rewards } = input
  if (rewards.length === 0) throw new Problem('split.no-rewards', 'There are no rewards to split: import a period that has some.')
  const members = checkMembers(input.members)
  const ids = new Set(members.keys())
  for (const terms of input.agreements) checkTerms(terms, ids)
  const step = progressOf(options, rewards.length)
  step(0)

  const opening = input.opening ?? null
  const books = Books.from(opening)
  const before = balancesOf(books)
  const dustBefore = books.dust
  const shared = input.original ? shareCorrection(input, books, options) : shareRewards(input, books, options)
  step(0.6)
  const paidBefore = books.paid
  const settled = settleMembers({
    members: input.members.map((member) => ({ ...member, standing: member.standing ?? ACTIVE })),
    due: shared.due,
    entries: input.entries ?? [],
    minimumPayout: input.minimumPayoutBaseUnits ?? 0n,
    end: period.end,
    books,
  })
  books.received += shared.received
  books.periods += 1
  const totals = totalsOf({
    opening: before,
    received: shared.received,
    paid: books.paid - paidBefore,
    dust: books.dust - dustBefore,
    payees: payeesOf(settled, members),
    books,
  })
  step(0.8)
  const file = seal({
    format: 'commonmast-split-v3' as const,
    rule: 'staged-v1' as const,
    period: {
      id: period.id,
      name: period.name,
      network: period.network,
      payer: period.payer,
      start: period.start,
      end: period.end,
      contentSha256: amountsSha256(rewards),
      sourceFile: period.sourceFile,
      corrects: period.corrects.map(({ id, amountsSha256: digest }) => ({ id, amountsSha256: digest })),
    },
    token: { symbol: token.symbol, decimals: token.decimals },
    previous: [...(input.previous ?? [])],
    opening,
    prices: [...(input.prices ?? [])],
    minimumPayoutBaseUnits: (input.minimumPayoutBaseUnits ?? 0n).toString(),
    entries: [...(input.entries ?? [])],
    installs: [...(input.installs ?? [])],
    measures: input.measures ?? NO_MEASURES,
    agreements: input.agreements.map(plainTerms),
    members: settled.map((one, at) => memberText(one, input.members[at])),
    rows: rowsOf(rewards, shared.applied),
    applied: shared.applied.applied.map(appliedText),
    correction: input.original ? { original: input.original, before: shared.before.map(appliedText) } : null,
    closing: books.toText(),
    totals,
  })
  step(1)
  return file
}

interface Shared {
  /** By member id. */
  due: Map<string, bigint>
  received: bigint
  applied: AppliedPeriod
  /** Of a correction. */
  before: AppliedTerms[]
}

function shareRewards(input: SplitInput, books: Books, options: SplitOptions): Shared {
  const onEvaluate = watcherOf(options, 'applied')
  const applied = applyTerms({ ...applyInput(input), rewards: input.rewards, books, onEvaluate })
  const received = sumBaseUnits(input.rewards.map(({ amountBaseUnits }) => amountBaseUnits))
  return { due: dueIn(applied.applied), received, applied, before: [] }
}

/**
 * What was shared before is worked out again from the original's books and taken back, and the corrected rewards are shared
 * as the original period was; what differs is due now, or was too much. Counters and reserves are those of today, so that
 * nothing is recouped, owed or kept in reserve twice that came after the original.
 */
function shareCorrection(input: SplitInput, books: Books, options: SplitOptions): Shared {
  const { datesBefore, opening, ...original } = originalOf(input)
  const [openingBooks, beforeBooks] = [Books.from(opening), Books.from(opening)]
  const before = applyTerms({
    ...original,
    dates: datesBefore,
    // A hotspot that was not there then must not count among those of a pool, nor begin an agreement.
    rewards: input.rewards.flatMap(({ beforeBaseUnits, ...reward }) =>
      beforeBaseUnits === undefined ? [] : { ...reward, amountBaseUnits: beforeBaseUnits },
    ),
    books: beforeBooks,
    onEvaluate: watcherOf(options, 'before'),
  })
  books.takeBack(openingBooks, beforeBooks)
  const applied = applyTerms({ ...original, rewards: input.rewards, books, onEvaluate: watcherOf(options, 'applied') })
  const due = dueIn(applied.applied)
  for (const [id, amount] of dueIn(before.applied)) due.set(id, (due.get(id) ?? 0n) - amount)
  const received = sumBaseUnits(
    input.rewards.map(({ amountBaseUnits, beforeBaseUnits = 0n }) => amountBaseUnits - beforeBaseUnits),
  )
  return { due, received, applied, before: before.applied }
}

function watcherOf({ onEvaluate }: SplitOptions, side: 'applied' | 'before') {
  return onEvaluate && ((evaluation: Evaluation) => onEvaluate(evaluation, side))
}

function applyInput(input: SplitInput) {
  return {
    token: input.token,
    network: input.period.network,
    dates: datesOf(input.period),
    terms: input.agreements,
    installs: input.installs ?? [],
    prices: input.prices ?? [],
    measures: input.measures ?? NO_MEASURES,
  }
}

function dueIn(applied: readonly AppliedTerms[]): Map<string, bigint> {
  const due = new Map<string, bigint>()
  for (const { stages } of applied) {
    for (const { allotments } of stages) {
      for (const { to, amountBaseUnits } of allotments) {
        if (to.kind === 'member') due.set(to.id, (due.get(to.id) ?? 0n) + amountBaseUnits)
      }
    }
  }
  return due
}

function memberText(one: SettledMember, member: SplitMemberInput | undefined): SplitMemberV3 {
  invariant(member, 'members are settled in their order')
  const { id, name, address, standing = ACTIVE, paidBy } = member
  return { id, name, address, standing, ...(paidBy === 'money' && { paidBy }), ...settlementText(one) }
}

/** How many addresses are paid; who is paid in money is none of them. */
function payeesOf(settled: readonly SettledMember[], members: ReadonlyMap<string, SplitMemberInput>): number {
  const addresses = new Set<string | null | undefined>()
  for (const { id, paid } of settled) {
    const member = members.get(id)
    if (paid > 0n && member?.paidBy !== 'money') addresses.add(member?.address)
  }
  return addresses.size
}

/** The terms alone, of a record too. */
function plainTerms({ id, name, scope, from, to, dust, stages }: Terms): Terms {
  return { id, name, scope, from, to, dust, stages }
}

function progressOf({ onProgress, signal }: SplitOptions, rewards: number): (part: number) => void {
  return (part) => {
    if (signal?.aborted) throw new Problem('split.cancelled', 'The split was cancelled: nothing was changed.')
    onProgress?.({ done: Math.round(part * rewards), total: rewards })
  }
}
