/**
 * Why the stages of an agreement give other amounts than in an earlier period: the steps from the one to the other, one thing
 * at a time. The steps of each stage and member add up to the whole difference. SPEC.md, rules [EX4] and [EX5]. Base units.
 */
import type { StageResult } from '../../agreements/evaluateTerms'
import { canonicalJson } from '../../model/canonicalJson'
import { type AgreementWorld, sharedInWorld } from './agreementWorld'
import type { SharedAgreement } from './sharedIn'

export type StepKind =
  | 'model'
  | 'network-paid'
  | 'hotspots-new'
  | 'hotspots-lost'
  | 'fed'
  | 'price'
  | 'books'
  | 'weights'
  | 'rule'

/** One thing that changed, and what the stages gave before and after it. */
export interface ChangeStep {
  kind: StepKind
  before: StageResult[]
  after: StageResult[]
  /** Of the steps that change the amount: by how much, and of how many hotspots. */
  amountBaseUnits: bigint
  hotspots: number
}

export interface AgreementSide {
  of: SharedAgreement
  world: AgreementWorld
}

/** @returns the steps from what was given to what is given; what cannot be worked out on the way is part of the last one. */
export function stepsBetween(before: AgreementSide, now: AgreementSide): ChangeStep[] {
  const steps: ChangeStep[] = []
  let world = before.world
  let stand = before.of.stages
  const go = (kind: StepKind, change: Partial<AgreementWorld>, amountBaseUnits = 0n, hotspots = 0) => {
    world = { ...world, ...change }
    const after = sharedInWorld(world)
    if (!after) return
    steps.push({ kind, before: stand, after, amountBaseUnits, hotspots })
    stand = after
  }
  go('model', {})
  for (const { kind, amountBaseUnits, hotspots } of amountSteps(before.of, now.of)) {
    if (amountBaseUnits !== 0n) go(kind, { amountBaseUnits: world.amountBaseUnits + amountBaseUnits }, amountBaseUnits, hotspots)
  }
  if (differs(before.world.prices, now.world.prices)) go('price', { prices: now.world.prices })
  if (differs(before.world.start, now.world.start)) go('books', { start: now.world.start })
  if (before.world.terms.stages.some(({ kind }) => kind === 'pool')) go('weights', { poolWeight: now.world.poolWeight })
  steps.push({ kind: 'rule', before: stand, after: now.of.stages, amountBaseUnits: 0n, hotspots: 0 })
  return steps
}

/** Whether the terms are the same but for their name and time. */
export function hasSameStages(before: SharedAgreement, now: SharedAgreement): boolean {
  return !differs([before.terms.dust, before.terms.stages], [now.terms.dust, now.terms.stages])
}

function differs(one: unknown, other: unknown): boolean {
  return canonicalJson(one) !== canonicalJson(other)
}

/** What came in more or less: for hotspots of both periods, for new ones, for lost ones, and from other agreements. */
function amountSteps(before: SharedAgreement, now: SharedAgreement): Pick<ChangeStep, 'kind' | 'amountBaseUnits' | 'hotspots'>[] {
  const paid = { kind: 'network-paid' as const, amountBaseUnits: 0n, hotspots: 0 }
  const gained = { kind: 'hotspots-new' as const, amountBaseUnits: 0n, hotspots: 0 }
  const lost = { kind: 'hotspots-lost' as const, amountBaseUnits: 0n, hotspots: 0 }
  for (const [key, amount] of now.brought) {
    const earlier = before.brought.get(key)
    if (earlier === amount) continue
    const step = earlier === undefined ? gained : paid
    step.amountBaseUnits += amount - (earlier ?? 0n)
    step.hotspots += 1
  }
  for (const [key, amount] of before.brought) {
    if (now.brought.has(key)) continue
    lost.amountBaseUnits -= amount
    lost.hotspots += 1
  }
  // Lost ones last: the amount on the way is never below zero.
  return [paid, gained, lost, { kind: 'fed', amountBaseUnits: now.fedBaseUnits - before.fedBaseUnits, hotspots: 0 }]
}
