import { countText } from '#core/words/countText'

/** What a new payout goes on from, in a sentence. */
export function previousText(count: number, symbol: string): string {
  return count === 0
    ? `The records know of no payout of ${symbol} before this one.`
    : `It goes on from ${countText(count, 'signed payout')} of ${symbol} in the records.`
}
