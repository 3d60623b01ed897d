/**
 * A `commonmast-signature-v1` file: a signing request with the signature over it. `verifySignature` recomputes what was
 * signed from the request and recovers the signer, so nothing in it needs to be believed.
 */
import { z } from 'zod'
import { signingRequestSchema } from './signingRequest'

export const SIGNATURE_FORMAT = 'commonmast-signature-v1'

const hash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const hexBytes = z.templateLiteral(['0x', z.string().regex(/^([0-9a-f]{2})*$/)])

export const signingResultSchema = z.object({
  format: z.literal(SIGNATURE_FORMAT),
  /** As it was asked for. */
  request: signingRequestSchema,
  /** The 32 bytes that were signed: of a transaction its signing hash, of typed data its EIP-712 hash. */
  digest: hash,
  /** Recovered from `digest`, with its checksum. */
  signer: z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{40}$/)]),
  r: hash,
  s: hash,
  yParity: z.union([z.literal(0), z.literal(1)]),
  /** r, s and v (27 or 28) in 65 bytes, as contracts and Safes take it. */
  signature: hexBytes,
  /** Of a transaction: its bytes with the signature, ready to be broadcast, and their hash. Null for everything else. */
  signedTransaction: z.object({ bytes: hexBytes, transactionHash: hash }).nullable(),
  derivationPath: z.string(),
  /** Device and application in words, such as "Ledger Nano X, Ethereum app 1.22.0". */
  device: z.string(),
  /** Whether the device's seed is public: such a signature is worth nothing on a chain that is worth something. */
  simulated: z.boolean(),
  signedAt: z.iso.datetime(),
})
export type SigningResult = z.infer<typeof signingResultSchema>
