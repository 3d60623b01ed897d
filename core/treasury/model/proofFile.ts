/**
 * `commonmast-proof-v1`: what one member claims from a distributor, with the proof and the claim as it is sent to the contract.
 * It is verified without the network; that the root is the one on chain is for a wallet or a node to say.
 */
import { z } from 'zod'
import { baseUnitsTextSchema } from '../../model/money'
import { distributorKindSchema } from './payoutFileV4'
import { bytes32Schema, evmAddressSchema, sha256Schema, tokenFactsSchema } from './treasuryFacts'

export const PROOF_FORMAT = 'commonmast-proof-v1'

export const proofFileSchema = z.object({
  format: z.literal(PROOF_FORMAT),
  payoutSha256: sha256Schema,
  /** Name of the period with which this total was reached. */
  period: z.string(),
  member: z.object({ id: z.string().min(1), name: z.string() }),
  chain: z.string(),
  token: tokenFactsSchema,
  kind: distributorKindSchema,
  distributor: evmAddressSchema,
  account: evmAddressSchema,
  /** All that the account was given at this distributor so far; what was claimed of it before is not claimed again. */
  cumulativeBaseUnits: baseUnitsTextSchema,
  leaf: bytes32Schema,
  proof: z.array(bytes32Schema),
  root: bytes32Schema,
  /** The claim, which anybody may send for the account. */
  claim: z.object({ to: evmAddressSchema, data: z.string().regex(/^0x([0-9a-f]{2})*$/) }),
  contentSha256: sha256Schema,
})
export type ProofFile = z.infer<typeof proofFileSchema>
