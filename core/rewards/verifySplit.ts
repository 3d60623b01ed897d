/** Recomputes a split of any version from its own contents and names everything that does not hold. Never throws. */
import type { Finding } from '../model/finding'
import { verifyPercentSplit } from './verifyPercentSplit'
import { verifySplitV3 } from './verifySplitV3'

/** @returns what does not hold, in the order of the file; empty when all of it does. */
export function verifySplit(file: unknown): Finding[] {
  const isV3 = (file as { format?: unknown } | null)?.format === 'commonmast-split-v3'
  return isV3 ? verifySplitV3(file) : verifyPercentSplit(file)
}
