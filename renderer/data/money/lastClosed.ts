/** The period that a split is compared with: the last closed one of its token before it. */
import { isDemoKey } from '#core/model/demoIdentity'
import type { Closing } from '#core/model/records'
import { periodOf, type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import { db } from '../records/openRecords'
import { readClosings } from './closings'

/** @returns the last closed period that is no correction, or the one that the books go on from; null where there is none */
export async function readLastClosed(split: SplitFile): Promise<SplitFile | null> {
  const closings = (await readClosings()).filter(({ symbol }) => symbol === split.token.symbol)
  const own = closings.find(({ periodId }) => periodId === periodOf(split).id)
  const last = lastBefore(split, closings, own?.sequence ?? Number.POSITIVE_INFINITY)
  return last ?? (await namedBefore(split))
}

function lastBefore(split: SplitFile, closings: readonly Closing[], sequence: number): SplitFile | null {
  const { id } = periodOf(split)
  const earlier = closings
    .filter((closing) => closing.sequence < sequence && closing.periodId !== id && isDemoKey(closing.periodId) === isDemoKey(id))
    .sort((one, other) => other.sequence - one.sequence)
  for (const { file } of earlier) {
    const before = splitFileSchema.safeParse(file).data
    if (before && before.token.decimals === split.token.decimals && !isCorrection(before)) return before
  }
  return null
}

/** Of periods that were paid before periods were closed. */
async function namedBefore(split: SplitFile): Promise<SplitFile | null> {
  const previous = split.format === 'commonmast-split-v3' ? split.previous.at(-1) : undefined
  if (!previous) return null
  const distribution = await db.distributions.where('periodId').equals(previous.periodId).first()
  const before = splitFileSchema.safeParse(distribution?.file).data
  return before && before.contentSha256 === previous.contentSha256 && !isCorrection(before) ? before : null
}

export function isCorrection(split: SplitFile): boolean {
  return split.format !== 'commonmast-split-v1' && split.period.corrects.length > 0
}
