/** The sealed statements of members over closed periods. SPEC.md, rules [ST34] to [ST36]. */
import type { Price } from '../../agreements/price'
import { seal } from '../../model/contentDigest'
import { invariant } from '../../model/problem'
import { splitFileSchema } from '../../rewards/splitFile'
import type { SplitApplied, SplitMemberV3, SplitRowV3 } from '../../rewards/splitFileV3'
import { balancesIn, periodsOf } from '../splitStatements'
import type { StatedPeriod, StatementSource } from '../statementSource'
import { type EvaluationFacts, type ReplayedSplit, replaySplit } from './replaySplit'
import {
  type SealedPeriod,
  type SealedStatement,
  STATEMENT_FORMAT,
  type StatedEvaluation,
  type StatedRow,
} from './sealedStatement'
import { statedPayment } from './statedPayment'

/** Works each split out once, when it is first needed. @throws Problem `statement.split-does-not-hold` */
export function createSealedStatements(source: StatementSource): (member: SplitMemberV3) => SealedStatement {
  const indexes = new Map<StatedPeriod, PeriodIndex>()
  const indexOf = (period: StatedPeriod) => {
    const index = indexes.get(period) ?? indexPeriod(period)
    indexes.set(period, index)
    return index
  }
  return ({ id, name }) =>
    seal({
      format: STATEMENT_FORMAT,
      cooperative: source.cooperative,
      member: { id, name },
      token: source.token,
      zone: source.zone,
      periods: periodsOf(source, id).map((period) => sealedPeriod(period, indexOf(period), id)),
    })
}

/** What concerns each member, so that a thousand statements do not look through all rows a thousand times. */
interface PeriodIndex {
  replayed: ReplayedSplit
  rows: ReadonlyMap<string, { row: SplitRowV3; share: bigint }[]>
  applied: ReadonlyMap<string, SplitApplied[]>
  before: ReadonlyMap<string, SplitApplied[]>
  inheritedFrom: ReadonlyMap<string, SealedPeriod['inheritedFrom']>
  pricesBefore: Price[]
}

function indexPeriod({ split }: StatedPeriod): PeriodIndex {
  const rows: Map<string, { row: SplitRowV3; share: bigint }[]> = new Map()
  for (const row of split.rows) {
    for (const { memberId, amountBaseUnits } of row.shares) {
      if (memberId !== undefined) push(rows, memberId, { row, share: BigInt(amountBaseUnits) })
    }
  }
  const inheritedFrom = new Map<string, SealedPeriod['inheritedFrom']>()
  for (const { id, standing, passedOnBaseUnits } of split.members) {
    if (passedOnBaseUnits === '0' || standing.kind !== 'left' || standing.afterwards.kind !== 'to-member') continue
    push(inheritedFrom, standing.afterwards.memberId, { memberId: id, amountBaseUnits: passedOnBaseUnits })
  }
  const original = split.correction ? splitFileSchema.parse(split.correction.original) : null
  return {
    replayed: replaySplit(split),
    rows,
    applied: byMember(split.applied),
    before: byMember(split.correction?.before ?? []),
    inheritedFrom,
    pricesBefore: original?.format === 'commonmast-split-v3' ? original.prices : [],
  }
}

function byMember(applied: readonly SplitApplied[]): Map<string, SplitApplied[]> {
  const found = new Map<string, SplitApplied[]>()
  for (const one of applied) {
    const ids = one.stages.flatMap(({ allotments }) =>
      allotments.flatMap(({ kind, id, amountBaseUnits }) => (kind === 'member' && amountBaseUnits !== '0' ? id : [])),
    )
    for (const id of new Set(ids)) push(found, id, one)
  }
  return found
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const others = map.get(key)
  if (others) others.push(value)
  else map.set(key, [value])
}

function sealedPeriod(period: StatedPeriod, index: PeriodIndex, memberId: string): SealedPeriod {
  const { split, members, corrects } = period
  const { id: _id, name: _name, ...settlement } = members.get(memberId) ?? { id: '', name: '' }
  const rows = (index.rows.get(memberId) ?? []).map(({ row, share }) => statedRow(row, share))
  const evaluations = (
    all: readonly SplitApplied[] | undefined,
    facts: ReadonlyMap<string, EvaluationFacts>,
    from: StatedRow[],
  ) => (all ?? []).map((one) => statedEvaluation(one, facts, from))
  const applied = evaluations(index.applied.get(memberId), index.replayed.applied, rows)
  const before = evaluations(index.before.get(memberId), index.replayed.before, [])
  const terms = new Map([...index.replayed.applied, ...index.replayed.before].map(([id, facts]) => [id, facts.terms] as const))
  const named = new Map([...applied, ...before].map(({ id }) => [terms.get(id)?.id, terms.get(id)] as const))
  const entries = split.entries.filter((entry) => entry.memberId === memberId)
  return {
    split: { format: split.format, contentSha256: split.contentSha256, previous: split.previous },
    period: split.period,
    prices: split.prices,
    minimumPayoutBaseUnits: split.minimumPayoutBaseUnits,
    opening: balancesText(period.opening, memberId),
    terms: [...named.values()].flatMap((each) => each ?? []),
    applied,
    correction: corrects && { ...corrects, prices: index.pricesBefore, before },
    rows,
    fromNoHotspotBaseUnits: fromNoHotspot(applied, rows, terms, memberId).toString(),
    entries,
    inheritedFrom: index.inheritedFrom.get(memberId) ?? [],
    settlement: 'status' in settlement ? settlement : null,
    closing: balancesText(period.closing, memberId),
    payment: statedPayment(period, members.get(memberId) ?? null),
    ...receiptsOf(period, members.get(memberId) ?? null),
  }
}

function statedRow({ hotspotKey, amountBaseUnits, appliedId, parts }: SplitRowV3, share: bigint): StatedRow {
  return {
    hotspotKey,
    amountBaseUnits,
    parts: parts
      ? parts.map((part) => ({ appliedId: part.appliedId, amountBaseUnits: part.amountBaseUnits }))
      : [{ appliedId, amountBaseUnits }],
    shareBaseUnits: share.toString(),
  }
}

function statedEvaluation(
  one: SplitApplied,
  facts: ReadonlyMap<string, EvaluationFacts>,
  rows: readonly StatedRow[],
): StatedEvaluation {
  const of = facts.get(one.id)
  invariant(of, 'every agreement that applied was evaluated')
  const fromRows = partsOf(rows, one.id)
  const { hotspots: _count, ...applied } = one
  return {
    ...applied,
    otherHotspotsBaseUnits: (BigInt(one.amountBaseUnits) - BigInt(one.fedBaseUnits) - fromRows).toString(),
    reserves: of.reserves,
    fractions: of.fractions,
    pools: of.pools,
    start: of.start,
    histories: of.histories,
  }
}

/** What rows brought into an agreement. */
export function partsOf(rows: readonly StatedRow[], appliedId: string): bigint {
  let sum = 0n
  for (const { parts } of rows) {
    for (const part of parts) if (part.appliedId === appliedId) sum += BigInt(part.amountBaseUnits)
  }
  return sum
}

/** What stages give the member of hotspots: pools and agreements that others give to are laid on none. */
export function givenOfHotspots(
  applied: readonly Pick<SplitApplied, 'id' | 'stages'>[],
  terms: ReadonlyMap<string, EvaluationFacts['terms']>,
  memberId: string,
): bigint {
  let sum = 0n
  for (const { id, stages } of applied) {
    const of = terms.get(id)
    if (of?.scope.kind === 'fed') continue
    stages.forEach(({ allotments }, at) => {
      if (of?.stages[at]?.kind === 'pool') return
      for (const { kind, id: to, amountBaseUnits } of allotments) {
        if (kind === 'member' && to === memberId) sum += BigInt(amountBaseUnits)
      }
    })
  }
  return sum
}

function fromNoHotspot(
  applied: readonly StatedEvaluation[],
  rows: readonly StatedRow[],
  terms: ReadonlyMap<string, EvaluationFacts['terms']>,
  memberId: string,
): bigint {
  return rows.reduce((left, { shareBaseUnits }) => left - BigInt(shareBaseUnits), givenOfHotspots(applied, terms, memberId))
}

function balancesText(books: StatedPeriod['opening'], memberId: string): SealedPeriod['opening'] {
  const { held, carried, prepaid } = balancesIn(books, memberId)
  return { held: held.toString(), carried: carried.toString(), prepaid: prepaid.toString() }
}

function receiptsOf({ payment }: StatedPeriod, member: SplitMemberV3 | null): Pick<SealedPeriod, 'receipts'> {
  const { receipts, chainName } = payment
  const own = receipts.filter(({ address }) => address === member?.address)
  return own.length > 0 && chainName !== null ? { receipts: own.map((receipt) => ({ ...receipt, chain: chainName })) } : {}
}
