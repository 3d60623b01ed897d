import type { AllowedMoves } from '#core/treasury/state/allowedMoves'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'

export interface PlaceToSend {
  key: string
  at: number
  what: 'payment' | 'cancelling'
  label: string
  /** It was given to a node already. */
  isSent: boolean
}

/** Transactions that may be sent, those that never were first; with those that use up nonces of a void payout. */
export function placesToSend(
  { transactions }: Pick<PayoutState, 'transactions'>,
  { broadcast, broadcastCancelling }: Pick<AllowedMoves, 'broadcast' | 'broadcastCancelling'>,
): PlaceToSend[] {
  const places = [
    ...broadcast.map((at) => placeOf(at, 'payment', (transactions[at]?.broadcasts.length ?? 0) > 0)),
    ...broadcastCancelling.map((at) => placeOf(at, 'cancelling', (transactions[at]?.cancelling?.broadcasts.length ?? 0) > 0)),
  ]
  return places.sort((one, other) => Number(one.isSent) - Number(other.isSent) || one.at - other.at)
}

function placeOf(at: number, what: PlaceToSend['what'], isSent: boolean): PlaceToSend {
  const name = what === 'payment' ? `Transaction ${at + 1}` : `What uses up the nonce of transaction ${at + 1}`
  return { key: `${what} ${at}`, at, what, isSent, label: isSent ? `${name} (sent)` : name }
}
