/** Who pays and in what: the facts of a treasury and of a token that a payout is bound to, as they were captured from the chain. */
import { z } from 'zod'
import { tokenSchema } from '../../model/money'
import { chainKeySchema } from './chainKey'

/** EIP-55; checked for its checksum wherever it is used. */
export const evmAddressSchema = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
export const bytes32Schema = z.string().regex(/^0x[0-9a-f]{64}$/)
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
export const solanaAddressSchema = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/)

/** One key owns it and signs its transactions. */
const accountTreasurySchema = z.object({ kind: z.literal('account'), chain: chainKeySchema, address: evmAddressSchema })

/** `threshold` of `owners` agree on each transaction; anybody carries it out. */
export const safeTreasurySchema = z.object({
  kind: z.literal('safe'),
  chain: chainKeySchema,
  address: evmAddressSchema,
  /** As the contract's `VERSION()` says it. */
  version: z.string(),
  owners: z.array(evmAddressSchema).min(1),
  threshold: z.number().int().positive(),
  /** The one contract whose code may run as the Safe; its code is checked on chain. */
  multiSendCallOnly: evmAddressSchema,
})

const solanaTreasurySchema = z.object({ kind: z.literal('solana'), chain: chainKeySchema, address: solanaAddressSchema })

export const treasuryFactsSchema = z.discriminatedUnion('kind', [accountTreasurySchema, safeTreasurySchema, solanaTreasurySchema])
export type TreasuryFacts = z.infer<typeof treasuryFactsSchema>
export type SafeTreasury = z.infer<typeof safeTreasurySchema>

/** A token is its chain and address; the symbol is only its name. */
export const tokenFactsSchema = tokenSchema.extend({
  chain: chainKeySchema,
  /** The contract, or the mint; null for the chain's native coin. */
  address: z.union([evmAddressSchema, solanaAddressSchema]).nullable(),
  /** keccak256 of the contract's code as it was captured; null where it was never seen, and for native coin and Solana. */
  codeHash: bytes32Schema.nullable(),
})
export type TokenFacts = z.infer<typeof tokenFactsSchema>
