/** What a stage says a member gets, as a number in words, and what kept them from it: a bound, a cost, a shortage, a price. */
import type { StageResult } from '../../agreements/evaluateTerms'
import { HUNDRED_PERCENT, parsePercent } from '../../agreements/percent'
import { type Price, TermMoney } from '../../agreements/price'
import { termAmountText } from '../../agreements/termsSentences'
import type { Token } from '../../model/money'
import type { Receiver, Stage, StageShare, TermAmount } from '../../model/terms'
import { amountText } from '../../words/amountText'
import { amountShareText } from '../../words/shareText'
import type { SharedAgreement } from './sharedIn'

export interface StageLimit {
  kind: 'cap' | 'floor' | 'short' | 'owed' | 'recouped' | 'price'
  sentence: string
}

export interface StageFacts {
  of: SharedAgreement
  /** Position among the stages. */
  at: number
  memberId: string
  token: Token
  prices: readonly Price[]
}

/** The rule's number for the member: "12.5 %", "2 of 3 parts", "50 EUR". */
export function ruleText({ of, at, memberId, token }: StageFacts): string {
  const stage = of.terms.stages[at]
  const result = of.stages[at]
  if (!stage || !result) return ''
  switch (stage.kind) {
    case 'fixed':
      return termAmountText(stage.amount, token)
    case 'until-recouped':
      return `up to ${stage.upToPercent} % until ${termAmountText(stage.cost, token)}`
    case 'reserve':
      return `${stage.percent} %`
    case 'stability':
      return `${stage.percent} % of what is over ${stage.bandPercent} % away from the average`
    case 'pool':
      return `${amountShareText(givenTo(result, memberId), givenInAll(result))} of ${stage.percent} %`
    case 'percentage':
    case 'remainder':
      return sharesOf(stage, of, memberId)
        .map((share) => numberOfShare(share, stage.shares))
        .join(' and ')
  }
}

/** What limited the member's amount at the stage, or turned money of a state into tokens. */
export function stageLimits(facts: StageFacts): StageLimit[] {
  const { of, at, token } = facts
  const stage = of.terms.stages[at]
  const result = of.stages[at]
  if (!stage || !result) return []
  return [...boundLimits(stage, result, facts), ...priceLimits(amountsNamedIn(stage, facts), facts.prices, token)]
}

/** Base units above the exact share rounded down: 1 where the largest remainder was the member's. */
export function roundedUnits({ of, at, memberId }: StageFacts): bigint {
  const stage = of.terms.stages[at]
  const result = of.stages[at]
  if ((stage?.kind !== 'percentage' && stage?.kind !== 'remainder') || !result) return 0n
  if (of.terms.dust !== 'largest-remainder' || stage.shares.some(({ cap, floor }) => cap || floor)) return 0n
  const [share, other] = sharesOf(stage, of, memberId)
  if (!share || other) return 0n
  const whole = stage.kind === 'percentage' ? HUNDRED_PERCENT : stage.shares.reduce((sum, each) => sum + weightOf(each), 0n)
  const exact = (result.inBaseUnits * weightOf(share)) / whole
  return givenTo(result, memberId) > exact ? 1n : 0n
}

/** What a stage gave a member. */
export function givenTo({ allotments }: StageResult, memberId: string): bigint {
  let sum = 0n
  for (const { to, amountBaseUnits } of allotments) if (to.kind === 'member' && to.id === memberId) sum += amountBaseUnits
  return sum
}

/** The shares of a stage that are the member's, as themselves or as whoever hosts or installed. */
function sharesOf({ shares }: { shares: readonly StageShare[] }, of: SharedAgreement, memberId: string): StageShare[] {
  return shares.filter((share) => isFor(share, of, memberId))
}

function isFor({ memberId, install }: Receiver, { installedBy }: SharedAgreement, id: string): boolean {
  return memberId === id || (install !== undefined && installedBy[install] === id)
}

function numberOfShare({ percent, parts }: StageShare, all: readonly StageShare[]): string {
  if (percent !== undefined) return `${percent} %`
  return `${parts} of ${all.reduce((sum, each) => sum + BigInt(each.parts ?? '0'), 0n)} parts`
}

function weightOf({ percent, parts }: StageShare): bigint {
  return percent === undefined ? BigInt(parts ?? '0') : parsePercent(percent)
}

function givenInAll({ allotments }: StageResult): bigint {
  return allotments.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n)
}

function boundLimits(stage: Stage, result: StageResult, facts: StageFacts): StageLimit[] {
  const { of, memberId, token, prices } = facts
  switch (stage.kind) {
    case 'fixed':
      return result.outBaseUnits === 0n && givenInAll(result) === result.inBaseUnits
        ? [shortLimit(stage, result, token)]
        : result.counter && result.counter.before > 0n
          ? [{ kind: 'owed', sentence: 'It includes what was owed from before.' }]
          : []
    case 'until-recouped': {
      const money = new TermMoney(token, prices)
      const isDone = result.counter !== null && result.counter.after >= money.ownUnits(stage.cost)
      return isDone
        ? [{ kind: 'recouped', sentence: `${termAmountText(stage.cost, token)} have come back: nothing more is due.` }]
        : []
    }
    case 'percentage':
    case 'remainder':
      return sharesOf(stage, of, memberId).flatMap((share) => shareLimits(share, result, facts))
    default:
      return []
  }
}

function shortLimit(stage: Extract<Stage, { kind: 'fixed' }>, { inBaseUnits }: StageResult, token: Token): StageLimit {
  const rest = stage.whenShort === 'carry' ? 'what is short is owed on' : 'what is short is let go'
  return { kind: 'short', sentence: `No more than ${amountText(inBaseUnits, token)} came in: ${rest}.` }
}

function shareLimits({ cap, floor }: StageShare, result: StageResult, { memberId, token, prices }: StageFacts): StageLimit[] {
  const money = new TermMoney(token, prices)
  const given = givenTo(result, memberId)
  const isAt = (bound: TermAmount) => money.baseUnitsOf(bound) === given
  return [
    ...(cap && isAt(cap) ? [{ kind: 'cap' as const, sentence: `At the cap of ${termAmountText(cap, token)}.` }] : []),
    ...(floor && isAt(floor) ? [{ kind: 'floor' as const, sentence: `At the floor of ${termAmountText(floor, token)}.` }] : []),
  ]
}

function amountsNamedIn(stage: Stage, { of, memberId }: StageFacts): TermAmount[] {
  switch (stage.kind) {
    case 'fixed':
      return [stage.amount]
    case 'until-recouped':
      return [stage.cost]
    case 'percentage':
    case 'remainder':
      return sharesOf(stage, of, memberId).flatMap(({ cap, floor }) => [...(cap ? [cap] : []), ...(floor ? [floor] : [])])
    default:
      return []
  }
}

function priceLimits(amounts: readonly TermAmount[], prices: readonly Price[], { symbol }: Token): StageLimit[] {
  const currencies = new Set(amounts.flatMap((amount) => ('fiat' in amount ? [amount.currency] : [])))
  return prices
    .filter(({ currency }) => currencies.has(currency))
    .map(({ currency, price, source, at }) => ({
      kind: 'price',
      sentence: `1 ${symbol} = ${price} ${currency} (${source}, ${at.slice(0, 10)}).`,
    }))
}
