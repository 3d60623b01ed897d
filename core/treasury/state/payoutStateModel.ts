/** What a payout's moves come to. */
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import type { MoveFact, PaymentReceipt } from '../model/payoutMove'

/** As much of a payout's file as its state follows from. */
export type SignedParts = Pick<PayoutFileV4, 'contentSha256' | 'treasury' | 'transactions' | 'firstPayments'>

/**
 * From `drafted` to `signed` by what people did, from `broadcast` on by what the chain did. `void` and `replaced` stand above
 * `broadcast`, and below what the chain has done all the same.
 */
export const PAYOUT_STAGES = [
  'drafted',
  'proposed',
  'confirming',
  'signed',
  'broadcast',
  'void',
  'replaced',
  'mined',
  'part-paid',
  'reconciled',
] as const
export type PayoutStage = (typeof PAYOUT_STAGES)[number]

export type BroadcastFact = Extract<MoveFact, { kind: 'broadcast' }>
export type MinedFact = Extract<MoveFact, { kind: 'mined' }>

/** What the payout's moves come to for one transaction, its own or the one that cancels it. */
export interface SendingState {
  /** One for each signer, in ascending order of signer. */
  confirmations: ConfirmationFile[]
  /** How many are needed: the threshold of a Safe, one of an account. */
  needed: number
  isSigned: boolean
  /** Every transaction that was given to a node for it; several where fees were raised or executors changed. */
  broadcasts: BroadcastFact[]
  /** Where it stands in the chain now; null while it does not. */
  mined: MinedFact | null
}

export interface TransactionState extends SendingState {
  at: number
  stage: 'waiting' | 'confirming' | 'signed' | 'broadcast' | 'mined' | 'failed'
  /** The transaction that uses up its nonce; null where none was signed. */
  cancelling: (SendingState & { unsigned: string | null }) | null
}

export type StateProblemCode =
  | 'void-sent'
  | 'void-mined'
  | 'replaced-mined'
  | 'replaced-twice'
  | 'not-proposed'
  | 'signed-twice'
  | 'stranger'
  | 'other-bytes'
  | 'training-signature'
  | 'unmined'
  | 'mined-twice'
  | 'mined-and-cancelled'
  | 'reconciled-differently'
  | 'reconciled-unmined'
  | 'no-such-transaction'

/** Something in the moves that does not go together, in words. Nothing of it is settled silently. */
export interface StateProblem {
  code: StateProblemCode
  message: string
  /** Place of the transaction; null where it is of the payout as a whole. */
  at: number | null
}

export interface PayoutState {
  stage: PayoutStage
  /** Of the file, one for each, in their order. */
  transactions: TransactionState[]
  proposedBy: string | null
  voided: { reason: string; burns: string[] } | null
  replacedBy: string | null
  /** Every payee has all that is due to the unit, and no block that proves it is gone. */
  isPaid: boolean
  /** Every payee has what this payout gives; only the rest after small first payments is still to be paid. */
  onlyRestIsDue: boolean
  /** What the chain is known to have paid. */
  receipts: PaymentReceipt[]
  /** Of a payout that is paid in part; the rest after small first payments is in it. */
  unpaid: { address: string; missingBaseUnits: string }[]
  problems: StateProblem[]
}
