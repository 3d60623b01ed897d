import { countText } from '#core/words/countText'
import type { PutBack } from './settleJournal'

/** "1 payout was put back from the journal."; null when there was nothing to put back. */
export function putBackText({ payouts, deviceRecords }: PutBack): string | null {
  const named = [
    ...(payouts > 0 ? [countText(payouts, 'payout')] : []),
    ...(deviceRecords > 0 ? [countText(deviceRecords, 'record of a device', 'records of devices')] : []),
  ]
  if (named.length === 0) return null
  return `${named.join(' and ')} ${payouts + deviceRecords === 1 ? 'was' : 'were'} put back from the journal.`
}
