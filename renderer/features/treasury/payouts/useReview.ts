import { useEffect, useState } from 'react'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { reviewPayoutTransaction } from '#core/treasury/review/payoutTransactionReview'
import type { DeviceReview, LedgerSettings } from '#core/treasury/review/reviewLine'

/** What the Ledger shows for a transaction; null until it is worked out, and without a payout. */
export function useReview(
  payout: PayoutFileV4 | null,
  at: number,
  { signer, settings }: { signer: string | null; settings: LedgerSettings },
): DeviceReview | null {
  const [review, setReview] = useState<DeviceReview | null>(null)
  useEffect(() => {
    let isWanted = true
    if (payout) {
      void reviewPayoutTransaction(payout, at, { signer, settings }).then((made) => {
        if (isWanted) setReview(made)
      })
    }
    return () => {
      isWanted = false
    }
  }, [payout, at, signer, settings])
  return payout && review
}
