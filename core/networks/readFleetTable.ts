/**
 * A table of hotspots as fleet rows. Every data row becomes one hotspot or one problem, never both and never neither;
 * of rows with the same key the first counts.
 */
import { toFileProblem } from '../files/fileProblem'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../files/importPace'
import { checkRowShape, columnKey, indexColumns, requireColumns, type Table } from '../files/parseTable'
import { isBlank, type PositionFields, parseDegrees, readPosition } from '../files/readPosition'
import { normalText } from '../model/normalText'
import { Problem } from '../model/problem'
import { hotspotId, networkId } from './deviceKey/hotspotId'
import { duplicateKey, type WrittenKey } from './duplicateKey'
import type { FleetMapping, FleetReading, FleetRow } from './fleetRow'
import { readHotspotKey } from './readHotspotKey'

/** What a CSV of hotspots looks like and how its columns are used. */
export interface FleetCsvFormat {
  format: string
  network: string
  mapping: FleetMapping
  /** Columns joined with commas into `place`, when the mapping names none. */
  placeColumns: readonly string[]
  /** Columns that together give the format away even when one that is needed is missing. */
  distinctive: readonly string[]
}

/** @throws Problem `import.cancelled`; everything wrong with the file is in the reading's problems. */
export async function readFleetTable(table: Table, format: FleetCsvFormat, pace: ImportPace): Promise<FleetReading> {
  const collector = new FleetCollector(format.format, table.rows.length)
  let read: (row: number) => ReadHotspot
  try {
    read = rowReader(table, format)
    if (table.rows.length === 0) {
      throw new Problem('csv.no-rows', 'The file has a header and no rows: export it again with its data.', {
        line: table.headerLine,
      })
    }
  } catch (thrown) {
    collector.reject(thrown, null)
    return collector.reading
  }
  for (let row = 0; row < table.rows.length; row++) {
    if (row % ROWS_PER_PAUSE === 0) await reportProgress(row, pace)
    collector.collect(table.lines[row] ?? 0, format.mapping.id, () => read(row))
  }
  await reportProgress(table.rows.length, pace)
  return collector.reading
}

/** A hotspot with its key as the file writes it. */
export interface ReadHotspot {
  hotspot: FleetRow
  written: string
}

/** Gathers hotspots, problems and duplicates of one file. */
export class FleetCollector {
  readonly reading: FleetReading
  private readonly first = new Map<string, WrittenKey>()

  constructor(format: string, rows: number) {
    this.reading = { format, rows, hotspots: [], withoutLocation: 0, problems: [], duplicates: [] }
  }

  /** Runs `read` for the row on `line`; what it throws becomes a problem of that line. */
  collect(line: number, keyField: string, read: () => ReadHotspot): void {
    let row: ReadHotspot
    try {
      row = read()
    } catch (thrown) {
      this.reject(thrown, line)
      return
    }
    const { hotspot, written } = row
    const first = this.first.get(hotspot.id)
    if (first !== undefined) {
      this.reading.duplicates.push({ key: written, line, firstLine: first.line })
      this.reading.problems.push(duplicateKey(written, keyField, line, first))
      return
    }
    this.first.set(hotspot.id, { written, line })
    this.reading.hotspots.push(hotspot)
    if (hotspot.h3 === null) this.reading.withoutLocation++
  }

  reject(thrown: unknown, line: number | null): void {
    this.reading.problems.push(toFileProblem(thrown, line))
  }
}

function rowReader(table: Table, { mapping, network, placeColumns }: FleetCsvFormat): (row: number) => ReadHotspot {
  const columns = requireColumns(table, Object.values(mapping))
  const optional = indexColumns(table.headers)
  const at = (header: string | undefined) => (header === undefined ? -1 : (columns.get(header) ?? -1))
  const [id, name, owner, groups] = [at(mapping.id), at(mapping.name), at(mapping.owner), at(mapping.groups)]
  const [lat, lng, h3, networkColumn] = [at(mapping.lat), at(mapping.lng), at(mapping.h3), at(mapping.network)]
  const sinceColumn = at(mapping.since)
  const places =
    mapping.place === undefined ? placeColumns.map((header) => optional.get(columnKey(header)) ?? -1) : [at(mapping.place)]
  const fields: PositionFields = { lat: mapping.lat ?? 'lat', lng: mapping.lng ?? 'lng', h3: mapping.h3 ?? 'h3' }

  return (row) => {
    checkRowShape(table, row)
    const cells = table.rows[row] ?? []
    const cell = (index: number) => (index < 0 ? '' : (cells[index]?.trim() ?? ''))
    const ofNetwork = networkId(cell(networkColumn) || network)
    const key = readHotspotKey(ofNetwork, cell(id), mapping.id)
    const position = readPosition(
      parseDegrees(cell(lat), fields.lat),
      parseDegrees(cell(lng), fields.lng),
      isBlank(cell(h3)) ? null : cell(h3),
      fields,
    )
    const place = places.map(cell).filter((part) => !isBlank(part))
    const hotspot: FleetRow = {
      id: hotspotId(ofNetwork, key),
      name: cell(name) || key,
      network: ofNetwork,
      owner: isBlank(cell(owner)) ? null : cell(owner),
      lat: position?.lat ?? null,
      lng: position?.lng ?? null,
      h3: position?.h3 ?? null,
      place: place.length === 0 ? null : place.join(', '),
      groups: splitGroups(cell(groups)),
      ...sinceOf(cell(sinceColumn)),
    }
    return { hotspot, written: cell(id) }
  }
}

/** A day or time in ISO 8601; other ways to write a date are ambiguous, and a wrong day is worse than none. */
function sinceOf(text: string): Pick<FleetRow, 'since'> {
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))
  return isDate ? { since: new Date(text).toISOString() } : {}
}

/** Several groups share a cell with `;`, `|` or a comma between them. */
function splitGroups(text: string): string[] {
  if (text === '') return []
  return [...new Set(text.split(/[;|,]/).map(normalText))].filter((group) => !isBlank(group))
}
