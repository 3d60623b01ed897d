/**
 * `commonmast-confirmation-v1`: one signature over one transaction of a payout, as it travels from machine to machine. What counts
 * is what the bytes say: the signer is recovered from the hash wherever the file is taken in.
 */
import { z } from 'zod'
import { bytes32Schema, sha256Schema } from './treasuryFacts'

export const CONFIRMATION_FORMAT = 'commonmast-confirmation-v1'

export const confirmationFileSchema = z.object({
  format: z.literal(CONFIRMATION_FORMAT),
  payoutSha256: sha256Schema,
  /** Place of the transaction among the payout's. */
  at: z.number().int().nonnegative(),
  /** The hash that was signed: safeTxHash, the signing hash, or SHA-256 of the Solana message (0x). */
  signedHash: bytes32Schema,
  signer: z.string(),
  /** 65 bytes r, s, v for EVM, 64 for Ed25519; hex with 0x. */
  signature: z.string().regex(/^0x([0-9a-f]{130}|[0-9a-f]{128})$/),
  /** True for the simulated Ledger: then the chain can only be one for practice. */
  simulated: z.boolean(),
  /** Model and app; empty for a signature that was made elsewhere. */
  device: z.string(),
  derivationPath: z.string(),
  /** The lines that the device showed, as far as they are known. */
  shown: z.array(z.object({ label: z.string(), value: z.string() })),
  signedAt: z.iso.datetime(),
})
export type ConfirmationFile = z.infer<typeof confirmationFileSchema>
