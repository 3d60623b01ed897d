import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseTable } from './parseTable'
import { countRows, tableRows } from './tableRows'

it('reads the same rows and lines as the whole table', () => {
  const cell = fc.constantFrom('a', '', ' b ', '"q,x"', '"line\nbreak"', '"do""uble"', '1.5')
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\n\n', '\n \n'), (rows, gap) => {
      const text = `h1,h2\n${rows.map((cells) => cells.join(',')).join(gap)}\n`
      const whole = parseTable(text)
      const [header, ...lazy] = [...tableRows(text)]
      expect(header?.cells).toEqual(whole.headers)
      expect(lazy.map(({ cells }) => cells)).toEqual(whole.rows)
      expect(lazy.map(({ line }) => line)).toEqual(whole.lines)
    }),
  )
})

it('says where quotes are broken and goes on after a stray one', () => {
  const rows = [...tableRows('a,b\n1,"open\n2,3\n')]
  expect(rows.at(-1)).toMatchObject({ line: 2, brokenQuotes: true })
  const stray = [...tableRows('a,b\n"1"x,2\n3,4\n')]
  expect(stray.map(({ line, brokenQuotes }) => [line, brokenQuotes])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ])
})

it('takes the delimiter from the header or from the file itself', () => {
  expect([...tableRows('sep=;\na;b\n1;2\n')].map(({ cells, line }) => [line, ...cells])).toEqual([
    [2, 'a', 'b'],
    [3, '1', '2'],
  ])
  expect(countRows('sep=;\na;b\n\n1;2\n3;4')).toBe(2)
  expect(countRows('')).toBe(0)
})
