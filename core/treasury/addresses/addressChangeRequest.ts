/**
 * `commonmast-address-change-v1`: asks another installation, or an owner of the treasury, to confirm that a member is paid at
 * another address from now on. It states facts and proves nothing; whoever answers signs `commonmast-address-confirmation-v1`.
 */
import { z } from 'zod'
import { parseBoundedJson } from '../../files/parseBoundedJson'
import { contentDigest, seal } from '../../model/contentDigest'
import { Problem } from '../../model/problem'
import { addressConfirmationFactsSchema } from '../model/addressConfirmation'
import { sha256Schema } from '../model/treasuryFacts'
import { type AddressFinding, examineAddress } from './examineAddress'

export const ADDRESS_CHANGE_FORMAT = 'commonmast-address-change-v1'

export const addressChangeFactsSchema = addressConfirmationFactsSchema
  .omit({ confirmedAt: true })
  .extend({ requestedAt: z.iso.datetime() })
export type AddressChangeFacts = z.infer<typeof addressChangeFactsSchema>

export const addressChangeRequestSchema = z.object({
  format: z.literal(ADDRESS_CHANGE_FORMAT),
  facts: addressChangeFactsSchema,
  /** SHA-256 of the RFC 8785 form of everything else. */
  contentSha256: sha256Schema,
})
export type AddressChangeRequest = z.infer<typeof addressChangeRequestSchema>

export function addressChangeRequest(facts: AddressChangeFacts): AddressChangeRequest {
  return seal({ format: ADDRESS_CHANGE_FORMAT, facts } as const)
}

/** The request of a file, whole as it was saved. @throws Problem `address-change.unreadable` or `address-change.altered` */
export function readAddressChangeRequest(text: string): AddressChangeRequest {
  const read = addressChangeRequestSchema.safeParse(parsed(text))
  if (!read.success) {
    throw new Problem(
      'address-change.unreadable',
      'This file asks for no confirmation of an address: choose the one that was sent.',
      {
        cause: read.error,
      },
    )
  }
  if (contentDigest(read.data) !== read.data.contentSha256) {
    throw new Problem(
      'address-change.altered',
      'This file was changed after it was saved: ask for it again, and do not confirm what it says.',
    )
  }
  return read.data
}

/** What whoever is asked should know: the new address against the old one. */
export function examineAddressChange({ memberId, memberName, address, previousAddress }: AddressChangeFacts): AddressFinding[] {
  return examineAddress(address, {
    memberId,
    name: memberName,
    members: [],
    contracts: [],
    paidAt: [previousAddress],
    isContract: null,
  }).filter(({ kind }) => kind !== 'changed')
}

function parsed(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch (cause) {
    throw new Problem('address-change.unreadable', 'This file is no whole JSON file: save it again.', { cause })
  }
}
