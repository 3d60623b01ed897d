/**
 * What the Ledger's Solana app shows of a payment, read from the app's published source (version 1.17). It was not tried on
 * a device, and screens must say so.
 *
 * The app shows an SPL transfer only with a description of the token account that Ledger's server has signed for a challenge
 * of the device. Offline there is none: the app then asks for blind signing and shows the hash of the message. A transfer of
 * native SOL it shows by itself. An account that the same transaction creates it never names.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { base58 } from '@scure/base'
import { formatAmount } from '../model/money'
import type { SolanaPayment } from './compilePayment'

export const NOT_TRIED_ON_A_DEVICE = 'not tried on a device'

export interface LedgerReview {
  /** Whether the app can show whom the transaction pays; otherwise blind signing must be on. */
  isClear: boolean
  /** The app's titles with what stands under them, in order. */
  lines: readonly { title: string; value: string }[]
  /** What to do, in one sentence. */
  instruction: string
  status: typeof NOT_TRIED_ON_A_DEVICE
}

/** @param message the bytes of `payment`. */
export function ledgerReview(payment: SolanaPayment, message: Uint8Array): LedgerReview {
  const { transfer, nonceAccount, treasury } = payment
  if (transfer.token === null) {
    return {
      isClear: true,
      lines: [
        { title: 'Amount', value: `${formatAmount(transfer.amountBaseUnits, 9)} SOL` },
        { title: 'To', value: transfer.to },
        { title: 'Nonce account (expert mode only)', value: nonceAccount },
        { title: 'Nonce authority (expert mode only)', value: treasury },
      ],
      instruction: 'Compare amount and recipient with the payout, and approve on the Ledger if both are the same.',
      status: NOT_TRIED_ON_A_DEVICE,
    }
  }
  return {
    isClear: false,
    lines: [
      { title: 'Unrecognized', value: 'format' },
      { title: 'Message Hash', value: messageHashOnDevice(message) },
    ],
    instruction:
      'Without a network the Ledger cannot show a token transfer: turn on Blind signing in the settings of its Solana app, ' +
      'compare the message hash with the one that the second machine works out from the payout file, and turn it off afterwards.',
    status: NOT_TRIED_ON_A_DEVICE,
  }
}

/** SHA-256 of the message in base58, as the app prints hashes. */
export function messageHashOnDevice(message: Uint8Array): string {
  return base58.encode(sha256(message))
}
