/** How much of a file is read. What is larger is refused in one sentence, so that no file can hold the program or its window. */
import { Problem } from '../model/problem'
import { numberText } from '../words/numberText'

/** A text longer than this does not fit into one string of the engine. */
export const LARGEST_TEXT_BYTES = 500_000_000

/** A database is held whole, and twice while it opens. */
const LARGEST_DATABASE_BYTES = 1_000_000_000

/** Three times what spreadsheets have. */
export const MOST_COLUMNS = 50_000

/** Of a table that is held whole: about 1 GB of memory. */
export const MOST_CELLS = 20_000_000

/** As many characters as a cell of a spreadsheet holds. */
export const LONGEST_CELL = 32_767

/** A column is known by so many characters of its name. */
export const LONGEST_HEADER = 200

/** @param sizeBytes of a text file. @throws Problem `file.too-large` */
export function checkTextSize(sizeBytes: number): void {
  if (sizeBytes <= LARGEST_TEXT_BYTES) return
  throw new Problem('file.too-large', 'The file is larger than 500 MB, and no larger text is read: split it into smaller files.')
}

/** @throws Problem `csv.too-many-columns` */
export function checkColumnCount(columns: number): void {
  if (columns <= MOST_COLUMNS) return
  throw new Problem(
    'csv.too-many-columns',
    `The table has more than ${numberText(MOST_COLUMNS)} columns, and no more are read: keep those that are needed and export it again.`,
  )
}

/** @throws Problem `csv.cell-too-long` naming the line */
export function checkCellLengths(cells: readonly string[], line: number): void {
  for (const cell of cells) {
    if (cell.length <= LONGEST_CELL) continue
    throw new Problem(
      'csv.cell-too-long',
      `Line ${line} has a cell of ${numberText(cell.length)} characters, and no more than ${numberText(LONGEST_CELL)} are read: shorten it.`,
      { line },
    )
  }
}

/** @param sizeBytes of a GeoPackage. @throws Problem `file.too-large` */
export function checkDatabaseSize(sizeBytes: number): void {
  if (sizeBytes <= LARGEST_DATABASE_BYTES) return
  throw new Problem(
    'file.too-large',
    'The GeoPackage is larger than 1 GB, and no larger one is read: cut it to your country, for instance with ogr2ogr -spat.',
  )
}
