/** The treasurer's own tables, which `split` takes: agreements in their forms, and rewards as hotspot and amount. */
import { decodeText } from '../files/decodeText'
import type { FileProblem } from '../files/fileProblem'
import { columnKey, type Table } from '../files/parseTable'
import { decimalsIn, isRewardsTable, readRewardsTable, tokenSymbolIn } from '../networks/rewardsTable'
import { readAgreements } from '../rewards/agreementsFile'
import type { FileInput } from './fileContent'
import { type FormatUse, type ImportFormat, type InspectInput, importFormat } from './importFormat'

/** Which decimals a rewards table may have is said when it is split; until then the most that any token has are allowed. */
const MOST_DECIMALS = 36

export const treasuryTableFormats: readonly ImportFormat[] = [
  treasuryTable('host-payment-sheet-csv', 'agreements', isPaymentSheet, (_, input) => agreementsProblems(input)),
  treasuryTable('agreements-csv', 'agreements', isAgreementsTable, (_, input) => agreementsProblems(input)),
  // Without a network and a token it cannot be imported as it is, but its columns can be mapped.
  treasuryTable('rewards-csv', 'table', isRewardsTable, rewardsProblems),
]

/** Problems of agreements in any form. */
export function agreementsProblems({ fileName, bytes }: FileInput): FileProblem[] {
  return readAgreements(fileName, decodeText(bytes)).problems
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

function rewardsProblems(table: Table): FileProblem[] {
  return readRewardsTable(table, { symbol: tokenSymbolIn(table) ?? 'any', decimals: decimalsIn(table) ?? MOST_DECIMALS }).problems
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
