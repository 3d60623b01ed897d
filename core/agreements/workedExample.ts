/**
 * What an agreement that is being written would give, on the rewards of a period: by the same evaluation as a split, with
 * counters, reserves and prices as they are. SPEC.md, rules [WE1] to [WE4]. Base units.
 */
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import type { Stage, Terms } from '../model/terms'
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'
import { type AppliedTerms, applyTerms } from './applyTerms'
import { Books, type BooksText } from './books'
import { namedIn, receiversOf } from './checkTerms'
import type { Allotment, StageResult } from './evaluateTerms'
import { START_OF_TIME, withCrew } from './exampleCrew'
import type { Install } from './installs'
import { countersBefore } from './moveStability'
import type { PoolMeasures } from './poolWeights'
import type { Price } from './price'
import type { RewardedHotspot } from './rowParts'
import { createTermsChooser } from './termsInForce'

export interface ExampleInput {
  token: Token
  network: string
  dates: PeriodDates | null
  /** Of the period; none: the agreement is tried with 100 tokens. */
  rewards: readonly RewardedHotspot[]
  /** The agreement as it would be. */
  terms: Terms
  /** All others. */
  others: readonly Terms[]
  installs: readonly Install[]
  prices: readonly Price[]
  measures: PoolMeasures
  opening: BooksText | null
}

export interface ExampleStage {
  stage: Stage
  inBaseUnits: bigint
  allotments: Allotment[]
  dustBaseUnits: bigint
  outBaseUnits: bigint
  /** Of a counter that is counted once; those of each host are left out. */
  counter: StageResult['counter']
}

export interface WorkedExample {
  /** `hundred`: nothing came in the period, or there is none. */
  of: 'period' | 'hundred'
  hotspots: number
  /** Of them, those of which no install says who hosts or installed them, where the terms pay those. */
  withoutCrew: number
  /** With how many hosts and installers it was applied; 1 where it follows none. */
  crews: number
  amountBaseUnits: bigint
  /** In the order of the terms, summed over crews. */
  stages: ExampleStage[]
}

const REST_ID = '~others'
const EXAMPLE_KEY = '~example'
const HUNDRED = 100n
/** Of a period that says none: no install is of that time. */
const NO_DATES: PeriodDates = { start: START_OF_TIME, end: '0001-01-02T00:00:00.000Z' }

/** @throws Problem those of `applyTerms`, such as `price.missing` or `agreement.pool-without-weights` */
export function workExample(input: ExampleInput): WorkedExample {
  const ofPeriod = input.rewards.length > 0 ? apply(input, input.rewards) : null
  if (ofPeriod && ofPeriod.amountBaseUnits > 0n) return { of: 'period', ...ofPeriod }
  const rewards = [{ hotspotKey: EXAMPLE_KEY, groups: [], amountBaseUnits: HUNDRED * 10n ** BigInt(input.token.decimals) }]
  const everywhere: Terms = { ...input.terms, scope: { kind: 'default' } }
  return { of: 'hundred', ...apply({ ...input, terms: everywhere }, rewards) }
}

function apply(input: ExampleInput, rewards: readonly RewardedHotspot[]): Omit<WorkedExample, 'of'> {
  const { network, others } = input
  const dates = input.dates ?? NO_DATES
  const terms = alwaysInForce(input.terms)
  const taking = claimedBy(terms, others, rewards, network, dates)
  const rest: Terms = {
    ...{ id: REST_ID, name: REST_ID, from: null, to: null, dust: 'largest-remainder' },
    scope: { kind: 'default' },
    stages: [{ id: 'rest', kind: 'remainder', shares: [{ memberId: REST_ID, percent: '100' }] }],
  }
  const crew = withCrew(rewards, input.installs, network, dates)
  const period = applyTerms({
    ...{ token: input.token, network, dates, rewards, installs: crew.installs },
    ...{ prices: input.prices, measures: input.measures, books: booksBefore(input.opening, dates) },
    terms: [...taking, ...fedBy(taking, others), rest],
  })
  const own = period.applied.filter((one) => one.terms.id === terms.id)
  const rows = new Set(own.flatMap(({ parts }) => parts.flatMap((part) => period.parts[part]?.row ?? [])))
  const roles = new Set(terms.stages.flatMap((stage) => receiversOf(stage).flatMap(({ install }) => install ?? [])))
  const isUnknown = (row: number) => [...roles].some((role) => crew.unknown[role].has(rewards[row]?.hotspotKey ?? ''))
  return {
    hotspots: rows.size,
    withoutCrew: [...rows].filter(isUnknown).length,
    crews: own.length,
    amountBaseUnits: own.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n),
    stages: terms.stages.map((stage, at) => summed(stage, own, at)),
  }
}

/** A period that is closed is valued already; it is tried as if it came now. */
function booksBefore(opening: BooksText | null, { start }: PeriodDates): Books {
  return Books.from(opening && { ...opening, counters: countersBefore(start, opening.counters) })
}

/** As if it were in force for all of the period. */
function alwaysInForce(terms: Terms): Terms {
  return { ...terms, from: null, to: null }
}

/** The terms, and agreements that give to them, each for the hotspots that it would take. */
function claimedBy(
  terms: Terms,
  others: readonly Terms[],
  rewards: readonly RewardedHotspot[],
  network: string,
  dates: PeriodDates,
): Terms[] {
  const choose = createTermsChooser([terms, ...others.filter((other) => !claimsTheSame(other, terms, network))], network)
  const keys = new Map<string, string[]>()
  for (const reward of rewards) {
    const id = choose(reward, dates.start)?.id ?? ''
    const ofTerms = keys.get(id)
    if (ofTerms) ofTerms.push(reward.hotspotKey)
    else keys.set(id, [reward.hotspotKey])
  }
  const taking = [terms, ...feedersOf(terms, others)].map(alwaysInForce)
  return taking.map((each) => (each.scope.kind === 'fed' ? each : namingOnly(each, keys.get(each.id) ?? [])))
}

/** The version before it, or one that stands in its way, of which saving it will tell. */
function claimsTheSame({ id, scope }: Terms, terms: Terms, network: string): boolean {
  const own = terms.scope
  if (id === terms.id) return true
  switch (scope.kind) {
    case 'default':
      return own.kind === 'default'
    case 'group':
      return own.kind === 'group' && scope.group === own.group
    case 'area':
      return own.kind === 'area' && scope.cells.some((cell) => own.cells.includes(cell))
    case 'hotspots': {
      if (own.kind !== 'hotspots') return false
      const keys = new Set(own.hotspotIds.map((hotspot) => keyInNetwork(hotspot, network)))
      return scope.hotspotIds.some((hotspot) => keys.has(keyInNetwork(hotspot, network)))
    }
    case 'fed':
      return false
  }
}

/** Agreements that give to it, straight or through others. */
function feedersOf(terms: Terms, others: readonly Terms[]): Terms[] {
  if (terms.scope.kind !== 'fed') return []
  const reached = new Set([terms.id])
  let grown = true
  while (grown) {
    grown = false
    for (const { id, stages } of others) {
      if (reached.has(id) || ![...namedIn(stages).agreementIds].some((fed) => reached.has(fed))) continue
      reached.add(id)
      grown = true
    }
  }
  return others.filter(({ id }) => reached.has(id) && id !== terms.id)
}

/** Whatever these give to, straight or through others. */
function fedBy(giving: readonly Terms[], others: readonly Terms[]): Terms[] {
  const byId = new Map(others.map((other) => [other.id, other]))
  const found = new Map(giving.map((each) => [each.id, each]))
  const open = [...giving]
  for (let one = open.pop(); one; one = open.pop()) {
    for (const id of namedIn(one.stages).agreementIds) {
      const next = byId.get(id)
      if (!next || found.has(id)) continue
      found.set(id, next)
      open.push(next)
    }
  }
  return [...found.values()].filter((each) => !giving.includes(each)).map(alwaysInForce)
}

/** The same terms for these hotspots alone; for one that nobody has where there are none. */
function namingOnly(terms: Terms, keys: readonly string[]): Terms {
  return { ...terms, scope: { kind: 'hotspots', hotspotIds: keys.length > 0 ? [...keys] : [REST_ID] } }
}

function summed(stage: Stage, applied: readonly AppliedTerms[], at: number): ExampleStage {
  const sum: ExampleStage = { stage, inBaseUnits: 0n, allotments: [], dustBaseUnits: 0n, outBaseUnits: 0n, counter: null }
  const byPayee = new Map<string, Allotment>()
  for (const { stages } of applied) {
    const result = stages[at]
    if (!result) continue
    sum.inBaseUnits += result.inBaseUnits
    sum.dustBaseUnits += result.dustBaseUnits
    sum.outBaseUnits += result.outBaseUnits
    if (applied.length === 1) sum.counter = result.counter
    for (const { to, role, amountBaseUnits } of result.allotments) {
      const key = `${to.kind}\n${to.id}\n${role ?? ''}`
      const before = byPayee.get(key)
      byPayee.set(key, { to, role, amountBaseUnits: amountBaseUnits + (before?.amountBaseUnits ?? 0n) })
    }
  }
  sum.allotments = [...byPayee.values()]
  return sum
}
