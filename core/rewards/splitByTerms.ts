/**
 * One period's rewards shared by the agreements in force: amounts of each stage, what members are paid, and the books after.
 * SPEC.md, rules [RW1] to [RW8]. Amounts are bigint base units.
 */
import { type AppliedPeriod, type AppliedTerms, applyTerms } from '../agreements/applyTerms'
import { Books, type BooksText } from '../agreements/books'
import { checkTerms } from '../agreements/checkTerms'
import type { Install } from '../agreements/installs'
import { NO_MEASURES, type PoolMeasures } from '../agreements/poolWeights'
import type { Price } from '../agreements/price'
import { type BookEntry, settleMembers } from '../agreements/settleMembers'
import { seal } from '../model/contentDigest'
import { sumBaseUnits, type Token } from '../model/money'
import { invariant, Problem } from '../model/problem'
import type { Standing, Terms } from '../model/terms'
import { datesOf } from './comparePeriod'
import { amountsSha256 } from './period'
import type { SplitFile } from './splitFile'
import type { SplitApplied, SplitFileV3, SplitMemberV3 } from './splitFileV3'
import { checkMembers, type MemberInput } from './splitMembers'
import { originalOf } from './splitOriginal'
import type { SplitPeriod } from './splitPeriodSchema'
import { rowsOf } from './splitRows'
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
  const shared = input.original ? shareCorrection(input, books) : shareRewards(input, books)
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
    payees: new Set(settled.filter(({ paid }) => paid > 0n).map(({ id }) => members.get(id)?.address)).size,
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
    members: settled.map((one, at): SplitMemberV3 => memberText(one, input.members[at])),
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

function shareRewards(input: SplitInput, books: Books): Shared {
  const applied = applyTerms({ ...applyInput(input), rewards: input.rewards, books })
  const received = sumBaseUnits(input.rewards.map(({ amountBaseUnits }) => amountBaseUnits))
  return { due: dueIn(applied.applied), received, applied, before: [] }
}

/**
 * What was shared before is worked out again from the original's books and taken back, and the corrected rewards are shared
 * as the original period was; what differs is due now, or was too much. Counters and reserves are those of today, so that
 * nothing is recouped, owed or kept in reserve twice that came after the original.
 */
function shareCorrection(input: SplitInput, books: Books): Shared {
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
  })
  books.takeBack(openingBooks, beforeBooks)
  const applied = applyTerms({ ...original, rewards: input.rewards, books })
  const due = dueIn(applied.applied)
  for (const [id, amount] of dueIn(before.applied)) due.set(id, (due.get(id) ?? 0n) - amount)
  const received = sumBaseUnits(
    input.rewards.map(({ amountBaseUnits, beforeBaseUnits = 0n }) => amountBaseUnits - beforeBaseUnits),
  )
  return { due, received, applied, before: before.applied }
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

function appliedText(one: AppliedTerms): SplitApplied {
  return {
    id: one.id,
    agreementId: one.terms.id,
    hostId: one.installedBy.host ?? null,
    installerId: one.installedBy.installer ?? null,
    hotspots: one.parts.length,
    fedBaseUnits: one.fedBaseUnits.toString(),
    amountBaseUnits: one.amountBaseUnits.toString(),
    stages: one.stages.map(({ stageId, inBaseUnits, allotments, dustBaseUnits, outBaseUnits, counter }) => ({
      stageId,
      inBaseUnits: inBaseUnits.toString(),
      allotments: allotments.map(({ to, role, amountBaseUnits }) => ({
        kind: to.kind,
        id: to.id,
        role,
        amountBaseUnits: amountBaseUnits.toString(),
      })),
      dustBaseUnits: dustBaseUnits.toString(),
      outBaseUnits: outBaseUnits.toString(),
      counter: counter && {
        counter: counter.counter,
        unit: counter.unit,
        before: counter.before.toString(),
        after: counter.after.toString(),
      },
    })),
  }
}

function memberText(one: ReturnType<typeof settleMembers>[number], member: SplitMemberInput | undefined): SplitMemberV3 {
  invariant(member, 'members are settled in their order')
  return {
    id: member.id,
    name: member.name,
    address: member.address,
    standing: member.standing ?? ACTIVE,
    amountBaseUnits: one.due.toString(),
    fromReserveBaseUnits: one.fromReserve.toString(),
    inheritedBaseUnits: one.inherited.toString(),
    fromHeldBaseUnits: one.fromHeld.toString(),
    fromCarriedBaseUnits: one.fromCarried.toString(),
    overpaidBaseUnits: one.overpaid.toString(),
    deductedBaseUnits: one.deducted.toString(),
    passedOnBaseUnits: one.passedOn.toString(),
    heldBaseUnits: one.held.toString(),
    carriedBaseUnits: one.carried.toString(),
    advancedBaseUnits: one.advanced.toString(),
    paidBaseUnits: one.paid.toString(),
    status: one.paid > 0n ? 'paid' : one.held > 0n ? 'held' : one.carried > 0n ? 'carried' : 'nothing',
  }
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
