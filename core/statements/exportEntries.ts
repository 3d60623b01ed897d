/** The targets that entries can be exported to, by name. */
import { beancountJournal } from './beancountJournal'
import { coinTrackingCsv } from './coinTrackingCsv'
import { entriesCsv } from './entriesCsv'
import { checkBook, type LedgerEntries } from './entriesFile'
import type { ExportFile } from './exportFile'
import { hledgerJournal } from './hledgerJournal'
import { koinlyCsv } from './koinlyCsv'

const TARGETS = {
  koinly: koinlyCsv,
  cointracking: coinTrackingCsv,
  hledger: hledgerJournal,
  beancount: beancountJournal,
  csv: entriesCsv,
} as const
export type ExportTarget = keyof typeof TARGETS

export const exportTargets = Object.keys(TARGETS) as ExportTarget[]

export function isExportTarget(name: string): name is ExportTarget {
  return Object.hasOwn(TARGETS, name)
}

/** @throws Problem `entries.*`, `export.*`. */
export function exportEntries(target: ExportTarget, input: LedgerEntries): ExportFile {
  checkBook(input.book, input.entries)
  return TARGETS[target](input)
}
