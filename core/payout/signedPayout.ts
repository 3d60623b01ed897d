/** What is known of a payout that was signed, without its file: enough to tell whether another may be signed after it. */
import { z } from 'zod'
import { baseUnitsTextSchema, tokenSchema } from '../model/money'
import { validateArgument } from '../model/problem'
import { periodFactsSchema } from '../rewards/comparePeriod'
import { factsOf } from './paidPeriods'
import type { PayoutFile } from './payoutFile'
import { periodOf, rewardsDigest } from './payoutPeriod'

const hex = z.string().regex(/^0x[0-9a-f]*$/)
const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/)

/** What an earlier version did not write down is null, or missing where null means something. */
export const signedPayoutSchema = z.object({
  transactionHash: bytes32,
  signingHash: bytes32,
  chainId: z.number().int().positive(),
  contract: z.string(),
  nonce: z.number().int().nonnegative(),
  root: bytes32,
  /** Null for the first payout of a contract; missing where it is not known. */
  previousRoot: bytes32.nullable().optional(),
  signer: z.string(),
  simulated: z.boolean(),
  device: z.string(),
  derivationPath: z.string(),
  signedAt: z.string(),
  period: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
  /** What tells the period from others: its dates and what was payable in it. */
  periodFacts: periodFactsSchema.nullable().default(null),
  token: tokenSchema.nullable().default(null),
  /** See rewardsDigest. */
  rewardsSha256: z.string().nullable().default(null),
  totals: z
    .object({
      periodBaseUnits: baseUnitsTextSchema,
      heldBaseUnits: baseUnitsTextSchema,
      cumulativeBaseUnits: baseUnitsTextSchema,
    })
    .nullable()
    .default(null),
  signature: z
    .object({ r: bytes32, s: bytes32, yParity: z.union([z.literal(0), z.literal(1)]) })
    .nullable()
    .default(null),
  /** The bytes to broadcast. */
  signedTransaction: hex.nullable().default(null),
})
export type SignedPayout = z.infer<typeof signedPayoutSchema>

/** @throws Problem `payout.not-signed` */
export function signedPayoutOf(payout: PayoutFile): SignedPayout {
  const { transaction, signature, split, merkle, previousRoot, totals } = payout
  validateArgument(transaction && signature, 'payout.not-signed', 'This payout carries no signature: sign it first.')
  const { chainId, contract, nonce, signingHash } = transaction
  const { transactionHash, signer, simulated, device, derivationPath, signedAt, signedTransaction, r, s, yParity } = signature
  const { periodBaseUnits, heldBaseUnits, cumulativeBaseUnits } = totals
  return {
    ...{ transactionHash, signingHash, chainId, contract, nonce, root: merkle.root, previousRoot },
    ...{ signer, simulated, device, derivationPath, signedAt },
    period: periodOf(split),
    periodFacts: factsOf(split),
    token: split.token,
    rewardsSha256: rewardsDigest(split),
    totals: { periodBaseUnits, heldBaseUnits, cumulativeBaseUnits },
    signature: { r, s, yParity },
    signedTransaction,
  }
}

/**
 * Of the payouts of one contract, in the order in which they were signed, the one that the next continues. A clock that was
 * set back must not hide a payout: the last one is the one that no other continues.
 */
export function lastSigned<T extends Pick<SignedPayout, 'root' | 'previousRoot'>>(ofContract: readonly T[]): T | null {
  const newestFirst = [...ofContract].reverse()
  const last = newestFirst.find((one) => ofContract.every((other) => other === one || other.previousRoot !== one.root))
  return last ?? newestFirst[0] ?? null
}
