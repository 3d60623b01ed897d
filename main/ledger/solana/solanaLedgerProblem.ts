/** What a Ledger says through its Solana app, as a Problem with that app's name and settings. */
import { Problem } from '#core/model/problem'
import { ledgerProblem } from '../ledgerProblem'

/** The app's word for a message that it cannot show while blind signing is off. */
const NOT_SUPPORTED = '6808'
const INVALID_DATA = '6a80'

/** Any error from a device, its transport or the kit; a Problem passes through. */
export function solanaLedgerProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const status = statusOf(error)
  if (status === NOT_SUPPORTED) {
    return new Problem(
      'ledger.blind-signing-off',
      'The Ledger cannot show this token transfer and refused it: in its Solana app choose Settings, allow Blind signing, ' +
        'sign again, and compare the message hash that it shows.',
      { cause: status },
    )
  }
  if (status === INVALID_DATA) {
    return new Problem(
      'ledger.failed',
      'The Solana app did not take the transaction and nothing was signed: update the app, and check that its account pays.',
      { cause: status },
    )
  }
  const { code, message, cause } = ledgerProblem(error)
  return new Problem(code, message.replaceAll('Ethereum app', 'Solana app'), { cause })
}

function statusOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('errorCode' in error)) return null
  return typeof error.errorCode === 'string' ? error.errorCode.toLowerCase() : null
}
