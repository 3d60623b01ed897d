/** What a split says of the period that it pays, and of what the network paid in it: by these a payment is known again. */
import { compareUtf8 } from '../model/compareUtf8'
import { contentDigest } from '../model/contentDigest'
import { invariant } from '../model/problem'
import type { SplitFile } from '../rewards/splitFile'

export interface PayoutPeriod {
  id: string
  name: string
}

/** The one place that reads a split's period. Files of earlier versions name it `epoch`. */
export function periodOf(split: object): PayoutPeriod {
  const { period, epoch } = split as { period?: Partial<PayoutPeriod>; epoch?: Partial<PayoutPeriod> }
  const told = period ?? epoch
  invariant(told?.id, 'a split names its period')
  return { id: told.id, name: told.name ?? told.id }
}

/**
 * SHA-256 (64 lower-case hex digits) over the token and the amount of each device, sorted. The name of the file, the order of
 * its rows and devices that were paid nothing do not matter.
 */
export function rewardsDigest(split: Pick<SplitFile, 'token' | 'rows'>): string {
  const { symbol, decimals } = split.token
  const amounts = split.rows
    .filter(({ amountBaseUnits }) => amountBaseUnits !== '0')
    .map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits] as const)
    .sort(([left], [right]) => compareUtf8(left, right))
  return contentDigest({ token: { symbol, decimals }, amounts })
}
