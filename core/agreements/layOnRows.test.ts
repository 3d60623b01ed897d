import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Stage } from '../model/terms'
import { Books } from './books'
import { evaluate, exampleTerms, remainder } from './exampleTerms'
import { layOnRows } from './layOnRows'
import { layStages } from './layStages'

const amounts = fc.array(fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(0n, 10n ** 20n)), { minLength: 1, maxLength: 9 })

it('[RW2] rows and columns add up exactly, and no cell is far from its exact share', () => {
  fc.assert(
    fc.property(amounts, amounts, (rows, weights) => {
      const total = rows.reduce((sum, each) => sum + each, 0n)
      const weight = weights.reduce((sum, each) => sum + each, 0n)
      const columns = weights.map((each) => (weight === 0n ? 0n : (total * each) / weight))
      columns.push(total - columns.reduce((sum, each) => sum + each, 0n))
      const cells = layOnRows(rows, columns)
      expect(cells.map((row) => row.reduce((sum, each) => sum + each, 0n))).toEqual(rows)
      expect(columns.map((_, at) => cells.reduce((sum, row) => sum + (row[at] ?? 0n), 0n))).toEqual(columns)
      for (const [at, row] of cells.entries()) {
        for (const [column, cell] of row.entries()) {
          const exact = (rows[at] ?? 0n) * (columns[column] ?? 0n)
          expect(cell * total <= exact + BigInt(columns.length) * total).toBe(true)
          expect(exact - cell * total <= total).toBe(true)
        }
      }
    }),
  )
})

it('[RW2] a hundred hotspots with 0.01 each at 50/50 are 0.50 each, a unit from every row', () => {
  const rows = Array.from({ length: 100 }, () => 1n)
  const cells = layOnRows(rows, [50n, 50n])
  expect(cells.every((row) => row.toSorted().join() === '0,1')).toBe(true)
})

it('[RW2] units carried from before, given out by a pool, are of no row', () => {
  const pool: Stage = { id: 'p', kind: 'pool', percent: '50', by: 'equal', memberIds: ['ada', 'bo', 'cy'] }
  const terms = exampleTerms([pool, remainder('di 100')], { dust: 'carry-forward' })
  const books = new Books()
  const laid = [4n, 4n, 4n, 4n].map((amount) => {
    const stages = evaluate(amount, terms.stages, { dust: 'carry-forward', books })
    const shares = layStages({ terms, stages }, [amount / 2n, amount / 2n], ['h1', 'h2'])
    expect(shares.reduce((sum, each) => sum + each.amountBaseUnits, 0n)).toBe(amount)
    return stages[0]?.dustBaseUnits
  })
  expect(laid).toEqual([2n, -1n, 2n, -1n])
})
