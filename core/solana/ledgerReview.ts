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
import { nonceAccountAt } from './nonceAccounts'
import { readSignableMessage } from './readSignableMessage'

export const NOT_TRIED_ON_A_DEVICE = 'not tried on a device'
const SOL_DECIMALS = 9

export interface LedgerReview {
  /** Whether the app can show whom the transaction pays; otherwise blind signing must be on. */
  isClear: boolean
  /** The app's titles with what stands under them, in order. */
  lines: readonly { title: string; value: string }[]
  /** What to do, in one sentence. */
  instruction: string
  status: typeof NOT_TRIED_ON_A_DEVICE
}

/** Of anything that is signed, from its bytes. @throws Problem `solana.message-*` */
export async function reviewOfMessage(message: Uint8Array): Promise<LedgerReview> {
  const read = await readSignableMessage(message)
  if (read.kind === 'payment') return ledgerReview(read.payment, message)
  if (read.kind === 'nonce-advance') {
    return {
      isClear: true,
      lines: [{ title: 'Advance nonce', value: read.advanced.nonceAccount }],
      instruction: 'Compare the nonce account with the one here, and approve on the Ledger if both are the same.',
      status: NOT_TRIED_ON_A_DEVICE,
    }
  }
  const { treasury, places, lamportsEach } = read.wanted
  const [place, ...others] = places
  if (place === undefined || others.length > 0)
    return blindReview(message, 'The Ledger cannot show several new accounts at once', 'is said here')
  return {
    isClear: true,
    lines: [
      { title: 'Create nonce acct', value: await nonceAccountAt(treasury, place) },
      { title: 'Deposit', value: `${formatAmount(lamportsEach, SOL_DECIMALS)} SOL` },
      { title: 'New authority', value: treasury },
    ],
    instruction: 'The new authority must be the treasury itself: approve on the Ledger if it is.',
    status: NOT_TRIED_ON_A_DEVICE,
  }
}

/** @param message the bytes of `payment`. */
export function ledgerReview(payment: SolanaPayment, message: Uint8Array): LedgerReview {
  const { transfer, nonceAccount, treasury } = payment
  if (transfer.token === null) {
    return {
      isClear: true,
      lines: [
        { title: 'Amount', value: `${formatAmount(transfer.amountBaseUnits, SOL_DECIMALS)} SOL` },
        { title: 'To', value: transfer.to },
        { title: 'Nonce account (expert mode only)', value: nonceAccount },
        { title: 'Nonce authority (expert mode only)', value: treasury },
      ],
      instruction: 'Compare amount and recipient with the payout, and approve on the Ledger if both are the same.',
      status: NOT_TRIED_ON_A_DEVICE,
    }
  }
  return blindReview(
    message,
    'Without a network the Ledger cannot show a token transfer',
    'the second machine works out from the payout file',
  )
}

function blindReview(message: Uint8Array, why: string, hashThat: string): LedgerReview {
  return {
    isClear: false,
    lines: [
      { title: 'Unrecognized', value: 'format' },
      { title: 'Message Hash', value: messageHashOnDevice(message) },
    ],
    instruction:
      `${why}: turn on Blind signing in the settings of its Solana app, ` +
      `compare the message hash with the one that ${hashThat}, and turn it off afterwards.`,
    status: NOT_TRIED_ON_A_DEVICE,
  }
}

/** SHA-256 of the message in base58, as the app prints hashes. */
export function messageHashOnDevice(message: Uint8Array): string {
  return base58.encode(sha256(message))
}
