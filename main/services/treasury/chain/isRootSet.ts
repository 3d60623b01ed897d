import type { OpenedPayout } from '../PayoutBook'

/** A root that was not set is set by another payout; money alone can still be sent to the distributor. */
export function isRootSet({ payout, state }: OpenedPayout): boolean {
  return payout.transactions.every(
    ({ at, purpose }) => purpose === 'fund' || state.transactions[at]?.mined?.outcome === 'succeeded',
  )
}
