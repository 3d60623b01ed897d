/**
 * The amounts of a stage laid on the hotspots that they come from: every hotspot's row adds up to what it brought into the
 * stage, and every payee's column to what the stage gives them. Each cell is its exact share to within a unit or so; the sums
 * are exact. SPEC.md, rule [RW2]. Base units.
 */
import { compareBigints } from '../model/money'
import { invariant } from '../model/problem'

/**
 * @param rows what each row brings; the order decides which rows take the units that do not divide
 * @param columns what each payee gets; together as much as the rows
 * @returns by row, then by column
 */
export function layOnRows(rows: readonly bigint[], columns: readonly bigint[]): bigint[][] {
  const total = rows.reduce((sum, each) => sum + each, 0n)
  const given = columns.reduce((sum, each) => sum + each, 0n)
  invariant(total === given, 'rows and columns have one sum')
  if (total === 0n) return rows.map(() => columns.map(() => 0n))
  const missing = [...columns]
  const cells = rows.map((row) =>
    columns.map((column, at) => {
      const cell = (row * column) / total
      missing[at] = (missing[at] ?? 0n) - cell
      return cell
    }),
  )
  rows.forEach((row, at) => {
    const ofRow = cells[at] ?? []
    let left = ofRow.reduce((sum, cell) => sum - cell, row)
    while (left > 0n) {
      // The columns that miss most take a unit each, so that none is left with more than one row can give.
      const order = columns
        .map((_, column) => column)
        .sort((one, other) => compareBigints(missing[other] ?? 0n, missing[one] ?? 0n) || one - other)
      for (const column of order) {
        if (left === 0n || (missing[column] ?? 0n) === 0n) break
        ofRow[column] = (ofRow[column] ?? 0n) + 1n
        missing[column] = (missing[column] ?? 0n) - 1n
        left -= 1n
      }
    }
  })
  return cells
}
