/**
 * Weights from a table: `h3,weight`, or `lat,lng,weight` binned into cells. Every data row counts or is named in the
 * problems. A table of cells keeps its resolution; one of several is brought to the coarsest, by adding, which invents
 * nothing.
 */
import { cellToParent, getResolution, latLngToCell } from 'h3-js'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../files/importPace'
import { ProblemList } from '../files/ProblemList'
import { parseDegrees } from '../files/readPosition'
import { checkCells, type TableRow, tableRows } from '../files/tableRows'
import { h3Text } from '../geo/h3Index'
import { Problem } from '../model/problem'
import { CellAccumulator } from './CellAccumulator'
import { type WeightColumns, weightColumns } from './cellTableColumns'
import { repeatedCellsNote, type WeightsReading } from './cellWeights'
import { readCell } from './readCell'
import { readWeight } from './readWeight'

export interface WeightsCsvOptions extends ImportPace {
  /** Resolution into which points are binned, 0 to 15; cells keep their own. */
  resolution: number
  source: string
}

/**
 * @param text with `\n` line endings, as decodeText gives it
 * @throws Problem `weights.missing-columns`, or `import.cancelled`; what is wrong with rows is in the reading.
 */
export async function readWeightsCsv(text: string, options: WeightsCsvOptions): Promise<WeightsReading> {
  const rows = tableRows(text)
  const header = rows.next()
  const headers = header.done ? [] : header.value.cells.map((cell) => cell.trim())
  const columns = weightColumns(headers)
  if (columns === null) {
    throw new Problem(
      'weights.missing-columns',
      'No weights were found: name the columns h3 and weight, or lat, lng and weight, in the first row.',
      { line: header.done ? 1 : header.value.line },
    )
  }
  const table = new WeightsTable(headers, columns, options.resolution)
  for (const row of rows) {
    if (table.rows % ROWS_PER_PAUSE === 0) await reportProgress(table.rows, options)
    table.read(row)
  }
  await reportProgress(table.rows, options)
  return table.finish(options.source)
}

class WeightsTable {
  rows = 0
  private duplicates = 0
  private readonly problems = new ProblemList()
  private readonly byResolution = new Map<number, CellAccumulator>()

  constructor(
    private readonly headers: readonly string[],
    private readonly columns: WeightColumns,
    private readonly resolution: number,
  ) {}

  read(row: TableRow): void {
    this.rows++
    try {
      checkCells(row, this.headers.length)
      const weight = readWeight(this.cell(row, this.columns.weight), this.header(this.columns.weight))
      this.add(this.readPlace(row), weight)
    } catch (thrown) {
      this.problems.addThrown(thrown, row.line)
    }
  }

  finish(source: string): WeightsReading {
    const notes: string[] = []
    const { cells, weights, total, resolution } = this.bringTogether(notes)
    if (this.duplicates > 0) {
      notes.push(repeatedCellsNote(this.duplicates))
    }
    return {
      resolution,
      cells,
      weights,
      total,
      unit: this.columns.unit,
      source,
      notes,
      rows: this.rows,
      problems: this.problems.problems,
      problemCount: this.problems.count,
      duplicates: this.duplicates,
    }
  }

  private add(cell: string, weight: number): void {
    const resolution = getResolution(cell)
    let accumulator = this.byResolution.get(resolution)
    if (accumulator === undefined) {
      accumulator = new CellAccumulator()
      this.byResolution.set(resolution, accumulator)
    }
    const before = accumulator.size
    accumulator.add(cell, weight)
    // Several points in one cell are what binning is for; a cell named twice may be a mistake.
    if (this.columns.h3 !== null && accumulator.size === before) this.duplicates++
  }

  private readPlace(row: TableRow): string {
    const { h3, lat, lng } = this.columns
    if (h3 !== null) return readCell(this.cell(row, h3), this.header(h3))
    const latitude = this.degrees(row, lat ?? 0, 90)
    const longitude = this.degrees(row, lng ?? 0, 180)
    return latLngToCell(latitude, longitude, this.resolution)
  }

  private degrees(row: TableRow, column: number, limit: number): number {
    const field = this.header(column)
    const value = parseDegrees(this.cell(row, column), field)
    if (value === null)
      throw new Problem('position.incomplete', `The row has no ${field}: fill it in, or remove the row.`, { field })
    if (Math.abs(value) <= limit) return value
    throw new Problem('position.out-of-range', `${field} ${value} is outside −${limit}° to ${limit}°: correct it.`, { field })
  }

  private bringTogether(notes: string[]) {
    const resolutions = [...this.byResolution.keys()].sort((a, b) => a - b)
    const [coarsest = this.resolution, ...finer] = resolutions
    const target = this.byResolution.get(coarsest) ?? new CellAccumulator()
    for (const resolution of finer) {
      const { cells, weights } = this.byResolution.get(resolution)?.finish() ?? { cells: [], weights: [] }
      cells.forEach((cell: bigint, at: number) => {
        target.add(cellToParent(h3Text(cell), coarsest), weights[at] ?? 0)
      })
    }
    if (finer.length > 0) {
      notes.push(
        `The file mixes cells of resolutions ${resolutions.join(', ')}: the finer ones were added to their parents at ${coarsest}.`,
      )
    }
    return { resolution: coarsest, ...target.finish() }
  }

  private cell(row: TableRow, column: number): string {
    return row.cells[column]?.trim() ?? ''
  }

  private header(column: number): string {
    return this.headers[column] ?? ''
  }
}
