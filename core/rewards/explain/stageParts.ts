/** What the stages of two splits give each member, compared agreement by agreement. SPEC.md, rules [EX4] to [EX6]. Base units. */
import type { StageResult } from '../../agreements/evaluateTerms'
import type { SplitFile } from '../splitFile'
import { type AgreementWorld, startingBooks } from './agreementWorld'
import { type Cause, causesOf, lostSentence, newSentence } from './changeCause'
import { hasSameStages, stepsBetween } from './changeOfAgreement'
import type { ChangeCause, PartsByMember } from './changeParts'
import { poolWeightsIn } from './poolWeightsIn'
import { type SharedAgreement, type SharedInSplit, sharedIn } from './sharedIn'

/** Adds what stages give more or less than before, by what changed it. */
export function addStageParts(splitBefore: SplitFile, splitNow: SplitFile, parts: PartsByMember): void {
  const [before, now] = [sideOf(splitBefore), sideOf(splitNow)]
  const earlier = new Map(before.shared.map((of) => [of.id, of]))
  const names = new Map([...before.split.members, ...now.split.members].map(({ id, name }) => [id, name]))
  for (const of of now.shared) {
    const was = earlier.get(of.id)
    earlier.delete(of.id)
    if (was) addSteps(was, of, { before, now, names, parts })
    else addWhole(of, 1n, beganOf(of, before, now), parts)
  }
  for (const of of earlier.values()) addWhole(of, -1n, endedOf(of, before, now), parts)
  const takenBack = { cause: 'taken-back', sentence: 'A correction takes back what had been shared before.' } as const
  for (const of of now.takenBack) addWhole(of, -1n, takenBack, parts)
  for (const of of before.takenBack) addWhole(of, 1n, takenBack, parts)
}

interface Side extends SharedInSplit {
  split: SplitFile
  worlds: Map<string, AgreementWorld>
}

function sideOf(split: SplitFile): Side {
  const inSplit = sharedIn(split)
  const starts = startingBooks(split, inSplit.shared)
  const poolWeight = poolWeightsIn(split)
  const worlds = inSplit.shared.map((of): [string, AgreementWorld] => [
    of.id,
    {
      id: of.id,
      terms: of.terms,
      installedBy: of.installedBy,
      amountBaseUnits: of.amountBaseUnits,
      token: split.token,
      prices: inSplit.prices,
      start: starts.get(of.id) ?? { accounts: [], counters: [], fractions: [], periodStart: null },
      poolWeight,
    },
  ])
  return { ...inSplit, split, worlds: new Map(worlds) }
}

interface Compared {
  before: Side
  now: Side
  names: ReadonlyMap<string, string>
  parts: PartsByMember
}

function addSteps(was: SharedAgreement, is: SharedAgreement, { before, now, names, parts }: Compared): void {
  const [worldBefore, worldNow] = [before.worlds.get(was.id), now.worlds.get(is.id)]
  if (!worldBefore || !worldNow) return
  const changed = {
    before: { of: was, world: worldBefore },
    now: { of: is, world: worldNow },
    hasSameStages: hasSameStages(was, is),
    token: now.split.token,
    names,
  }
  for (const step of stepsBetween(changed.before, changed.now)) {
    for (const [stageId, ofStage] of differencesIn(step.before, step.after)) {
      const causeFor = causesOf(step, stageId, changed)
      const number = (numberOf(is, stageId) ?? numberOf(was, stageId) ?? 0) + 1
      const stage = { appliedId: is.id, agreementName: is.terms.name, number }
      for (const [memberId, baseUnits] of ofStage) {
        if (baseUnits === 0n) continue
        const cause = causeFor(memberId)
        parts.add(memberId, `${is.id}\n${stageId}\n${cause.cause}`, { ...cause, baseUnits, stage })
      }
    }
  }
}

function numberOf({ terms }: SharedAgreement, stageId: string): number | null {
  const at = terms.stages.findIndex(({ id }) => id === stageId)
  return at < 0 ? null : at
}

/** All that an agreement gave, or took less. */
function addWhole(of: SharedAgreement, sign: 1n | -1n, cause: Cause<ChangeCause>, parts: PartsByMember): void {
  of.stages.forEach(({ stageId, allotments }, at) => {
    for (const { to, amountBaseUnits } of allotments) {
      if (to.kind !== 'member' || amountBaseUnits === 0n) continue
      const stage = { appliedId: of.id, agreementName: of.terms.name, number: at + 1 }
      parts.add(to.id, `${of.id}\n${stageId}\n${cause.cause}`, { ...cause, baseUnits: sign * amountBaseUnits, stage })
    }
  })
}

function beganOf(of: SharedAgreement, before: Side, now: Side): Cause<ChangeCause> {
  const name = `“${of.terms.name}”`
  const { token } = now.split
  if (!isInForce(of, before.split)) return { cause: 'agreement-began', sentence: `The agreement ${name} began.` }
  if (of.brought.size === 0) return { cause: 'fed', sentence: `Other agreements gave nothing to ${name} before.` }
  return { cause: 'hotspots-new', sentence: newSentence(of.brought.size, of.amountBaseUnits, name, token) }
}

function endedOf(of: SharedAgreement, before: Side, now: Side): Cause<ChangeCause> {
  const name = `“${of.terms.name}”`
  const { token } = before.split
  if (!isInForce(of, now.split)) return { cause: 'agreement-ended', sentence: `The agreement ${name} ended.` }
  if (of.brought.size === 0) return { cause: 'fed', sentence: `Other agreements give nothing to ${name} now.` }
  return { cause: 'hotspots-lost', sentence: lostSentence(of.brought.size, of.amountBaseUnits, name, token) }
}

/** Whether a period has an agreement at all, and at some time of it. */
function isInForce({ terms }: SharedAgreement, split: SplitFile): boolean {
  const known = split.agreements.find(({ id }) => id === terms.id)
  if (!known || split.format !== 'commonmast-split-v3' || !('from' in known)) return known !== undefined
  const { start, end } = split.period
  return (known.from === null || end === null || known.from < end) && (known.to === null || start === null || known.to > start)
}

/** By stage and member. */
function differencesIn(before: readonly StageResult[], after: readonly StageResult[]): Map<string, Map<string, bigint>> {
  const sums = new Map<string, Map<string, bigint>>()
  const add = (results: readonly StageResult[], sign: bigint) => {
    for (const { stageId, allotments } of results) {
      const ofStage = sums.get(stageId) ?? new Map<string, bigint>()
      sums.set(stageId, ofStage)
      for (const { to, amountBaseUnits } of allotments) {
        if (to.kind === 'member') ofStage.set(to.id, (ofStage.get(to.id) ?? 0n) + sign * amountBaseUnits)
      }
    }
  }
  add(before, -1n)
  add(after, 1n)
  return sums
}
