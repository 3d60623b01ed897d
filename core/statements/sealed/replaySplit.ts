/** A split worked out once more, so that what its stages looked at can be told beside what they gave. SPEC.md, rule [ST35]. */
import type { Evaluation } from '../../agreements/applyTerms'
import { counterOf, fractionKeys, historyOf } from '../../agreements/evaluateTerms'
import { stabilityHistory } from '../../agreements/moveStability'
import { Problem } from '../../model/problem'
import type { Terms } from '../../model/terms'
import { splitByTerms } from '../../rewards/splitByTerms'
import type { SplitFile } from '../../rewards/splitFile'
import type { SplitFileV3 } from '../../rewards/splitFileV3'
import { splitInputOf } from '../../rewards/splitInputOf'
import type { StatedEvaluation } from './sealedStatement'

export interface EvaluationFacts extends Pick<StatedEvaluation, 'reserves' | 'fractions' | 'pools' | 'start' | 'histories'> {
  terms: Terms
}

/** By the id of the agreement as it applied. */
export interface ReplayedSplit {
  applied: ReadonlyMap<string, EvaluationFacts>
  /** Of a correction: what it takes back. */
  before: ReadonlyMap<string, EvaluationFacts>
}

/** @throws Problem `statement.split-does-not-hold`, or those of `splitByTerms` */
export function replaySplit(split: SplitFileV3): ReplayedSplit {
  const sides = { applied: new Map<string, EvaluationFacts>(), before: new Map<string, EvaluationFacts>() }
  const original = split.correction?.original as SplitFile | undefined
  const made = splitByTerms(splitInputOf(split, original), {
    onEvaluate: (evaluation, side) => watch(evaluation, (facts) => sides[side].set(evaluation.one.id, facts)),
  })
  if (made.contentSha256 === split.contentSha256) return sides
  throw new Problem(
    'statement.split-does-not-hold',
    `The split of "${split.period.name}" does not hold: verify it, and give it as it was saved.`,
  )
}

function watch({ one, books, poolWeight, start }: Evaluation, isKnown: (facts: EvaluationFacts) => void): () => void {
  const { terms, id, installedBy } = one
  const reserves = [
    ...new Set(terms.stages.flatMap((stage) => (stage.kind === 'reserve' || stage.kind === 'stability' ? stage.reserve : []))),
  ]
  const reserveBefore = reserves.map((reserve) => books.balance('reserve', reserve))
  const carried = terms.dust !== 'carry-forward' ? [] : terms.stages
  const fractions = carried.flatMap((stage) =>
    fractionKeys(stage, { installedBy, name: terms.name }).map((to) => {
      const counter = counterOf({ termsId: id }, stage.id)
      return { stageId: stage.id, to, counter, before: books.fraction(counter, to) }
    }),
  )
  const pools = terms.stages.flatMap((stage) => {
    if (stage.kind !== 'pool' || stage.by === 'equal') return []
    const weights = stage.memberIds.map((memberId) => ({ memberId, weight: poolWeight(stage, memberId) }))
    return {
      stageId: stage.id,
      weights: weights.map(({ memberId, weight }) => ({ memberId, weight: weight.toString() })),
      totalWeight: weights.reduce((sum, { weight }) => sum + weight, 0n).toString(),
    }
  })
  const histories = terms.stages.flatMap((stage) => {
    if (stage.kind !== 'stability' || start === null) return []
    const values = stabilityHistory(stage, { start, books, counter: historyOf({ termsId: id }, stage) })
    return {
      stageId: stage.id,
      values: values.map((each) => ({ start: each.start, minorUnits: each.value.toString() })),
      totalMinorUnits: values.reduce((sum, { value }) => sum + value, 0n).toString(),
    }
  })
  return () =>
    isKnown({
      terms,
      start,
      histories,
      pools,
      reserves: reserves.map((reserve, at) => ({
        reserve,
        beforeBaseUnits: (reserveBefore[at] ?? 0n).toString(),
        afterBaseUnits: books.balance('reserve', reserve).toString(),
      })),
      fractions: fractions.map(({ stageId, to, counter, before }) => ({
        stageId,
        to,
        beforeTrillionths: before.toString(),
        afterTrillionths: books.fraction(counter, to).toString(),
      })),
    })
}
