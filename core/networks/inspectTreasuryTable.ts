/** The treasurer's own tables, which `split` takes: agreements in their forms, and rewards as hotspot and amount. */
import { readAgreements } from '../rewards/agreementsFile'
import { isRewardsTable, readRewardsTable, tokenSymbolIn } from '../rewards/rewardsTable'
import { decodeText } from './decodeText'
import type { FileProblem } from './fileProblem'
import type { FileInput } from './openFile'
import { columnKey, type Table } from './parseTable'

/** Which decimals a rewards table may have is said when it is split; until then the most that any token has are allowed. */
const MOST_DECIMALS = 36

/** What the table is and what is wrong with it, or null when it is none of these. */
export function inspectTreasuryTable(table: Table, file: FileInput): { format: string; problems: FileProblem[] } | null {
  const columns = new Set(table.headers.map(columnKey))
  if (columns.has('payment_split')) return { format: 'host-payment-sheet-csv', problems: inspectAgreements(file) }
  if (columns.has('member') && columns.has('percent')) return { format: 'agreements-csv', problems: inspectAgreements(file) }
  if (!isRewardsTable(table)) return null
  const token = { symbol: tokenSymbolIn(table) ?? 'any', decimals: MOST_DECIMALS }
  return { format: 'rewards-csv', problems: readRewardsTable(table, token).problems }
}

/** Problems of agreements in any form. */
export function inspectAgreements({ fileName, bytes }: FileInput): FileProblem[] {
  return readAgreements(fileName, decodeText(bytes)).problems
}
