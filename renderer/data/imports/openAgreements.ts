/** Files that name members: agreements of any form, and address books, which are read as agreements without any. */
import { decodeText } from '#core/files/decodeText'
import type { OpenedFile } from '#core/formats/importFormat'
import { Problem } from '#core/model/problem'
import { readAgreements } from '#core/rewards/agreementsFile'
import { type AgreementsReading, NO_PERIOD_FACTS } from '#core/rewards/agreementsReading'
import { ADDRESS_BOOK_FORMAT } from '#core/treasury/addresses/addressBookFile'
import { isMemberTable, readAddressBook } from '#core/treasury/addresses/readAddressBook'

export interface OpenedAgreements {
  kind: 'agreements' | 'members'
  format: string
  agreements: AgreementsReading
}

/** Null when the file is something else. @throws Problem `address-book.*`, or of a file of agreements that breaks */
export function openAgreements(opened: OpenedFile, fileName: string, bytes: Uint8Array): OpenedAgreements | null {
  if (isAddressBook(opened)) {
    const { format, members, problems } = readAddressBook(decodeText(bytes))
    return { kind: 'members', format, agreements: { members, problems, groups: [], agreements: [], period: NO_PERIOD_FACTS } }
  }
  const isOurs = opened.kind === 'commonmast' && /^commonmast-agreements-v[12]$/.test(opened.format)
  if (!isOurs && opened.kind !== 'unknown-table') return null
  try {
    return { kind: 'agreements', format: 'commonmast-agreements-v1', agreements: readAgreements(fileName, decodeText(bytes)) }
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'agreements.unknown-form') return null
    throw thrown
  }
}

function isAddressBook(opened: OpenedFile): boolean {
  if (opened.kind === 'commonmast') return opened.format === ADDRESS_BOOK_FORMAT
  return opened.kind === 'unknown-table' && isMemberTable(opened.table.headers)
}
