/** What a file is, for the screen that asks nothing it can find out: its format, what it can become, and a first look inside. */

import { countRows } from '../files/tableRows'
import { assertNever } from '../model/problem'
import type { FleetMapping } from '../networks/fleetRow'
import { ttnGatewaysGeojson } from '../networks/ttnGatewaysGeojson'
import { weatherxmRewardsCsv } from '../networks/weatherxmRewardsCsv'
import { type FileInput, type OpenedFile, openFile } from './openFile'

export interface RecognisedFile {
  format: string
  recognised: boolean
  /** What to read it with: readFleet, readRewards, the reader of our own files, of layers or candidates, or (for `table`) readFleet with a mapping. */
  kind: 'fleet' | 'rewards' | 'commonmast' | 'layer' | 'candidates' | 'table' | 'unknown'
  /** Column names of a table, as the file writes them. */
  headers: string[]
  /** The first data rows of a table, for a preview. */
  sample: string[][]
  /** Data rows, features or elements; 1 for a single document. */
  rows: number
  /** Where a generic table's key and position probably are; the person may change it. */
  mapping: FleetMapping | null
}

const sampleRows = 8
const BINARY_FORMATS = { geotiff: 'geotiff', geopackage: 'geopackage', pmtiles: 'pmtiles', hgt: 'srtm-hgt' } as const

/** @throws Problem `file.empty`, `file.workbook`, `file.binary`, `file.not-utf8` or `json.broken`. */
export function recogniseFile(file: FileInput): RecognisedFile {
  return describeOpened(openFile(file))
}

export function describeOpened(opened: OpenedFile): RecognisedFile {
  const noTable = { headers: [], sample: [], mapping: null }
  switch (opened.kind) {
    case 'binary':
      return { ...noTable, format: BINARY_FORMATS[opened.format], recognised: true, kind: 'layer', rows: 0 }
    case 'place-table': {
      const { use, head, text } = opened.table
      const kind = use === 'candidates' ? 'candidates' : 'layer'
      return { ...describeTable(head), format: `${use}-csv`, recognised: true, kind, rows: countRows(text), mapping: null }
    }
    case 'fleet-table':
      return {
        ...describeTable(opened.table),
        format: opened.fleetFormat.format,
        recognised: true,
        kind: 'fleet',
        mapping: opened.guess,
      }
    case 'rewards-table':
      return {
        ...describeTable(opened.table),
        format: weatherxmRewardsCsv.format,
        recognised: true,
        kind: 'rewards',
        mapping: null,
      }
    case 'unknown-table':
      return { ...describeTable(opened.table), format: opened.format, recognised: false, kind: 'table', mapping: null }
    case 'fleet-geojson':
      return { ...noTable, format: ttnGatewaysGeojson, recognised: true, kind: 'fleet', rows: opened.features.length }
    case 'unknown-geojson':
      return { ...noTable, format: 'geojson', recognised: false, kind: 'unknown', rows: opened.features.length }
    case 'commonmast':
      return { ...noTable, format: opened.format, recognised: true, kind: 'commonmast', rows: countEntries(opened.document) }
    case 'unknown-json':
      return {
        ...noTable,
        format: 'json',
        recognised: false,
        kind: 'unknown',
        rows: Array.isArray(opened.document) ? opened.document.length : 1,
      }
    default:
      return assertNever(opened)
  }
}

function describeTable(table: { headers: string[]; rows: string[][] }) {
  return { headers: table.headers, sample: table.rows.slice(0, sampleRows), rows: table.rows.length }
}

/** Entries of the list that one of our files is about: a split's rows, a payout's payees, a backup's records. */
function countEntries(document: Record<string, unknown>): number {
  for (const key of ['rows', 'payees', 'agreements']) {
    const list = document[key]
    if (Array.isArray(list)) return list.length
  }
  const tables = Object.values(document.tables ?? {}).filter(Array.isArray)
  return tables.length === 0 ? 1 : tables.reduce((sum, table) => sum + table.length, 0)
}
