/**
 * `commonmast-address-confirmation-v1`: somebody else than the treasurer at this machine confirms that a member's address has
 * changed. It is signed with the key of another installation, or by an owner of the treasury as a personal message.
 */
import { z } from 'zod'
import { evmAddressSchema, sha256Schema } from './treasuryFacts'

export const ADDRESS_CONFIRMATION_FORMAT = 'commonmast-address-confirmation-v1'

export const addressConfirmationFactsSchema = z.object({
  memberId: z.string().min(1),
  memberName: z.string(),
  /** The address that was paid last. */
  previousAddress: z.string(),
  address: z.string(),
  confirmedAt: z.iso.datetime(),
})
export type AddressConfirmationFacts = z.infer<typeof addressConfirmationFactsSchema>

export const addressConfirmationSchema = z.object({
  format: z.literal(ADDRESS_CONFIRMATION_FORMAT),
  facts: addressConfirmationFactsSchema,
  signedBy: z.discriminatedUnion('kind', [
    /** Raw Ed25519, hex, over the UTF-8 of the RFC 8785 form of format, facts and key. */
    z.object({ kind: z.literal('installation'), publicKey: sha256Schema, signature: z.string().regex(/^[0-9a-f]{128}$/) }),
    /** EIP-191 over the sentence that states the facts; 65 bytes. */
    z.object({ kind: z.literal('owner'), address: evmAddressSchema, signature: z.string().regex(/^0x[0-9a-f]{130}$/) }),
  ]),
})
export type AddressConfirmation = z.infer<typeof addressConfirmationSchema>
