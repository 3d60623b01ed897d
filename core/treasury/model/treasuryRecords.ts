/** Records of the treasury: who pays, in what, on which chains, and payouts with all that became of them. */
import { z } from 'zod'
import { addressConfirmationSchema } from './addressConfirmation'
import { chainKeySchema } from './chainKey'
import { distributorKindSchema } from './payoutFileV4'
import { payoutMoveSchema } from './payoutMove'
import { evmAddressSchema, sha256Schema, tokenFactsSchema, treasuryFactsSchema } from './treasuryFacts'

const id = z.string().min(1)
const time = z.string().min(10)

/** A chain as the cooperative knows it. Nodes and their keys are not here: they stay on each machine. */
export const chainRecordSchema = z.object({
  /** CAIP-2. */
  id: chainKeySchema,
  name: z.string().min(1),
  coin: z.object({ symbol: z.string().min(1).max(16), decimals: z.number().int().min(0).max(36) }),
  createdAt: time,
  updatedAt: time,
})
export type ChainRecord = z.infer<typeof chainRecordSchema>

/** How a person who signs for a treasury is reached. */
const treasurySignerSchema = z.object({
  address: z.string().min(1),
  name: z.string(),
  /** Of the account on that person's Ledger; empty while it is not known. */
  derivationPath: z.string(),
})

export const treasuryRecordSchema = z.object({
  id,
  name: z.string().min(1),
  facts: treasuryFactsSchema,
  signers: z.array(treasurySignerSchema),
  /** Distributors that the treasury sets roots on. */
  distributors: z.array(z.object({ kind: distributorKindSchema, address: evmAddressSchema, tokenAddress: evmAddressSchema })),
  /** When facts were last compared with the chain, and with which snapshot; null while they are only typed. */
  checked: z.object({ at: time, snapshotSha256: sha256Schema }).nullable(),
  createdAt: time,
  updatedAt: time,
})
export type TreasuryRecord = z.infer<typeof treasuryRecordSchema>

export const tokenRecordSchema = z.object({
  /** Chain and address, or chain and `native`. */
  id,
  facts: tokenFactsSchema,
  checked: z.object({ at: time, snapshotSha256: sha256Schema }).nullable(),
  createdAt: time,
  updatedAt: time,
})
export type TokenRecord = z.infer<typeof tokenRecordSchema>

/** A fact: a payout file, whole. */
export const payoutRecordSchema = z.object({
  /** Its contentSha256. */
  id: sha256Schema,
  periodId: id,
  file: z.unknown(),
  /** For practice: on a chain that runs on one's own machine, or of the demo. */
  practice: z.boolean(),
  createdAt: time,
})
export type PayoutRecord = z.infer<typeof payoutRecordSchema>

/** A fact: an address that somebody else confirmed. */
export const addressConfirmationRecordSchema = z.object({
  /** Digest of the file. */
  id: sha256Schema,
  memberId: id,
  file: addressConfirmationSchema,
  createdAt: time,
})
export type AddressConfirmationRecord = z.infer<typeof addressConfirmationRecordSchema>

/** A fact: one move; see payoutMove. */
export const payoutMoveRecordSchema = payoutMoveSchema.extend({ practice: z.boolean() })
export type PayoutMoveRecord = z.infer<typeof payoutMoveRecordSchema>
