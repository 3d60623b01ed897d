/** What an opened file is, for the screen that asks nothing it can find out: its format, what it can become, and a first look inside. */
import type { FileProblem } from '../files/fileProblem'
import type { Table } from '../files/parseTable'
import { countRows } from '../files/tableRows'
import { hiddenWarning, tableWarnings } from '../files/tableWarnings'
import { assertNever } from '../model/problem'
import type { FleetMapping } from '../networks/fleetRow'
import { clipText } from '../words/clipText'
import type { FormatUse, OpenedContent, OpenedFile } from './importFormat'

export interface RecognisedFile {
  format: string
  /** False for what can be parsed and is of no format that is known. */
  recognised: boolean
  kind: FormatUse
  /** Column names of a table, as the file writes them. */
  headers: string[]
  /** The first data rows of a table for a preview: of each the first 1,000 cells, clipped to 80 characters. */
  sample: string[][]
  /** Data rows, features or elements; 1 for a single document. */
  rows: number
  /** Where a generic table's key and position probably are; the person may change it. */
  mapping: FleetMapping | null
  /** What a person should know although nothing is left out for it. */
  warnings: FileProblem[]
}

const SAMPLE_ROWS = 4
const SAMPLE_COLUMNS = 1_000
const SAMPLE_CHARS = 80

export function describeOpened(opened: OpenedFile): RecognisedFile {
  const { name, use, isKnown } = opened.importFormat
  const table = tableOf(opened)
  return {
    format: opened.kind === 'commonmast' ? opened.format : name,
    recognised: isKnown,
    kind: use,
    headers: table?.headers ?? [],
    sample: table?.rows.slice(0, SAMPLE_ROWS).map(sampleCells) ?? [],
    rows: rowsOf(opened),
    mapping: opened.kind === 'fleet-table' ? opened.guess : null,
    warnings: warningsOf(opened),
  }
}

function sampleCells(cells: readonly string[]): string[] {
  return cells.slice(0, SAMPLE_COLUMNS).map((cell) => clipText(cell, SAMPLE_CHARS))
}

function warningsOf(opened: OpenedContent): FileProblem[] {
  if (opened.kind === 'place-table') return tableWarnings(opened.table.text)
  if (opened.kind === 'fleet-geojson') return hiddenWarning(opened.text)
  return 'table' in opened ? opened.table.warnings : []
}

function tableOf(opened: OpenedContent): Table | null {
  if (opened.kind === 'place-table') return opened.table.head
  return 'table' in opened ? opened.table : null
}

function rowsOf(opened: OpenedContent): number {
  switch (opened.kind) {
    case 'binary':
      return 0
    case 'place-table':
      return countRows(opened.table.text)
    case 'fleet-table':
    case 'rewards-table':
    case 'unknown-table':
      return opened.table.rows.length
    case 'fleet-geojson':
    case 'unknown-geojson':
      return opened.features.length
    case 'commonmast':
      return countEntries(opened.document)
    case 'unknown-json':
      return Array.isArray(opened.document) ? opened.document.length : 1
    default:
      return assertNever(opened)
  }
}

/** Entries of the list that one of our files is about: a split's rows, a payout's payees, a statement's periods, a backup's records. */
function countEntries(document: Record<string, unknown>): number {
  for (const key of ['rows', 'payees', 'agreements', 'periods', 'members']) {
    const list = document[key]
    if (Array.isArray(list)) return list.length
  }
  const tables = Object.values(document.tables ?? {}).filter(Array.isArray)
  return tables.length === 0 ? 1 : tables.reduce((sum, table) => sum + table.length, 0)
}
