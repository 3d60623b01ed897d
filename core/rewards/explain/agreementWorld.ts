/**
 * An agreement as it would have shared: with another amount, price, stand of its counters or weights. Each is one step from
 * an earlier period to a later one, so that what changed is told apart by what changed it. Base units.
 */
import { Books, type BooksText } from '../../agreements/books'
import { evaluateTerms, historyOf, type StageResult } from '../../agreements/evaluateTerms'
import { valueCounter } from '../../agreements/moveStability'
import type { createPoolWeights } from '../../agreements/poolWeights'
import { type Price, TermMoney } from '../../agreements/price'
import type { Token } from '../../model/money'
import { Problem } from '../../model/problem'
import type { Terms } from '../../model/terms'
import type { SplitFile } from '../splitFile'
import type { SharedAgreement } from './sharedIn'

export type PoolWeight = ReturnType<typeof createPoolWeights>
interface StartingBooks extends Pick<BooksText, 'accounts' | 'counters' | 'fractions'> {
  /** When the period begins; null where no stage compares it with those before. */
  periodStart: string | null
}

export interface AgreementWorld {
  id: string
  terms: Terms
  installedBy: SharedAgreement['installedBy']
  amountBaseUnits: bigint
  token: Token
  prices: readonly Price[]
  /** Counters, reserves and fractions as the agreement found them. */
  start: StartingBooks
  poolWeight: PoolWeight
}

/** What the stages give in a world, or null where they cannot be applied in it, as with a price that nobody stated. */
export function sharedInWorld(world: AgreementWorld): StageResult[] | null {
  try {
    return evaluateTerms(world.amountBaseUnits, {
      termsId: world.id,
      name: world.terms.name,
      dust: world.terms.dust,
      stages: world.terms.stages,
      installedBy: world.installedBy,
      money: new TermMoney(world.token, world.prices),
      start: world.start.periodStart,
      books: Books.from({ ...world.start, periods: 0, received: '0', paid: '0', dust: '0' }),
      poolWeight: world.poolWeight,
    })
  } catch (thrown) {
    if (thrown instanceof Problem) return null
    throw thrown
  }
}

/** What each agreement found in the books, by its id: several may have moved a reserve before it. */
export function startingBooks(split: SplitFile, shared: readonly SharedAgreement[]): Map<string, StartingBooks> {
  const opening = split.format === 'commonmast-split-v3' ? split.opening : null
  const reserves = new Map<string, bigint>()
  for (const { kind, owner, baseUnits } of opening?.accounts ?? []) {
    if (kind === 'reserve') reserves.set(owner, BigInt(baseUnits))
  }
  const fractions = new Map<string, BooksText['fractions']>()
  for (const each of opening?.fractions ?? []) {
    const others = fractions.get(each.counter)
    if (others) others.push(each)
    else fractions.set(each.counter, [each])
  }
  const starts = new Map<string, StartingBooks>()
  for (const of of shared) {
    starts.set(of.id, startOf(of, split, reserves, fractions))
    for (const { to, amountBaseUnits } of of.stages.flatMap(({ allotments }) => allotments)) {
      if (to.kind === 'reserve') reserves.set(to.id, (reserves.get(to.id) ?? 0n) + amountBaseUnits)
    }
  }
  return starts
}

function startOf(
  { id, terms, stages }: SharedAgreement,
  split: SplitFile,
  reserves: ReadonlyMap<string, bigint>,
  fractions: ReadonlyMap<string, BooksText['fractions']>,
): StartingBooks {
  const counters = new Map<string, BooksText['counters'][number]>()
  const opening = split.format === 'commonmast-split-v3' ? (split.opening?.counters ?? []) : []
  const histories = terms.stages.flatMap((stage) =>
    stage.kind === 'stability' ? [valueCounter(historyOf({ termsId: id }, stage), '')] : [],
  )
  const isOfHistory = (counter: string) => histories.some((history) => counter.startsWith(history))
  for (const kept of opening) if (isOfHistory(kept.counter)) counters.set(kept.counter, kept)
  for (const { counter } of stages) {
    if (!counter || counters.has(counter.counter) || isOfHistory(counter.counter)) continue
    counters.set(counter.counter, { counter: counter.counter, unit: counter.unit, value: counter.before.toString() })
  }
  const named = new Set(
    terms.stages.flatMap((stage) => (stage.kind === 'reserve' || stage.kind === 'stability' ? [stage.reserve] : [])),
  )
  const start = split.format === 'commonmast-split-v3' ? split.period.start : null
  return {
    periodStart: histories.length > 0 ? start : null,
    accounts: [...named].map((owner) => ({ kind: 'reserve', owner, baseUnits: (reserves.get(owner) ?? 0n).toString() })),
    counters: [...counters.values()],
    fractions: stages.flatMap(({ stageId }) => fractions.get(`${id}/${stageId}`) ?? []),
  }
}
