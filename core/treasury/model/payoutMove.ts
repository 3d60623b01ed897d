/**
 * Moves: facts of what became of a payout, one for each step. Its state follows from them (payoutState). Main's journal holds the
 * same facts, so that records that were lost or set back are told from it. A move is never changed or taken back; another follows.
 */
import { z } from 'zod'
import { baseUnitsTextSchema } from '../../model/money'
import { confirmationFileSchema } from './confirmationFile'
import { sha256Schema } from './treasuryFacts'

const at = z.number().int().nonnegative()
/** An EVM transaction hash, or a Solana signature. */
const chainTransaction = z.string().min(1)

/** Decimal, or of Solana the nonce account and its nonce: base58 of 32 bytes each. */
const usedUpNonce = z.union([
  baseUnitsTextSchema,
  z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}(:[1-9A-HJ-NP-Za-km-z]{32,44})?$/),
])

/** Where a payment was seen: the log or the balance that proves it. */
export const paymentReceiptSchema = z.object({
  address: z.string(),
  receivedBaseUnits: baseUnitsTextSchema,
  transaction: chainTransaction,
  block: baseUnitsTextSchema,
  /** Indexes of the Transfer logs; empty where balances prove it. */
  logIndexes: z.array(z.number().int().nonnegative()),
})
export type PaymentReceipt = z.infer<typeof paymentReceiptSchema>

export const moveFactSchema = z.discriminatedUnion('kind', [
  /** The file is kept and may be looked at on other machines. */
  z.object({ kind: z.literal('drafted') }),
  /** A person has looked at it twice and lets it be signed. */
  z.object({ kind: z.literal('proposed'), by: z.string() }),
  z.object({ kind: z.literal('confirmed'), confirmation: confirmationFileSchema }),
  /** One signature over the transaction that uses up the nonce of this place's, which must not be sent any more. */
  z.object({
    kind: z.literal('cancelling'),
    at,
    /** Of an EVM account: what was signed, serialised. Of a Safe and on Solana it follows from the nonce, and this is null. */
    unsigned: z.string().nullable(),
    confirmation: confirmationFileSchema,
  }),
  /** Written before the node is asked, so that a crash leaves a hash to look for. */
  z.object({
    kind: z.literal('broadcast'),
    at,
    transaction: chainTransaction,
    /** The bytes that were sent, so that they can be sent again. */
    raw: z.string(),
    executor: z.string(),
    nonce: baseUnitsTextSchema.nullable(),
    maxFeePerGasWei: baseUnitsTextSchema.nullable(),
    /** Of the cancelling transaction; missing of the payout's own. */
    cancels: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('mined'),
    at,
    transaction: chainTransaction,
    block: baseUnitsTextSchema,
    blockHash: z.string(),
    /** `failed`: mined, and nobody was paid by it. */
    outcome: z.enum(['succeeded', 'failed']),
    cancels: z.literal(true).optional(),
    /** Ids of moves `unmined` that this one knows of: the chain went back to this block. */
    again: z.array(sha256Schema).optional(),
  }),
  /** The block that held it is no longer part of the chain. */
  z.object({ kind: z.literal('unmined'), at, transaction: chainTransaction, blockHash: z.string() }),
  /** Every payee has it to the unit; a second node has said the same where one was given. */
  z.object({ kind: z.literal('reconciled'), receipts: z.array(paymentReceiptSchema), nodes: z.number().int().positive() }),
  /** Some were paid and some were not; only the unpaid are offered again. */
  z.object({
    kind: z.literal('part-paid'),
    receipts: z.array(paymentReceiptSchema),
    unpaid: z.array(z.object({ address: z.string(), missingBaseUnits: baseUnitsTextSchema })),
    nodes: z.number().int().positive(),
  }),
  /** It must not be sent any more. Where its nonce was signed, `burns` says which nonces have to be used up otherwise. */
  z.object({ kind: z.literal('voided'), reason: z.string().min(1), burns: z.array(usedUpNonce) }),
  z.object({ kind: z.literal('replaced'), by: sha256Schema }),
])
export type MoveFact = z.infer<typeof moveFactSchema>

export const payoutMoveSchema = z.object({
  /** SHA-256 of the RFC 8785 form of everything else. */
  id: sha256Schema,
  /** contentSha256 of the payout. */
  payoutId: sha256Schema,
  /** By the clock of the machine where it happened. */
  movedAt: z.iso.datetime(),
  /** Raw Ed25519 public key of the installation where it happened, hex; empty where it is not known. */
  installation: z.string(),
  fact: moveFactSchema,
})
export type PayoutMove = z.infer<typeof payoutMoveSchema>
