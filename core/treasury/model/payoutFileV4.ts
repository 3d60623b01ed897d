/**
 * `commonmast-payout-v4`: what one split pays, from which treasury, by which method, and every transaction that has to be signed.
 * It never changes: its content digest is its id, and signatures and what became of it are facts of their own (payoutMove). Call
 * data, proofs and serialised transactions are left out, because they follow from what is here: whoever verifies the file
 * builds them again and compares the hashes. Amounts are decimal strings of base units.
 */
import { z } from 'zod'
import { signedBaseUnitsTextSchema } from '../../agreements/books'
import { baseUnitsTextSchema } from '../../model/money'
import { heldAmountSchema } from '../../payout/payoutFile'
import { periodFactsSchema } from '../../rewards/comparePeriod'
import { splitFileSchema } from '../../rewards/splitFile'
import { addressConfirmationSchema } from './addressConfirmation'
import { bytes32Schema, evmAddressSchema, sha256Schema, tokenFactsSchema, treasuryFactsSchema } from './treasuryFacts'

export const PAYOUT_FORMAT = 'commonmast-payout-v4'

/** `safe`: a Safe pays many in one transaction. `merkle`: members claim by proof. `transfers`: one transaction for each payee. */
export const payoutMethodSchema = z.enum(['safe', 'merkle', 'transfers', 'solana'])
export type PayoutMethod = z.infer<typeof payoutMethodSchema>

export const payeeSchema = z.object({
  address: z.string(),
  /** Members with this address in the split. */
  memberIds: z.array(z.string()).min(1),
  /** What the payout gives: of the split, and of what was held before. */
  amountBaseUnits: baseUnitsTextSchema,
  fromHeldBaseUnits: baseUnitsTextSchema,
})
export type PayoutPayee = z.infer<typeof payeeSchema>

/** How a distributor hashes its leaves, and by which function it takes a root. */
export const distributorKindSchema = z.enum([
  /** keccak256 twice over abi.encode(address, uint256); `setMerkleRoot(bytes32)`. */
  'cumulative',
  /** keccak256 twice over abi.encode(account, reward token, amount); `setRoot(bytes32,bytes32)`. */
  'universal-rewards',
])
export type DistributorKind = z.infer<typeof distributorKindSchema>

export const merkleTotalsSchema = z.object({
  kind: distributorKindSchema,
  distributor: evmAddressSchema,
  /** Null for the first root of this distributor. */
  previousRoot: bytes32Schema.nullable(),
  root: bytes32Schema,
  /** What is transferred to the distributor with the root, so that all can claim. */
  fundBaseUnits: baseUnitsTextSchema,
  /** Every leaf, in ascending order of address; also of those who are due nothing now, whose total stays. */
  leaves: z.array(
    z.object({ address: evmAddressSchema, previousBaseUnits: baseUnitsTextSchema, cumulativeBaseUnits: baseUnitsTextSchema }),
  ),
})
export type MerkleTotals = z.infer<typeof merkleTotalsSchema>

/** Which payees a transaction pays: `count` of them from `first`; null for one that pays no payee (fund, set-root). */
const payeeRange = z.object({ first: z.number().int().nonnegative(), count: z.number().int().positive() }).nullable()
const place = {
  /** Place among the payout's transactions, from 0. */
  at: z.number().int().nonnegative(),
  purpose: z.enum(['pay', 'fund', 'set-root', 'fund-and-set-root']),
  payees: payeeRange,
}

const payoutSafeTransactionSchema = z.object({
  ...place,
  kind: z.literal('safe'),
  nonce: baseUnitsTextSchema,
  domainHash: bytes32Schema,
  messageHash: bytes32Schema,
  safeTxHash: bytes32Schema,
})

const payoutAccountTransactionSchema = z.object({
  ...place,
  kind: z.literal('account'),
  type: z.enum(['eip1559', 'legacy']),
  nonce: z.number().int().nonnegative(),
  gasLimit: baseUnitsTextSchema,
  /** Of a legacy transaction: its gas price. */
  maxFeePerGasWei: baseUnitsTextSchema,
  /** Of a legacy transaction: the same again. */
  maxPriorityFeePerGasWei: baseUnitsTextSchema,
  signingHash: bytes32Schema,
})

const payoutSolanaTransactionSchema = z.object({
  ...place,
  kind: z.literal('solana'),
  nonceAccount: z.string(),
  /** Base58; the transaction can be carried out for as long as the account holds it. */
  nonce: z.string(),
  /** Slot of the snapshot in which the account held it: how far back to look for what used it up. */
  nonceSlot: baseUnitsTextSchema,
  /** Which program keeps the token; null for SOL. */
  tokenProgram: z.enum(['token', 'token-2022']).nullable(),
  /** Whether the payee's token account is created first, for which the treasury pays the rent. */
  createsTokenAccount: z.boolean(),
  /** SHA-256 of the message that is signed, hex. */
  messageSha256: sha256Schema,
})

export const payoutTransactionV4Schema = z.discriminatedUnion('kind', [
  payoutSafeTransactionSchema,
  payoutAccountTransactionSchema,
  payoutSolanaTransactionSchema,
])
export type PayoutTransactionV4 = z.infer<typeof payoutTransactionV4Schema>

/** A payee who gets no more than a small first payment: what is still due to that address after it. */
export const firstPaymentSchema = z.object({ address: z.string(), restBaseUnits: baseUnitsTextSchema })

export const payoutFileV4Schema = z.object({
  format: z.literal(PAYOUT_FORMAT),
  method: payoutMethodSchema,
  treasury: treasuryFactsSchema,
  token: tokenFactsSchema,
  split: splitFileSchema,
  /** All periods paid in this treasury's token so far, in the order in which they were paid; the last is the split's. */
  periods: z.array(periodFactsSchema).min(1),
  /** Digests of the payouts that this one goes on from; empty for a first payout, which the person has said it is. */
  previousPayouts: z.array(z.string()),
  /** The payout of the same period that this one takes the place of, with the reason: it is void, or paid only in part. */
  replaces: z
    .object({
      payoutSha256: sha256Schema,
      reason: z.string().min(1),
      /** What the period's payouts before paid all the same, by address; empty where nobody was paid. */
      paid: z.array(z.object({ address: z.string(), amountBaseUnits: baseUnitsTextSchema })),
    })
    .nullable(),
  heldBefore: z.array(heldAmountSchema),
  payees: z.array(payeeSchema).min(1),
  /** The payout that takes this one's place once this one is reconciled pays the rest; missing where everybody is paid whole. */
  firstPayments: z.array(firstPaymentSchema).min(1).optional(),
  /** What cannot be paid, and why. */
  held: z.array(heldAmountSchema),
  /** Members who are paid in money: what they are due stays in the treasury. */
  inMoney: z.array(z.object({ memberId: z.string(), name: z.string(), amountBaseUnits: baseUnitsTextSchema })),
  /** Addresses that changed since they were paid last, each confirmed by somebody else's key. */
  addressConfirmations: z.array(addressConfirmationSchema),
  totals: z.object({
    /** Of all payees. */
    payeesBaseUnits: baseUnitsTextSchema,
    heldBaseUnits: baseUnitsTextSchema,
    inMoneyBaseUnits: baseUnitsTextSchema,
    dustBaseUnits: signedBaseUnitsTextSchema,
  }),
  /** Of method `merkle` only. */
  merkle: merkleTotalsSchema.nullable(),
  /** Digest of the snapshot that nonces and fees were taken from; null where they were typed. */
  snapshotSha256: sha256Schema.nullable(),
  transactions: z.array(payoutTransactionV4Schema).min(1),
  /** SHA-256 of the RFC 8785 form of everything else in the file: the payout's id. */
  contentSha256: sha256Schema,
})
export type PayoutFileV4 = z.infer<typeof payoutFileV4Schema>
