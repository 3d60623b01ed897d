/**
 * A period's rewards under the terms in force: the rewards of one agreement are summed, its stages are applied to the sum,
 * and what it gives to another agreement is shared there. SPEC.md, rules [TE1] to [TE8], [IN1] to [IN3]. Base units.
 */

import { compareUtf8 } from '../model/compareUtf8'
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
import type { Terms } from '../model/terms'
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'
import type { Books } from './books'
import { namedIn, receiversOf } from './checkTerms'
import { type EvaluationContext, evaluateTerms, type StageResult } from './evaluateTerms'
import { type Install, installsByHotspot } from './installs'
import { createPoolWeights, type PoolMeasures } from './poolWeights'
import type { Price } from './price'
import { TermMoney } from './price'
import { createRowParting, type RewardedHotspot, type RowPart } from './rowParts'
import { createTermsChooser } from './termsInForce'

export interface ApplyTermsInput {
  token: Token
  network: string
  dates: PeriodDates | null
  rewards: readonly RewardedHotspot[]
  terms: readonly Terms[]
  installs: readonly Install[]
  prices: readonly Price[]
  measures: PoolMeasures
  /** Changed by it: counters, fractions, reserves and what is carried of a base unit. */
  books: Books
  /** Called before each evaluation; what it gives back is called when that is done. */
  onEvaluate?: ((evaluation: Evaluation) => () => void) | undefined
}

/** Terms about to be applied, with all that their stages look at beside the amount. */
export interface Evaluation {
  one: AppliedTerms
  /** As they stand now. */
  books: Books
  poolWeight: EvaluationContext['poolWeight']
  start: EvaluationContext['start']
}

/** Terms as they applied: those that follow the install once for each host and installer. */
export interface AppliedTerms {
  id: string
  terms: Terms
  installedBy: Partial<Record<'host' | 'installer', string>>
  /** Positions in `parts`. */
  parts: number[]
  /** What other agreements gave to it. */
  fedBaseUnits: bigint
  amountBaseUnits: bigint
  stages: StageResult[]
}

export interface AppliedPeriod {
  /** In the order of the rewards; several for a hotspot whose terms or install changed. */
  parts: RowPart[]
  applied: AppliedTerms[]
}

/** @throws Problem `split.no-agreement`, `split.duplicate-hotspot`, `split.negative-amount`, `install.nobody`, `agreement.*` */
export function applyTerms(input: ApplyTermsInput): AppliedPeriod {
  const { rewards, terms, network, books } = input
  checkFeeds(terms, input.dates)
  const choose = createTermsChooser(terms, network)
  const partsOf = createRowParting({
    dates: input.dates,
    terms,
    choose,
    installs: installsByHotspot(inNetwork(input.installs, network)),
  })
  const parts = partAll(rewards, partsOf)
  const applied = gather(parts, rewards)
  const context = {
    money: new TermMoney(input.token, input.prices),
    start: input.dates?.start ?? null,
    books,
    poolWeight: createPoolWeights(parts, rewards, input.dates, {
      ...input.measures,
      hotspots: [...inNetwork(input.measures.hotspots, network)],
    }),
  }
  const waiting = new Map<string, bigint>()
  const evaluate = (one: AppliedTerms) => {
    const isDone = input.onEvaluate?.({ one, books, poolWeight: context.poolWeight, start: context.start })
    one.stages = evaluateTerms(one.amountBaseUnits, {
      ...context,
      termsId: one.id,
      name: one.terms.name,
      dust: one.terms.dust,
      stages: one.terms.stages,
      installedBy: one.installedBy,
    })
    isDone?.()
    for (const stage of one.stages) {
      if (one.terms.dust === 'carry-forward') books.move('carried', `${one.id}/${stage.stageId}`, stage.dustBaseUnits)
      else books.dust += stage.dustBaseUnits
      for (const { to, amountBaseUnits } of stage.allotments) {
        if (to.kind === 'agreement') waiting.set(to.id, (waiting.get(to.id) ?? 0n) + amountBaseUnits)
      }
    }
  }
  for (const one of applied) evaluate(one)
  for (const fed of inFeedOrder(terms)) {
    const amountBaseUnits = waiting.get(fed.id)
    if (amountBaseUnits === undefined) continue
    const one = appliedOf(fed.id, fed, {})
    one.fedBaseUnits = amountBaseUnits
    one.amountBaseUnits = amountBaseUnits
    applied.push(one)
    evaluate(one)
  }
  return { parts, applied }
}

/** Facts of hotspots by their keys, where a file names them with their network. */
export function inNetwork<F extends { hotspotKey: string }>(facts: readonly F[], network: string): readonly F[] {
  if (!facts.some(({ hotspotKey }) => hotspotKey.includes(':'))) return facts
  return facts.map((fact) => ({ ...fact, hotspotKey: keyInNetwork(fact.hotspotKey, network) }))
}

function partAll(rewards: readonly RewardedHotspot[], partsOf: ReturnType<typeof createRowParting>): RowPart[] {
  checkDistinct(rewards)
  const parts: RowPart[] = []
  let without = 0
  let first = ''
  for (const [row, reward] of rewards.entries()) {
    if (reward.amountBaseUnits < 0n) {
      throw new Problem(
        'split.negative-amount',
        `The reward of hotspot "${reward.hotspotKey}" is below zero: correct the import.`,
      )
    }
    if (!partsOf(reward, row, parts) && without++ === 0) first = reward.hotspotKey
  }
  if (without > 0) {
    throw new Problem(
      'split.no-agreement',
      `${without} of ${rewards.length} rewards have no agreement (the first is hotspot "${first}"): add a default agreement, or one that names them.`,
    )
  }
  return parts
}

function gather(parts: readonly RowPart[], rewards: readonly RewardedHotspot[]): AppliedTerms[] {
  const found = new Map<Terms, { follows: readonly CrewRole[]; byCrew: Map<string, AppliedTerms> }>()
  const all: AppliedTerms[] = []
  parts.forEach((part, at) => {
    const { terms, install } = part
    let ofTerms = found.get(terms)
    if (!ofTerms) {
      ofTerms = { follows: followedBy(terms), byCrew: new Map() }
      found.set(terms, ofTerms)
    }
    const { follows, byCrew } = ofTerms
    const crew = crewText(install, follows)
    let one = byCrew.get(crew)
    if (!one) {
      const installedBy = crewOf(part, follows, rewards[part.row]?.hotspotKey ?? '')
      one = appliedOf(appliedId(terms.id, installedBy), terms, installedBy)
      byCrew.set(crew, one)
      all.push(one)
    }
    one.parts.push(at)
    one.amountBaseUnits += part.amountBaseUnits
  })
  // Some share a reserve or a counter: which of them comes first must not depend on the order of the rewards.
  return all.sort((one, other) => compareUtf8(one.id, other.id))
}

function checkDistinct(rewards: readonly RewardedHotspot[]): void {
  const keys = rewards.map(({ hotspotKey }) => hotspotKey)
  if (new Set(keys).size === keys.length) return
  const seen = new Set<string>()
  const twice = keys.find((key) => seen.size === seen.add(key).size)
  throw new Problem('split.duplicate-hotspot', `Hotspot "${twice}" is rewarded twice in this period: join or remove one.`)
}

type CrewRole = 'host' | 'installer'

function followedBy({ stages }: Terms): CrewRole[] {
  return [...new Set(stages.flatMap((stage) => receiversOf(stage).flatMap(({ install }) => install ?? [])))].sort()
}

/** Tells crews apart, quickly: one text for each of those that terms follow. */
function crewText(install: RowPart['install'], follows: readonly CrewRole[]): string {
  if (follows.length === 0) return ''
  const [host, installer] = [install?.hostId ?? '', install?.installerId ?? '']
  if (follows.length === 1) return follows[0] === 'host' ? host : installer
  return `${host}\n${installer}`
}

function crewOf(
  { install, terms, time }: RowPart,
  follows: readonly CrewRole[],
  hotspotKey: string,
): AppliedTerms['installedBy'] {
  const crew: AppliedTerms['installedBy'] = {}
  for (const role of follows) {
    const id = role === 'host' ? install?.hostId : install?.installerId
    if (!id) {
      throw new Problem(
        'install.nobody',
        `Agreement "${terms.name}" pays the ${role} of hotspot "${hotspotKey}", and no install says who that was${time ? ` from ${time.start.slice(0, 10)} on` : ''}: add the install.`,
      )
    }
    crew[role] = id
  }
  return crew
}

/** Ids have no `~`-parts of their own for terms that follow nobody, so that counters of plain agreements bear their id. */
function appliedId(termsId: string, { host, installer }: AppliedTerms['installedBy']): string {
  return [termsId, ...(host ? [`host ${host}`] : []), ...(installer ? [`installer ${installer}`] : [])].join(' ~ ')
}

function appliedOf(id: string, terms: Terms, installedBy: AppliedTerms['installedBy']): AppliedTerms {
  return { id, terms, installedBy, parts: [], fedBaseUnits: 0n, amountBaseUnits: 0n, stages: [] }
}

/**
 * @param dates of the period, or null where none is meant
 * @throws Problem `agreement.fed-unknown`, `agreement.fed-with-hotspots`, `agreement.fed-not-in-force` or `agreement.circular`
 */
export function checkFeeds(terms: readonly Terms[], dates: PeriodDates | null): void {
  const byId = new Map(terms.map((each) => [each.id, each]))
  for (const { name, stages } of terms) {
    for (const id of namedIn(stages).agreementIds) {
      const fed = byId.get(id)
      if (!fed) {
        throw new Problem('agreement.fed-unknown', `Agreement "${name}" gives to an agreement "${id}" that is not there: add it.`)
      }
      if (fed.scope.kind !== 'fed') {
        throw new Problem(
          'agreement.fed-with-hotspots',
          `Agreement "${name}" gives to "${fed.name}", which has hotspots of its own: only an agreement without hotspots can be given to.`,
        )
      }
      if (dates && ((fed.from !== null && fed.from > dates.start) || (fed.to !== null && fed.to < dates.end))) {
        throw new Problem(
          'agreement.fed-not-in-force',
          `Agreement "${name}" gives to "${fed.name}", which is not in force for all of the period: correct its dates, or leave them out.`,
        )
      }
    }
  }
  inFeedOrder(terms)
}

/** Fed agreements, each after all that give to it. */
function inFeedOrder(terms: readonly Terms[]): Terms[] {
  const byId = terms.filter(({ scope }) => scope.kind === 'fed').sort((one, other) => compareUtf8(one.id, other.id))
  const fed = new Map(byId.map((each) => [each.id, each]))
  const order: Terms[] = []
  const state = new Map<string, 'under way' | 'done'>()
  const visit = (one: Terms, path: readonly string[]) => {
    if (state.get(one.id) === 'done') return
    if (state.get(one.id) === 'under way') {
      throw new Problem(
        'agreement.circular',
        `Agreements give to each other in a circle (${[...path, one.name].join(', ')}): take one of them out of it.`,
      )
    }
    state.set(one.id, 'under way')
    for (const id of namedIn(one.stages).agreementIds) {
      const next = fed.get(id)
      if (next) visit(next, [...path, one.name])
    }
    state.set(one.id, 'done')
    order.unshift(one)
  }
  for (const one of fed.values()) visit(one, [])
  return order
}
