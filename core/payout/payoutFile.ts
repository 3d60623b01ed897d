/**
 * `commonmast-payout-v3`: what one split pays, as a cumulative Merkle tree, and the transaction that sets its root.
 * It carries the split it comes from, so `verify` needs nothing else. Amounts are decimal strings of base units.
 * Version 2 told only what its own split held, and version 1 carries a split of version 1 and knows no other periods; both
 * are still read and verified as they were signed.
 */
import { z } from 'zod'
import { signedBaseUnitsTextSchema } from '../agreements/books'
import { baseUnitsTextSchema } from '../model/money'
import { periodFactsSchema } from '../rewards/comparePeriod'
import { percentSplitFileSchema, splitFileSchema, splitFileV1Schema } from '../rewards/splitFile'

const hex = z.string().regex(/^0x[0-9a-f]*$/)
const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)
/** EIP-55; checked for its checksum wherever it is used. */
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)

export const payoutPayeeSchema = z.object({
  address,
  /** Members with this address in the split; none when the address only carries on a total from before. */
  memberIds: z.array(z.string()),
  periodBaseUnits: baseUnitsTextSchema,
  /** Running total before this period: a leaf never falls. */
  previousBaseUnits: baseUnitsTextSchema,
  cumulativeBaseUnits: baseUnitsTextSchema,
  leafHash: bytes32,
  proof: z.array(bytes32),
})

/** Chain settings are the user's data: what was captured online, to be signed offline. */
export const rootTransactionSettingsSchema = z.object({
  chainId: z.number().int().positive(),
  /** Contract whose `setMerkleRoot(bytes32)` takes the root. */
  contract: address,
  nonce: z.number().int().nonnegative(),
  gasLimit: baseUnitsTextSchema,
  maxFeePerGasWei: baseUnitsTextSchema,
  maxPriorityFeePerGasWei: baseUnitsTextSchema,
})
export type RootTransactionSettings = z.infer<typeof rootTransactionSettingsSchema>

export const payoutTransactionSchema = rootTransactionSettingsSchema.extend({
  functionSignature: z.literal('setMerkleRoot(bytes32)'),
  data: hex,
  /** EIP-1559 serialisation that the device signs. */
  unsigned: hex,
  signingHash: bytes32,
})
export type PayoutTransaction = z.infer<typeof payoutTransactionSchema>

export const payoutSignatureSchema = z.object({
  /** True for the simulated Ledger: then the chain can only be a development chain. */
  simulated: z.boolean(),
  device: z.string(),
  derivationPath: z.string(),
  r: bytes32,
  s: bytes32,
  yParity: z.union([z.literal(0), z.literal(1)]),
  /** Address the device gave for the path; the same as `recovered`, or the signature would have been refused. */
  signer: address,
  recovered: address,
  signedTransaction: hex,
  transactionHash: bytes32,
  signedAt: z.string(),
})
export type PayoutSignature = z.infer<typeof payoutSignatureSchema>

export const merkleSchema = z.object({ leafEncoding: z.tuple([z.literal('address'), z.literal('uint256')]), root: bytes32 })

export const heldAmountSchema = z.object({
  memberId: z.string(),
  name: z.string(),
  amountBaseUnits: baseUnitsTextSchema,
  reason: z.string(),
})

const contents = {
  method: z.literal('merkle'),
  /** Running totals per address from the payout before this one; null for the first. */
  previousRoot: bytes32.nullable(),
  held: z.array(heldAmountSchema),
  totals: z.object({
    periodBaseUnits: baseUnitsTextSchema,
    heldBaseUnits: baseUnitsTextSchema,
    dustBaseUnits: signedBaseUnitsTextSchema,
    previousBaseUnits: baseUnitsTextSchema,
    cumulativeBaseUnits: baseUnitsTextSchema,
  }),
  merkle: merkleSchema,
  transaction: payoutTransactionSchema.nullable(),
  signature: payoutSignatureSchema.nullable(),
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: z.string(),
}

export const payoutFileV1Schema = z.object({
  format: z.literal('commonmast-payout-v1'),
  split: splitFileV1Schema,
  payees: z.array(payoutPayeeSchema),
  ...contents,
})
const periods = {
  /** All periods in the running totals, in the order in which they were paid; the last is the split's. */
  periods: z.array(periodFactsSchema),
}
export const payoutFileV2Schema = z.object({
  format: z.literal('commonmast-payout-v2'),
  split: percentSplitFileSchema,
  payees: z.array(payoutPayeeSchema),
  ...periods,
  ...contents,
})
export const payoutFileV3Schema = z.object({
  format: z.literal('commonmast-payout-v3'),
  split: splitFileSchema,
  /** What the payout before held, for members; with this period's it is `held`, less what is paid of it now. */
  heldBefore: z.array(heldAmountSchema),
  payees: z.array(payoutPayeeSchema.extend({ fromHeldBaseUnits: baseUnitsTextSchema })),
  ...periods,
  ...contents,
})

/** A payout of any version. */
export const payoutFileSchema = z.discriminatedUnion('format', [payoutFileV3Schema, payoutFileV2Schema, payoutFileV1Schema])
export type PayoutFile = z.infer<typeof payoutFileSchema>
export type PayoutFileV3 = z.infer<typeof payoutFileV3Schema>

export type HeldAmount = z.infer<typeof heldAmountSchema>

/** What the payout before held; of versions that do not say it, nothing. */
export function heldBefore(payout: PayoutFile): HeldAmount[] {
  return payout.format === 'commonmast-payout-v3' ? payout.heldBefore : []
}
