/**
 * Weights from a GeoPackage (OGC 12-128r18, an SQLite database) with one row per H3 cell, as Kontur publishes population:
 * a table with `h3` as text and `population`. Geometry is not read: the cell says where it is. Views are not read either.
 */
import { getResolution } from 'h3-js'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../files/importPace'
import { ProblemList } from '../files/ProblemList'
import { Problem } from '../model/problem'
import { CellAccumulator } from './CellAccumulator'
import { weightColumns } from './cellTableColumns'
import { repeatedCellsNote, type WeightsReading } from './cellWeights'
import { readCell } from './readCell'
import { checkWeight, readWeight } from './readWeight'

export type SqliteValue = number | string | Uint8Array | null

/** The little of SQLite that is needed here, whoever provides it. */
export interface SqliteReader {
  /** Rows of a query, one by one. */
  rows(sql: string): Iterable<readonly SqliteValue[]>
  close(): void
}

interface CellTable {
  name: string
  h3: string
  weight: string
  unit: string
}

/**
 * Reads the first table that has a cell and a weight. Rows with problems are named by their number.
 * @throws Problem `geopackage.no-weights` naming the tables that were found, `geopackage.mixed-resolutions`,
 * `geopackage.damaged`, or `import.cancelled`
 */
export async function readGeopackage(reader: SqliteReader, options: ImportPace & { source: string }): Promise<WeightsReading> {
  const table = findTable(reader)
  const sums = new CellAccumulator()
  const problems = new ProblemList()
  let rows = 0
  let duplicates = 0
  let resolution: number | null = null
  for (const [cellValue, weightValue] of query(
    reader,
    `SELECT ${quoted(table.h3)}, ${quoted(table.weight)} FROM ${quoted(table.name)}`,
  )) {
    if (rows % ROWS_PER_PAUSE === 0) await reportProgress(rows, options)
    rows++
    try {
      const cell = readCell(textOf(cellValue), table.h3)
      resolution ??= getResolution(cell)
      checkResolution(cell, resolution)
      const weight =
        typeof weightValue === 'number'
          ? checkWeight(weightValue, String(weightValue), table.weight)
          : readWeight(textOf(weightValue), table.weight)
      const before = sums.size
      sums.add(cell, weight)
      if (sums.size === before) duplicates++
    } catch (thrown) {
      problems.addThrown(thrown, rows)
    }
  }
  await reportProgress(rows, options)
  const notes = duplicates === 0 ? [] : [repeatedCellsNote(duplicates)]
  return {
    resolution: resolution ?? 8,
    ...sums.finish(),
    unit: table.unit,
    source: options.source,
    notes,
    rows,
    problems: problems.problems,
    problemCount: problems.count,
    duplicates,
  }
}

/**
 * A view or a virtual table is a program of whoever made the file: one that recurses never ends. The text decides, since
 * SQLite makes of an entry what its text says, whatever type stands beside it.
 */
const REAL_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' ORDER BY rowid"
const VIEWS =
  "SELECT name FROM sqlite_master WHERE type = 'view' OR sql LIKE 'CREATE V%' OR sql LIKE 'CREATE TEMP%' ORDER BY rowid"

function findTable(reader: SqliteReader): CellTable {
  const names = [...query(reader, REAL_TABLES)].map(([name]) => String(name))
  const described = names.filter(isOwn).map((name) => {
    const columns = [...query(reader, `PRAGMA table_info(${quoted(name)})`)].map((row) => String(row[1]))
    return { name, columns, found: weightColumns(columns) }
  })
  for (const { name, columns, found } of described) {
    if (found?.h3 == null) continue
    return { name, h3: columns[found.h3] ?? '', weight: columns[found.weight] ?? '', unit: found.unit }
  }
  const views = [...query(reader, VIEWS)].map(([name]) => String(name)).filter(isOwn)
  const aboutViews =
    views.length === 0 ? '' : ` Views are not read (${views.join(', ').slice(0, 200)}): save what they show as a table.`
  const list = described.map(({ name, columns }) => `${name} (${columns.slice(0, 6).join(', ')})`).join('; ')
  throw new Problem(
    'geopackage.no-weights',
    described.length === 0
      ? `This database holds no tables of its own: choose a GeoPackage with the columns h3 and population.${aboutViews}`
      : `No table has the columns h3 and population: choose another file. It holds ${list.slice(0, 300)}.${aboutViews}`,
  )
}

function* query(reader: SqliteReader, sql: string): Generator<readonly SqliteValue[]> {
  try {
    yield* reader.rows(sql)
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('geopackage.damaged', 'The GeoPackage cannot be read: it is damaged or cut off, so download it again.', {
      cause,
    })
  }
}

function checkResolution(cell: string, resolution: number): void {
  const found = getResolution(cell)
  if (found === resolution) return
  throw new Problem(
    'geopackage.mixed-resolutions',
    `Cell ${cell} has resolution ${found} where the rows before have ${resolution}: export one resolution only.`,
  )
}

function isOwn(name: string): boolean {
  return !/^(gpkg_|rtree_|sqlite_)/i.test(name)
}

function textOf(value: SqliteValue | undefined): string {
  return value === null || value === undefined || value instanceof Uint8Array ? '' : String(value)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
