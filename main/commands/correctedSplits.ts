/** Splits that a new one goes on from or corrects. */
import { Problem } from '#core/model/problem'
import { type ComparedPeriod, comparePeriod, datesOf } from '#core/rewards/comparePeriod'
import type { CorrectedPeriod } from '#core/rewards/newPeriod'
import { type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import { comparedPeriodOf, payableIn } from '#core/rewards/splitPeriod'
import { verifySplit } from '#core/rewards/verifySplit'
import { readJsonFile } from './readJsonFile'

/**
 * Each split with what it shared.
 * @param paths of the splits, in their order
 * @param period of the corrected file
 * @throws Problem `split.corrects-other`, `split.corrects-part`,
 * `split.corrects-nothing` or `split.corrects-more`.
 */
export function correctedBy(splits: readonly SplitFile[], paths: readonly string[], period: ComparedPeriod): CorrectedPeriod[] {
  const ids = new Set(splits.map((split) => comparedPeriodOf(split).id))
  return splits.map((split, at) => {
    const path = paths[at] ?? ''
    checkCorrects(path, period, datedAs(period, comparedPeriodOf(split)))
    const missing = split.format === 'commonmast-split-v1' ? undefined : split.period.corrects.find(({ id }) => !ids.has(id))
    if (missing) {
      throw new Problem(
        'split.corrects-more',
        `${path} is itself a correction: give the split that it corrects (${missing.id}) with --corrects as well.`,
      )
    }
    return { period: comparedPeriodOf(split), payable: payableIn(split) }
  })
}

/** @throws Problem `split.not-a-split` or `split.does-not-hold` */
export async function readSplit(path: string, option: string): Promise<SplitFile> {
  const { document } = await readJsonFile(path)
  const parsed = splitFileSchema.safeParse(document)
  if (!parsed.success) throw new Problem('split.not-a-split', `${path} is not a split: give one with --${option}.`)
  const [finding] = verifySplit(document)
  if (finding) {
    throw new Problem(
      'split.does-not-hold',
      `${path} does not hold: ${finding.where} ${finding.message}. Give the split as it was saved.`,
    )
  }
  return parsed.data
}

/** A split of version 1 has no dates: naming it here says that it is of the same time. */
function datedAs(period: ComparedPeriod, other: ComparedPeriod): ComparedPeriod {
  return datesOf(other) ? other : { ...other, payer: period.payer, start: period.start, end: period.end }
}

function checkCorrects(path: string, period: ComparedPeriod, other: ComparedPeriod): void {
  const comparison = comparePeriod(period, [other])
  if (comparison.kind === 'correction' && comparison.reachingBeyond.length === 0) return
  if (comparison.kind === 'correction') {
    throw new Problem(
      'split.corrects-part',
      `${path} is for more time than the corrected file: only a file for all of it tells the difference.`,
    )
  }
  if (comparison.kind === 'new') {
    throw new Problem('split.corrects-other', `${path} is of another network, token, payer or time: leave it out of --corrects.`)
  }
  throw new Problem('split.corrects-nothing', `${path} has the very same amounts: there is nothing to correct.`)
}
