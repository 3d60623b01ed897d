/**
 * Candidate sites from a table: `name,lat,lng` or `h3`, with a cost where the table has one. Every data row becomes one
 * candidate or one problem; of rows at the same place with the same name the first counts.
 */
import { cellToLatLng } from 'h3-js'
import { type CandidateColumns, candidateColumns } from '../../demand/cellTableColumns'
import { readCell } from '../../demand/readCell'
import { readWeight } from '../../demand/readWeight'
import type { FileProblem } from '../../files/fileProblem'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../../files/importPace'
import { ProblemList } from '../../files/ProblemList'
import { isBlank, parseDegrees } from '../../files/readPosition'
import { checkCells, type TableRow, tableRows } from '../../files/tableRows'
import type { PlanCandidate } from '../../model/planStudy'
import { Problem } from '../../model/problem'

export interface CandidatesReading {
  candidates: PlanCandidate[]
  rows: number
  /** The first of the problems by line; `problemCount` counts them all. */
  problems: FileProblem[]
  problemCount: number
  /** Whether the table has a column of costs; without one every candidate costs `costOfEach`. */
  hasCosts: boolean
}

/**
 * @param text with `\n` line endings, as decodeText gives it
 * @param options.costOfEach of candidates whose table has no costs; 0 when left out
 * @throws Problem `candidates.missing-columns`, or `import.cancelled`; what is wrong with rows is in the reading.
 */
export async function readCandidates(
  text: string,
  options: ImportPace & { costOfEach?: number } = {},
): Promise<CandidatesReading> {
  const rows = tableRows(text)
  const header = rows.next()
  const headers = header.done ? [] : header.value.cells.map((cell) => cell.trim())
  const columns = candidateColumns(headers)
  if (columns === null) {
    throw new Problem(
      'candidates.missing-columns',
      'No positions were found: name the columns name, lat and lng, or h3, in the first row; cost is welcome.',
      { line: header.done ? 1 : header.value.line },
    )
  }
  const problems = new ProblemList()
  const candidates: PlanCandidate[] = []
  const firstLines = new Map<string, number>()
  let count = 0
  for (const row of rows) {
    if (count % ROWS_PER_PAUSE === 0) await reportProgress(count, options)
    count++
    try {
      checkCells(row, headers.length)
      const candidate = readRow(row, headers, columns, options.costOfEach ?? 0)
      const key = `${candidate.lat}:${candidate.lng}:${candidate.name}`
      const firstLine = firstLines.get(key)
      if (firstLine !== undefined) {
        throw new Problem(
          'candidates.duplicate',
          `The same candidate is already on line ${firstLine}: remove one of the two rows.`,
        )
      }
      firstLines.set(key, row.line)
      candidates.push(candidate)
    } catch (thrown) {
      problems.addThrown(thrown, row.line)
    }
  }
  await reportProgress(count, options)
  return {
    candidates,
    rows: count,
    problems: problems.problems,
    problemCount: problems.count,
    hasCosts: columns.cost !== null,
  }
}

function readRow(row: TableRow, headers: readonly string[], columns: CandidateColumns, costOfEach: number): PlanCandidate {
  const cell = (column: number | null) => (column === null ? '' : (row.cells[column]?.trim() ?? ''))
  const header = (column: number | null) => (column === null ? '' : (headers[column] ?? ''))
  const degrees = (column: number | null, limit: number) => {
    const value = parseDegrees(cell(column), header(column))
    const field = header(column)
    if (value === null)
      throw new Problem('position.incomplete', `The row has no ${field}: fill it in, or remove the row.`, { field })
    if (Math.abs(value) <= limit) return value
    throw new Problem('position.out-of-range', `${field} ${value} is outside −${limit}° to ${limit}°: correct it.`, { field })
  }
  const place = () => {
    // Degrees say more than a cell, where a row has both.
    if (columns.lat !== null && columns.lng !== null && !(columns.h3 !== null && isBlank(cell(columns.lat))))
      return { lat: degrees(columns.lat, 90), lng: degrees(columns.lng, 180) }
    const [lat, lng] = cellToLatLng(readCell(cell(columns.h3), header(columns.h3)))
    return { lat, lng }
  }
  return {
    id: `listed-${row.line}`,
    name: isBlank(cell(columns.name)) ? `Line ${row.line}` : cell(columns.name),
    kind: 'listed',
    ...place(),
    cost: columns.cost === null ? costOfEach : readWeight(cell(columns.cost), header(columns.cost)),
  }
}
