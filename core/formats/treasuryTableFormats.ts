/** The treasurer's own tables of agreements, in their forms, and of members with their addresses. */
import { decodeText } from '../files/decodeText'
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { columnKey, type Table } from '../files/parseTable'
import { readAgreements } from '../rewards/agreementsFile'
import { isMemberTable, readAddressBook } from '../treasury/addresses/readAddressBook'
import type { FileInput } from './fileContent'
import { type FormatUse, type ImportFormat, type InspectInput, importFormat } from './importFormat'

export const treasuryTableFormats: readonly ImportFormat[] = [
  treasuryTable('host-payment-sheet-csv', 'agreements', isPaymentSheet, (_, input) => agreementsProblems(input)),
  treasuryTable('agreements-csv', 'agreements', isAgreementsTable, (_, input) => agreementsProblems(input)),
  treasuryTable(
    'members-csv',
    'members',
    ({ headers }) => isMemberTable(headers),
    (_, input) => addressBookProblems(input),
  ),
]

/** Problems of agreements in any form. */
export function agreementsProblems({ fileName, bytes }: FileInput): FileProblem[] {
  return readAgreements(fileName, decodeText(bytes)).problems
}

/** Problems of an address book in either form. */
export function addressBookProblems({ bytes }: FileInput): FileProblem[] {
  try {
    return readAddressBook(decodeText(bytes)).problems
  } catch (thrown) {
    return [toFileProblem(thrown)]
  }
}

function treasuryTable(
  name: string,
  use: FormatUse,
  matches: (table: Table) => boolean,
  problemsOf: (table: Table, input: InspectInput) => FileProblem[],
): ImportFormat {
  return importFormat({
    name,
    use,
    open: (content) => {
      if (content.carrier !== 'table' || !matches(content.head)) return null
      return { kind: 'unknown-table', table: content.whole() }
    },
    inspect: ({ table }, input) => ({ problems: problemsOf(table, input) }),
  })
}

function isAgreementsTable(table: Table): boolean {
  return hasAll(table, ['member', 'percent'])
}

function isPaymentSheet(table: Table): boolean {
  return hasAll(table, ['payment_split']) && (hasAll(table, ['hotspot_address']) || hasAll(table, ['payment_address']))
}

function hasAll({ headers }: Table, names: readonly string[]): boolean {
  const found = new Set(headers.map(columnKey))
  return names.every((name) => found.has(name))
}
