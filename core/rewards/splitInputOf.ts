/** What a split was made from, as it says itself, so that it can be made again. */
import type { SplitInput } from './splitByTerms'
import type { SplitFile } from './splitFile'
import type { SplitFileV3 } from './splitFileV3'

/** @param original of a correction: the split that shared the period first */
export function splitInputOf(split: SplitFileV3, original: SplitFile | undefined): SplitInput {
  return {
    period: split.period,
    token: split.token,
    rewards: split.rows.map(({ amountBaseUnits, beforeBaseUnits, ...row }) => ({
      ...row,
      amountBaseUnits: BigInt(amountBaseUnits),
      beforeBaseUnits: beforeBaseUnits === undefined ? undefined : BigInt(beforeBaseUnits),
    })),
    members: split.members,
    agreements: split.agreements,
    previous: split.previous,
    opening: split.opening,
    prices: split.prices,
    minimumPayoutBaseUnits: BigInt(split.minimumPayoutBaseUnits),
    entries: split.entries,
    installs: split.installs,
    measures: split.measures,
    original,
  }
}
