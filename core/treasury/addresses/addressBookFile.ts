/**
 * `commonmast-address-book-v1`: the members with the addresses at which they are paid, sealed, so that a character that changed
 * on the way is found. The same as a table has the columns member, name, role, address.
 */
import { z } from 'zod'
import { csvText } from '../../files/csvText'
import { contentDigest, seal } from '../../model/contentDigest'
import { Problem } from '../../model/problem'
import type { Member } from '../../model/records'
import { sha256Schema } from '../model/treasuryFacts'

export const ADDRESS_BOOK_FORMAT = 'commonmast-address-book-v1'

export const addressBookSchema = z.object({
  format: z.literal(ADDRESS_BOOK_FORMAT),
  cooperative: z.string(),
  savedAt: z.iso.datetime(),
  /** In ascending order of id. */
  members: z.array(
    z.object({ id: z.string().min(1), name: z.string().min(1), role: z.string(), address: z.string().nullable() }),
  ),
  /** SHA-256 of the RFC 8785 form of everything else. */
  contentSha256: sha256Schema,
})
export type AddressBookFile = z.infer<typeof addressBookSchema>

type BookMember = Pick<Member, 'id' | 'name' | 'role' | 'address'>

export function addressBookFile(members: readonly BookMember[], cooperative: string, savedAt: string): AddressBookFile {
  return seal({ format: ADDRESS_BOOK_FORMAT, cooperative, savedAt, members: inOrder(members) } as const)
}

/** Table of members; a spreadsheet takes no name in it for a formula. */
export function addressBookCsv(members: readonly BookMember[]): string {
  const rows = inOrder(members).map(({ id, name, role, address }) => [id, name, role, address])
  return csvText(['member', 'name', 'role', 'address'], rows)
}

/** The file, proved to be as it was saved. @throws Problem `address-book.unreadable` or `address-book.altered` */
export function checkAddressBook(document: unknown): AddressBookFile {
  const read = addressBookSchema.safeParse(document)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Problem(
      'address-book.unreadable',
      `This address book cannot be read (${issue?.path.join('.')}: ${issue?.message}): export it again.`,
      { cause: read.error },
    )
  }
  if (contentDigest(read.data) !== read.data.contentSha256) {
    throw new Problem(
      'address-book.altered',
      'This address book was changed after it was saved, so none of its addresses can be trusted: ask for it again.',
    )
  }
  return read.data
}

function inOrder(members: readonly BookMember[]): BookMember[] {
  return members
    .map(({ id, name, role, address }) => ({ id, name, role, address }))
    .sort((first, second) => (first.id < second.id ? -1 : 1))
}
