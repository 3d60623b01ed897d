import { countText } from '#core/words/countText'
import type { PutBack } from './settleJournal'

/** "1 payout was put back from the journal."; null when there was nothing to put back. */
export function putBackText(putBack: PutBack): string | null {
  const named = namedText(putBack)
  return named && `${named} put back from the journal.`
}

/** What this laptop's journal knows and its roles keep out of the records; null when that is nothing. */
export function barredText(barred: PutBack): string | null {
  const named = namedText(barred)
  return (
    named &&
    `${named} not put back from this laptop’s journal into the records, because it has not the role for it. Nothing is lost: ask an admin for the role, or show it to somebody who has it.`
  )
}

/** "1 payout and 2 records of devices were" */
function namedText({ payouts, deviceRecords }: PutBack): string | null {
  const named = [
    ...(payouts > 0 ? [countText(payouts, 'payout')] : []),
    ...(deviceRecords > 0 ? [countText(deviceRecords, 'record of a device', 'records of devices')] : []),
  ]
  return named.length === 0 ? null : `${named.join(' and ')} ${payouts + deviceRecords === 1 ? 'was' : 'were'}`
}
