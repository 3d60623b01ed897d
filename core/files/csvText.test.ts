import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvDecimal, csvFigure, csvText } from './csvText'

test('text that would be a formula is guarded, also in the header, and numbers stay numbers', () => {
  const cells = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\tx', '\rx', ' =x', 'a"b', 'plain']
  const text = csvText(
    ['=name', 'lat'],
    cells.map((cell) => [cell, csvFigure(-33.5, 6)]),
  )
  const [header, ...rows] = Papa.parse<string[]>(text.trimEnd(), { newline: '\r\n' }).data
  expect(header).toEqual(["'=name", 'lat'])
  for (const [at, [cell, lat]] of rows.entries()) {
    expect(cell).toBe(at < 7 ? `'${cells[at]}` : cells[at])
    expect(lat).toBe('-33.500000')
  }
  expect(csvText(['a', 'b'], [[-1.5, csvFigure(Number.NaN, 2)]])).toBe('a,b\r\n-1.5,\r\n')
})

test('an exact amount below zero keeps its sign and all its digits, and nothing else passes for one', () => {
  expect(csvText(['a'], [[csvDecimal('-12.345678901234567890')]])).toBe('a\r\n-12.345678901234567890\r\n')
  expect(() => csvDecimal('-1+cmd')).toThrow('plain decimal')
})
