/**
 * What a payout needs to know of the cluster, read while online and dated: it travels to where the payout is drafted and
 * signed. Amounts are decimal text; one lamport is 10^-9 SOL.
 */
import { z } from 'zod'
import { contentDigest, seal } from '../model/contentDigest'
import { baseUnitsTextSchema } from '../model/money'
import { Problem } from '../model/problem'

const addressText = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'must be base58 of 32 bytes')

export const solanaSnapshotSchema = z.strictObject({
  format: z.literal('commonmast-solana-snapshot-v1'),
  capturedAt: z.iso.datetime(),
  /** Tells clusters apart: each has its own first block. */
  genesisHash: addressText,
  slot: baseUnitsTextSchema,
  treasury: addressText,
  treasuryLamports: baseUnitsTextSchema,
  /** For one signature; a payment has one. */
  feeLamports: baseUnitsTextSchema,
  /** What a new token account, a nonce account and an account without data must hold. */
  rentLamports: z.strictObject({
    tokenAccount: baseUnitsTextSchema,
    nonceAccount: baseUnitsTextSchema,
    emptyAccount: baseUnitsTextSchema,
  }),
  /** Null for native SOL. */
  token: z
    .strictObject({
      mint: addressText,
      decimals: z.number().int().min(0).max(255),
      program: z.enum(['token', 'token-2022']),
      /** Extensions of the mint by name, such as TransferFeeConfig; none for the Token program. */
      extensions: z.array(z.string()),
      /** The treasury's associated token account; null balance where there is none. */
      sourceAccount: addressText,
      sourceBaseUnits: baseUnitsTextSchema.nullable(),
      sourceIsFrozen: z.boolean(),
    })
    .nullable(),
  nonceAccounts: z.array(
    z.strictObject({
      address: addressText,
      /** Null where there is no initialized nonce account. */
      nonce: addressText.nullable(),
      authority: addressText.nullable(),
    }),
  ),
  payees: z.array(
    z.strictObject({
      address: addressText,
      /** The program that owns the payee's account; null where the account does not exist yet. */
      owner: addressText.nullable(),
      isProgram: z.boolean(),
      lamports: baseUnitsTextSchema,
      /** Null for native SOL. */
      tokenAccount: z
        .strictObject({
          address: addressText,
          exists: z.boolean(),
          /** What is wrong with an account that exists: frozen, another owner or mint; null when nothing is. */
          fault: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
})

export type SolanaSnapshot = z.infer<typeof solanaSnapshotSchema>

export function sealSolanaSnapshot(content: Omit<SolanaSnapshot, 'contentSha256'>): SolanaSnapshot {
  return seal(content)
}

/** @throws Problem `solana.snapshot` when it has another form, or was changed since it was captured. */
export function readSolanaSnapshot(document: unknown): SolanaSnapshot {
  const read = solanaSnapshotSchema.safeParse(document)
  if (!read.success) {
    throw new Problem('solana.snapshot', 'The file is no snapshot of Solana: capture one while online.', { cause: read.error })
  }
  if (contentDigest(read.data) !== read.data.contentSha256) {
    throw new Problem('solana.snapshot', 'The snapshot was changed after it was captured: capture it again.')
  }
  return read.data
}
