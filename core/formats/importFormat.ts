/**
 * What one format of files says of itself. The formats are composed in `importFormats`; everything that asks what a file
 * is goes through that list.
 */
import type { SqliteReader } from '../demand/readGeopackage'
import type { FileProblem } from '../files/fileProblem'
import type { ImportPace } from '../files/importPace'
import type { Table } from '../files/parseTable'
import type { BinaryFormat } from '../files/recogniseBinary'
import type { FleetMapping } from '../networks/fleetRow'
import type { FleetCsvFormat } from '../networks/readFleetTable'
import type { RewardsAnswers } from '../networks/rewardsAnswers'
import type { RewardsReading } from '../networks/rewardsReading'
import type { FileContent, FileInput } from './fileContent'
import type { PlaceTable } from './placeTable'

export interface InspectInput extends FileInput, ImportPace {
  /** Opens an SQLite database; without it a GeoPackage is recognised and not looked into. */
  openSqlite?: (bytes: Uint8Array) => Promise<SqliteReader>
}

/** What is in a file and wrong with it. */
export interface Inspection {
  problems: FileProblem[]
  /** A closer name than the format's own, where only the content tells, e.g. which of two rasters it is. */
  format?: string
  /** Data rows; samples of a raster or a terrain tile; tiles of a map pack. What is known without reading when left out. */
  rows?: number
  /** Hotspots without a position. */
  withoutLocation?: number
  /** One sentence on what a signed record is about. */
  about?: string
}

/** What a table of rewards says of its token and network; null where it says nothing. */
export interface SaidOfRewards {
  symbol: string | null
  decimals: number | null
  network: string | null
}

interface RewardsTable {
  kind: 'rewards-table'
  table: Table
  /** Null for a network's own export, of which they are known. */
  said: SaidOfRewards | null
  /** @throws Problem `rewards.no-token` where a person must say it, or `import.cancelled` */
  read: (pace: ImportPace, answers?: RewardsAnswers) => Promise<RewardsReading>
}

/** The parsed content, so that a reader need not parse it again. */
export type OpenedContent =
  | { kind: 'binary'; binary: Exclude<BinaryFormat, 'gzip'> }
  | { kind: 'place-table'; table: PlaceTable }
  | { kind: 'fleet-table'; table: Table; fleetFormat: FleetCsvFormat; guess: FleetMapping | null }
  | RewardsTable
  /** A table that nothing here reads as hotspots, rewards or places unless a person maps its columns. */
  | { kind: 'unknown-table'; table: Table }
  | { kind: 'fleet-geojson'; features: unknown[]; text: string }
  | { kind: 'unknown-geojson'; features: unknown[] }
  | { kind: 'commonmast'; format: string; document: Record<string, unknown> }
  | { kind: 'unknown-json'; document: unknown }

/** What to read a file with: its fleet, rewards, layer, candidates or agreements reader, our own, or (for `table`) a mapping. */
export type FormatUse =
  | 'fleet'
  | 'rewards'
  | 'agreements'
  | 'members'
  | 'commonmast'
  | 'layer'
  | 'candidates'
  | 'table'
  | 'unknown'

interface FormatFacts {
  /** As `inspect` and the records of imports write it. */
  name: string
  use: FormatUse
  /** False for what can be parsed and is of no format that is known: any other table, any other JSON. */
  isKnown: boolean
}

/** A file as one of the formats. */
export type OpenedFile = OpenedContent & {
  importFormat: FormatFacts
  /** @throws Problem `import.cancelled`; everything wrong with the content is in the problems. */
  inspect(input: InspectInput): Promise<Inspection>
}

export interface ImportFormat extends FormatFacts {
  /** The file as this format, or null when it is another. */
  open(content: FileContent): OpenedFile | null
}

interface FormatDeclaration<Opened extends OpenedContent> {
  name: string
  use: FormatUse
  /** True when left out. */
  isKnown?: boolean
  /** Null when the content is of another format. */
  open(content: FileContent): Opened | null
  inspect(opened: Opened, input: InspectInput): Inspection | Promise<Inspection>
}

/** One entry of the registry; what it opens is what it inspects. */
export function importFormat<Opened extends OpenedContent>(declaration: FormatDeclaration<Opened>): ImportFormat {
  const { name, use, isKnown = true } = declaration
  const facts: FormatFacts = { name, use, isKnown }
  return {
    ...facts,
    open: (content) => {
      const opened = declaration.open(content)
      if (opened === null) return null
      return { ...opened, importFormat: facts, inspect: async (input) => declaration.inspect(opened, input) }
    },
  }
}
