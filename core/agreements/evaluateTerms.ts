/**
 * The stages of terms applied to an amount: who gets what at which stage, what each stage left, and how counters moved.
 * Pure but for the books that it is given. SPEC.md, rules [TE1] to [TE8], [RE1] to [RE4] and [FI1] to [FI3]. Base units.
 */
import { largerOf, smallerOf } from '../model/money'
import { invariant, Problem } from '../model/problem'
import type { DustPolicy, Receiver, ShareRole, Stage, StageOf, StageShare } from '../model/terms'
import { apportion } from './apportion'
import { apportionBounded, type BoundedWeight } from './apportionBounded'
import { type Books, readCounter } from './books'
import { moveStability } from './moveStability'
import { HUNDRED_PERCENT, parsePercent } from './percent'
import type { TermMoney } from './price'

/** Who gets something: a member, another agreement, or a reserve of the cooperative. */
export interface Payee {
  kind: 'member' | 'agreement' | 'reserve'
  id: string
}

export interface Allotment {
  to: Payee
  role: ShareRole | null
  amountBaseUnits: bigint
}

export interface StageResult {
  stageId: string
  inBaseUnits: bigint
  allotments: Allotment[]
  /** Base units of the stage that nobody got; below zero where such of before were given out. */
  dustBaseUnits: bigint
  /** What the next stage gets. */
  outBaseUnits: bigint
  /** Of a counter: where it stood before and after, in its own unit. */
  counter: { counter: string; unit: string; before: bigint; after: bigint } | null
}

export interface EvaluationContext {
  /** The terms as they apply: with whoever hosts and installed. Names the counters. */
  termsId: string
  name: string
  dust: DustPolicy
  stages: readonly Stage[]
  installedBy: Partial<Record<'host' | 'installer', string>>
  money: TermMoney
  /** When the period begins; null for one without dates. */
  start: string | null
  /** Changed by it. */
  books: Books
  /** The weight of a member in a pool; asked for weightings other than `equal`. */
  poolWeight: (stage: StageOf<'pool'>, memberId: string) => bigint
}

const TRILLION = 1_000_000_000_000n
const KEY_SEPARATOR = ':'
/** Sorts before all payees: what a stage leaves over. */
const NEXT_STAGE = ''

/** @throws Problem those of percentages, prices and apportionment, naming the agreement. */
export function evaluateTerms(amountBaseUnits: bigint, context: EvaluationContext): StageResult[] {
  let left = amountBaseUnits
  const results: StageResult[] = []
  for (const stage of context.stages) {
    const result = evaluateStage(left, stage, context)
    left = result.outBaseUnits
    invariant(left >= 0n, 'a stage gives no more than it has')
    results.push(result)
  }
  invariant(left === 0n, 'the last stage gives all that is left')
  return results
}

function evaluateStage(amount: bigint, stage: Stage, context: EvaluationContext): StageResult {
  switch (stage.kind) {
    case 'fixed':
      return evaluateFixed(amount, stage, context)
    case 'percentage':
      return evaluateShares(amount, stage, context)
    case 'until-recouped':
      return evaluateRecoup(amount, stage, context)
    case 'pool':
      return evaluatePool(amount, stage, context)
    case 'reserve':
      return evaluateReserve(amount, stage, context)
    case 'stability':
      return evaluateStability(amount, stage, context)
    case 'remainder':
      return evaluateShares(amount, stage, context)
  }
}

function evaluateFixed(amount: bigint, stage: StageOf<'fixed'>, context: EvaluationContext): StageResult {
  const { money, books } = context
  const unit = money.unitOf(stage.amount)
  const counter = counterOf(context, stage.id)
  const isCarried = stage.whenShort === 'carry'
  const before = isCarried ? readCounter(books, counter, unit) : 0n
  const owed = before + money.ownUnits(stage.amount)
  // Below zero where a correction takes back what a period left owed and a later one paid: that much was paid already.
  const whole = owed > 0n ? money.toBaseUnits(owed, unit) : 0n
  const given = smallerOf(whole, amount)
  // Whoever got all base units that the price gives has all of it, whatever rounding left.
  const isSettled = given === whole && (given > 0n || owed === 0n)
  const after = isSettled || !isCarried ? 0n : owed - (given > 0n ? money.fromBaseUnits(given, unit) : 0n)
  if (isCarried) books.setCounter(counter, { unit, value: after })
  return resultOf(stage.id, amount, [allot(stage.to, given, context)], isCarried ? { counter, unit, before, after } : null)
}

function evaluateRecoup(amount: bigint, stage: StageOf<'until-recouped'>, context: EvaluationContext): StageResult {
  const { money, books } = context
  const unit = money.unitOf(stage.cost)
  const counter = stage.counter ?? counterOf(context, stage.id)
  const before = readCounter(books, counter, unit)
  const cost = money.ownUnits(stage.cost)
  const outstanding = before < cost ? cost - before : 0n
  // Without anything outstanding no price is needed any more.
  const whole = outstanding === 0n ? 0n : money.toBaseUnits(outstanding, unit)
  const atMost = percentOf(amount, stage.upToPercent, context)
  const given = smallerOf(whole, atMost)
  const isSettled = given === whole && given > 0n
  const after = given === 0n ? before : isSettled ? cost : before + money.fromBaseUnits(given, unit)
  books.setCounter(counter, { unit, value: after })
  return resultOf(stage.id, amount, [allot(stage.to, given, context)], { counter, unit, before, after })
}

function evaluateReserve(amount: bigint, stage: StageOf<'reserve'>, context: EvaluationContext): StageResult {
  const { books, money } = context
  const held = books.balance('reserve', stage.reserve)
  const room = stage.until ? money.baseUnitsOf(stage.until) - held : null
  const wanted = percentOf(amount, stage.percent, context)
  const given = room === null ? wanted : largerOf(0n, smallerOf(room, wanted))
  books.move('reserve', stage.reserve, given)
  return resultOf(
    stage.id,
    amount,
    [{ to: { kind: 'reserve', id: stage.reserve }, role: 'cooperative', amountBaseUnits: given }],
    null,
  )
}

/** What it pays out comes in beside the rewards: more goes on to the next stage than came in. */
function evaluateStability(amount: bigint, stage: StageOf<'stability'>, context: EvaluationContext): StageResult {
  const { moved, counter } = moveStability(amount, stage, { ...context, counter: historyOf(context, stage) })
  return resultOf(
    stage.id,
    amount,
    [{ to: { kind: 'reserve', id: stage.reserve }, role: 'cooperative', amountBaseUnits: moved }],
    counter,
  )
}

function evaluatePool(amount: bigint, stage: StageOf<'pool'>, context: EvaluationContext): StageResult {
  const whole = percentOf(amount, stage.percent, context)
  const weights = stage.memberIds.map((memberId) => ({
    key: keyOf({ kind: 'member', id: memberId }),
    weight: stage.by === 'equal' ? 1n : context.poolWeight(stage, memberId),
  }))
  if (whole > 0n && weights.every(({ weight }) => weight === 0n)) {
    throw new Problem(
      'agreement.pool-without-weights',
      `The pool of agreement "${context.name}" is shared by ${stage.by}, and none of its members has any: give the figures, or share it equally.`,
    )
  }
  const { amounts, dust } = divide(whole, weights, stage.id, context)
  const allotments = stage.memberIds.map(
    (memberId): Allotment => ({
      to: { kind: 'member', id: memberId },
      role: null,
      amountBaseUnits: amounts.get(keyOf({ kind: 'member', id: memberId })) ?? 0n,
    }),
  )
  return resultOf(stage.id, amount, allotments, null, dust)
}

function evaluateShares(
  amount: bigint,
  stage: StageOf<'percentage'> | StageOf<'remainder'>,
  context: EvaluationContext,
): StageResult {
  const receivers = stage.shares.map((share) => ({ share, to: payeeOf(share, context) }))
  const weights: BoundedWeight[] = receivers.map(({ share, to }) => ({
    key: shareKey(share, to),
    weight: weightOf(share, context),
    ...(share.cap || share.floor ? boundsOf(share, context) : null),
  }))
  const percent = weights.reduce((sum, { weight }) => sum + weight, 0n)
  const rest = stage.kind === 'percentage' ? HUNDRED_PERCENT - percent : 0n
  const all = rest > 0n ? [{ key: NEXT_STAGE, weight: rest }, ...weights] : weights
  const { amounts, dust } = divide(amount, all, stage.id, context)
  const allotments = receivers.map(
    ({ share, to }): Allotment => ({ to, role: share.role ?? null, amountBaseUnits: amounts.get(shareKey(share, to)) ?? 0n }),
  )
  // What does not divide of percentages stays in what is left, so nothing of it is dust.
  return resultOf(stage.id, amount, allotments, null, stage.kind === 'percentage' ? 0n : dust)
}

/** What fractions are carried for at a stage of terms that carry them forward, as books name it. */
export function fractionKeys(stage: Stage, context: Pick<EvaluationContext, 'installedBy' | 'name'>): string[] {
  if (stage.kind === 'pool') return stage.memberIds.map((id) => keyOf({ kind: 'member', id }))
  if (stage.kind !== 'percentage' && stage.kind !== 'remainder') return []
  return stage.shares.map((share) => shareKey(share, payeeOf(share, context)))
}

/** Shares whole base units by the policy for what does not divide. */
function divide(
  amount: bigint,
  weights: readonly BoundedWeight[],
  stageId: string,
  context: EvaluationContext,
): { amounts: Map<string, bigint>; dust: bigint } {
  if (context.dust === 'largest-remainder') return { amounts: apportionBounded(amount, weights).amounts, dust: 0n }
  const counter = counterOf(context, stageId)
  // Where a next stage takes what is left, it takes what does not divide too.
  const hasNext = weights.some(({ key }) => key === NEXT_STAGE)
  const sum = weights.reduce((all, { weight }) => all + weight, 0n)
  if (sum === 0n) return { amounts: apportion(amount, weights).amounts, dust: 0n }
  const amounts = new Map<string, bigint>()
  let given = 0n
  for (const { key, weight } of weights) {
    const product = amount * weight
    let units = product / sum
    if (context.dust === 'carry-forward' && !hasNext) {
      const trillionths = context.books.fraction(counter, key) + ((product % sum) * TRILLION) / sum
      // What a correction takes back may leave less than nothing; nobody is given less than nothing for it.
      const carried = largerOf(floorDivide(trillionths, TRILLION), -units)
      units += carried
      context.books.setFraction(counter, key, trillionths - carried * TRILLION)
    }
    amounts.set(key, units)
    given += units
  }
  return { amounts, dust: amount - given }
}

/** Rounded down below zero too. */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend < quotient * divisor ? quotient - 1n : quotient
}

/** What is neither given nor dust goes on to the next stage. */
function resultOf(
  stageId: string,
  inBaseUnits: bigint,
  allotments: Allotment[],
  counter: StageResult['counter'],
  dustBaseUnits = 0n,
): StageResult {
  let outBaseUnits = inBaseUnits - dustBaseUnits
  for (const { amountBaseUnits } of allotments) outBaseUnits -= amountBaseUnits
  return { stageId, inBaseUnits, allotments, dustBaseUnits, outBaseUnits, counter }
}

function allot(receiver: Receiver, amountBaseUnits: bigint, context: EvaluationContext): Allotment {
  return { to: payeeOf(receiver, context), role: receiver.role ?? null, amountBaseUnits }
}

function payeeOf(receiver: Receiver, { installedBy, name }: Pick<EvaluationContext, 'installedBy' | 'name'>): Payee {
  if (receiver.memberId !== undefined) return { kind: 'member', id: receiver.memberId }
  if (receiver.agreementId !== undefined) return { kind: 'agreement', id: receiver.agreementId }
  const id = receiver.install && installedBy[receiver.install]
  invariant(id, `agreement ${name} is applied with whoever its install names`)
  return { kind: 'member', id }
}

/** A percentage rounded down, so that it never takes more than it says. */
function percentOf(amount: bigint, percent: string, { name }: EvaluationContext): bigint {
  return (amount * parsePercent(percent, { field: `agreement ${name}` })) / HUNDRED_PERCENT
}

function weightOf({ percent, parts }: StageShare, { name }: EvaluationContext): bigint {
  return percent === undefined ? BigInt(parts ?? '0') : parsePercent(percent, { field: `agreement ${name}` })
}

function boundsOf({ cap, floor }: StageShare, { money, name }: EvaluationContext): Pick<BoundedWeight, 'cap' | 'floor'> {
  const bounds = { cap: cap && money.baseUnitsOf(cap), floor: floor && money.baseUnitsOf(floor) }
  if (bounds.cap !== undefined && bounds.floor !== undefined && bounds.floor > bounds.cap) {
    throw new Problem(
      'agreement.floor-above-cap',
      `A share of agreement "${name}" has a floor of ${bounds.floor} base units above its cap of ${bounds.cap}: correct one of them.`,
    )
  }
  return bounds
}

/** Under what the values of periods stand in the books. */
export const historyOf = ({ termsId }: Pick<EvaluationContext, 'termsId'>, stage: StageOf<'stability'>) =>
  stage.counter ?? counterOf({ termsId }, stage.id)
export const counterOf = ({ termsId }: Pick<EvaluationContext, 'termsId'>, stageId: string) => `${termsId}/${stageId}`
const keyOf = ({ kind, id }: Payee) => `${kind}${KEY_SEPARATOR}${id}`
/** Whoever hosts may have a share of their own beside: each is apportioned by itself. */
const shareKey = ({ install }: Receiver, to: Payee) => (install ? `${keyOf(to)}\n${install}` : keyOf(to))
