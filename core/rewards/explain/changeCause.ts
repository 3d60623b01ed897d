/** What a step from one period to the next was, for one stage and member: its cause by name and in a sentence. */
import type { StageResult } from '../../agreements/evaluateTerms'
import { TermMoney } from '../../agreements/price'
import { stageSentence, termAmountText } from '../../agreements/termsSentences'
import { canonicalJson } from '../../model/canonicalJson'
import type { Token } from '../../model/money'
import type { Stage, TermAmount, Terms } from '../../model/terms'
import { amountText } from '../../words/amountText'
import { countText } from '../../words/countText'
import type { AgreementSide, ChangeStep } from './changeOfAgreement'
import { ruleText } from './stageRule'

export type StageCause =
  | 'network-paid'
  | 'hotspots-new'
  | 'hotspots-lost'
  | 'fed'
  | 'price'
  | 'recoup'
  | 'owed'
  | 'earlier-stage'
  | 'pool-weight'
  | 'percentage'
  | 'rule'
  | 'stage-began'
  | 'stage-ended'
  | 'rounding'

export interface Cause<C = StageCause> {
  cause: C
  sentence: string
}

export interface ChangedAgreement {
  before: AgreementSide
  now: AgreementSide
  hasSameStages: boolean
  token: Token
  /** Of members by id. */
  names: ReadonlyMap<string, string>
}

const ROUNDING: Cause = { cause: 'rounding', sentence: 'Base units that do not divide fell another way.' }

/** The cause of what one stage gives its members more or less by a step; only of a changed rule it differs between members. */
export function causesOf(step: ChangeStep, stageId: string, changed: ChangedAgreement): (memberId: string) => Cause {
  if (step.kind === 'rule' && !changed.hasSameStages) return ruleCauses(step, stageId, changed)
  const cause = stepCause(step, stageId, changed)
  return () => cause
}

function stepCause(step: ChangeStep, stageId: string, changed: ChangedAgreement): Cause {
  const { now, token } = changed
  const name = `“${now.of.terms.name}”`
  switch (step.kind) {
    case 'model':
    case 'rule':
      return ROUNDING
    case 'network-paid':
      return {
        cause: 'network-paid',
        sentence: `The network paid ${differenceText(step.amountBaseUnits, token)} for ${countText(step.hotspots, 'hotspot')} of ${name}.`,
      }
    case 'hotspots-new':
      return { cause: 'hotspots-new', sentence: newSentence(step.hotspots, step.amountBaseUnits, name, token) }
    case 'hotspots-lost':
      return { cause: 'hotspots-lost', sentence: lostSentence(step.hotspots, -step.amountBaseUnits, name, token) }
    case 'fed':
      return { cause: 'fed', sentence: `Other agreements gave ${differenceText(step.amountBaseUnits, token)} to ${name}.` }
    case 'price':
      return { cause: 'price', sentence: priceSentence(changed) }
    case 'books':
      return booksCause(step, stageId, changed)
    case 'weights':
      return stageOf(now.of.terms, stageId)?.kind === 'pool'
        ? { cause: 'pool-weight', sentence: 'The weights of the pool’s members changed.' }
        : ROUNDING
  }
}

export function newSentence(hotspots: number, baseUnits: bigint, name: string, token: Token): string {
  return `${countText(hotspots, 'hotspot')} came to ${name}, with ${amountText(baseUnits, token)}.`
}

export function lostSentence(hotspots: number, baseUnits: bigint, name: string, token: Token): string {
  return `${countText(hotspots, 'hotspot')} left ${name}, which brought ${amountText(baseUnits, token)}.`
}

/** "12.4 WXM less". */
function differenceText(baseUnits: bigint, token: Token): string {
  return baseUnits < 0n ? `${amountText(-baseUnits, token)} less` : `${amountText(baseUnits, token)} more`
}

function stageOf({ stages }: Terms, stageId: string) {
  return stages.find(({ id }) => id === stageId)
}

function priceSentence({ before, now, token }: ChangedAgreement): string {
  const changes = now.world.prices.flatMap(({ currency, price }) => {
    const earlier = before.world.prices.find((each) => each.currency === currency)
    return earlier && earlier.price !== price ? [`from ${earlier.price} to ${price} ${currency}`] : []
  })
  return changes.length > 0 ? `The price of ${token.symbol} went ${changes.join(' and ')}.` : 'Other prices were stated.'
}

function booksCause(step: ChangeStep, stageId: string, changed: ChangedAgreement): Cause {
  const stage = stageOf(changed.before.of.terms, stageId)
  if (stage?.kind === 'until-recouped') {
    const result = changed.now.of.stages.find((each) => each.stageId === stageId)
    const cost = termAmountText(stage.cost, changed.token)
    const isDone = result?.counter && result.counter.after >= ownUnits(stage.cost, changed)
    return {
      cause: 'recoup',
      sentence: isDone
        ? `The ${cost} that were laid out have come back.`
        : `Of the ${cost} laid out, another part had come back.`,
    }
  }
  if (stage?.kind === 'fixed') return { cause: 'owed', sentence: 'More or less was owed from before.' }
  return earlierCause(step, stageId, changed)
}

function ownUnits(amount: TermAmount, { now, token }: ChangedAgreement): bigint {
  return new TermMoney(token, now.world.prices).ownUnits(amount)
}

/** The stage before it that gives most more or less by the step is what changed this one. */
function earlierCause(step: ChangeStep, stageId: string, { before, now, token }: ChangedAgreement): Cause {
  let most: { id: string; change: bigint } | null = null
  for (const id of new Set([...stagesBefore(now.of.terms, stageId), ...stagesBefore(before.of.terms, stageId)])) {
    const change = givenAt(step.after, id) - givenAt(step.before, id)
    if (!most || absolute(change) > absolute(most.change)) most = { id, change }
  }
  if (!most || most.change === 0n) return ROUNDING
  const { id, change } = most
  const [place] = [now, before].flatMap(({ of }) => of.terms.stages.flatMap((stage, at) => (stage.id === id ? [at + 1] : [])))
  return { cause: 'earlier-stage', sentence: `Stage ${place} before it took ${differenceText(change, token)}.` }
}

function ruleCauses(step: ChangeStep, stageId: string, changed: ChangedAgreement): (memberId: string) => Cause {
  const { before, now, token, names } = changed
  const [earlier, later] = [stageOf(before.of.terms, stageId), stageOf(now.of.terms, stageId)]
  if (!earlier || !later || canonicalJson(earlier) === canonicalJson(later)) {
    const cause = wholeStageCause(earlier, later, changed) ?? earlierCause(step, stageId, changed)
    return () => cause
  }
  const other: Cause = { cause: 'rule', sentence: `It says something else now: ${stageSentence(later, names, { token })}` }
  const numberIn = ({ of, world }: AgreementSide, stage: Stage, memberId: string) =>
    stage.kind === 'pool'
      ? `${stage.percent} % for the pool`
      : ruleText({ of, at: of.terms.stages.indexOf(stage), memberId, token, prices: world.prices })
  return (memberId) => {
    const [from, to] = [numberIn(before, earlier, memberId), numberIn(now, later, memberId)]
    if (from === to) return other
    return { cause: 'percentage', sentence: `The share went from ${from || 'nothing'} to ${to || 'nothing'}.` }
  }
}

function wholeStageCause(earlier: Stage | undefined, later: Stage | undefined, { names, token }: ChangedAgreement): Cause | null {
  if (earlier && later) return null
  if (later) return { cause: 'stage-began', sentence: `It began: ${stageSentence(later, names, { token })}` }
  return { cause: 'stage-ended', sentence: earlier ? `It ended: ${stageSentence(earlier, names, { token })}` : 'It ended.' }
}

function stagesBefore({ stages }: Terms, stageId: string): string[] {
  return stages
    .slice(
      0,
      Math.max(
        0,
        stages.findIndex(({ id }) => id === stageId),
      ),
    )
    .map(({ id }) => id)
}

function givenAt(results: readonly StageResult[], stageId: string): bigint {
  const result = results.find((each) => each.stageId === stageId)
  return result ? result.inBaseUnits - result.outBaseUnits : 0n
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
