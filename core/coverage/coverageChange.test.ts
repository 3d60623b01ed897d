import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageChange } from './coverageChange'

const cellSet = fc.uniqueArray(fc.bigInt({ min: 0n, max: 60n })).map((cells) => BigUint64Array.from(cells).sort())

test('what came and what went make the one from the other', () => {
  fc.assert(
    fc.property(cellSet, cellSet, (before, after) => {
      const change = coverageChange({ resolution: 8, cells: before }, { cells: after })
      const made = new Set(before)
      for (const [i, cell] of change.cells.entries()) {
        if (change.values[i] === 1) made.add(cell)
        else made.delete(cell)
      }
      expect([...made].sort()).toEqual([...after].sort())
      expect([...change.cells]).toEqual([...change.cells.slice().sort()])
      expect(change.gainedCells - change.lostCells).toBe(after.length - before.length)
    }),
  )
})
