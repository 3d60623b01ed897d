import { expect, test } from 'vitest'
import { LARGEST_TEXT_BYTES, LONGEST_CELL, MOST_CELLS, MOST_COLUMNS } from '../files/fileLimits'
import { parseTable } from '../files/parseTable'
import { tableRows } from '../files/tableRows'
import { describeOpened } from './describeOpened'
import { inspectFile } from './inspectFile'
import { openFile } from './openFile'
import { readFleet } from './readFleet'

const bytes = (text: string) => new TextEncoder().encode(text)
const described = (text: string) => describeOpened(openFile({ fileName: 'a.csv', bytes: bytes(text) }))
const inspected = (text: string) => inspectFile({ fileName: 'a.csv', bytes: bytes(text) })
const wide = (columns: number) =>
  `${Array.from({ length: columns }, (_, at) => `c${at}`).join(',')}\n${','.repeat(columns - 1)}\n`

test('as many columns as are read are read, and one more is refused in one sentence', async () => {
  expect(described(wide(MOST_COLUMNS)).headers).toHaveLength(MOST_COLUMNS)
  const { problems } = await inspected(wide(MOST_COLUMNS + 1))
  expect(problems).toMatchObject([{ message: expect.stringContaining('more than 50,000 columns') }])
  expect(() => [...tableRows(wide(MOST_COLUMNS + 1))]).toThrow(expect.objectContaining({ code: 'csv.too-many-columns' }))
})

test('a table of more cells than are held is refused before it is split', () => {
  const flood = `a,b\n${','.repeat(MOST_CELLS)}`
  expect(() => parseTable(flood)).toThrow(expect.objectContaining({ code: 'csv.too-many-cells' }))
  expect(() => parseTable('\n'.repeat(MOST_CELLS + 1))).toThrow(expect.objectContaining({ code: 'csv.too-many-cells' }))
  // A look at the first lines does not count those that it does not read.
  expect(parseTable(`a,b\n${'1,2\n'.repeat(MOST_CELLS / 2)}`, 3).rows).toHaveLength(2)
})

test('a cell of five million characters leaves its row out, and nothing repeats it', async () => {
  const long = 'x'.repeat(5_000_000)
  const text = `key,name,lat,lng\nmast-1,${long},50,20\nmast-2,ok,50,20\n${long},ok,50,20\n`
  const reading = await readFleet({ fileName: 'a.csv', bytes: bytes(text) })
  expect(reading.hotspots.map(({ name }) => name)).toEqual(['ok'])
  expect(reading.problems.map(({ line, message }) => [line, message.length < 700])).toEqual([
    [2, true],
    [4, true],
  ])
  expect(JSON.stringify(described(text)).length).toBeLessThan(2_000)
  const header = described(`${long},lat,lng\n1,2,3\n`)
  expect(header.headers[0]).toHaveLength(200)
  const just = `key,name,lat,lng\nmast-1,${'x'.repeat(LONGEST_CELL)},50,20\n`
  expect((await readFleet({ fileName: 'a.csv', bytes: bytes(just) })).hotspots).toHaveLength(1)
})

test('a text that no string could hold is refused', async () => {
  const { problems } = await inspectFile({ fileName: 'a.csv', bytes: new Uint8Array(LARGEST_TEXT_BYTES + 1) })
  expect(problems).toMatchObject([{ message: expect.stringContaining('larger than 500 MB') }])
})

test('a table that ends without a line end is said to be cut, by its line, and is read all the same', async () => {
  const table = 'key,lat,lng\nmast-1,50.06,19.94\nmast-2,50.07,19.9'
  const { problems, warnings } = await inspected(table)
  expect(problems).toEqual([])
  expect(warnings).toMatchObject([{ line: 3, message: expect.stringContaining('may be cut off') }])
  expect((await inspected(`${table}\n`)).warnings).toBeUndefined()
  expect((await inspected(`${table}\r\n\r\n`)).warnings).toBeUndefined()
})

test('a table that ends inside a row or a quoted cell loses the row and says which line', async () => {
  for (const [cut, line] of [
    ['key,lat,lng\nmast-1,50.06,19.94\nmast-2,50', 3],
    ['key,name,lat,lng\nm-1,"a",50.06,19.94\nm-2,"half of a na', 3],
    ['key,name,lat,lng\nm-1,"a",50.06,19.94\nm-2,"two\nlines of a na', 3],
  ] as const) {
    expect((await inspected(cut)).problems).toMatchObject([{ line }])
  }
})

test('hidden characters are taken out of what a table says, and that is told', async () => {
  const table = 'key,na\u200bme,lat,lng,owner\nmast-1,Ma\u202ests\u202c,50,20,\u2066Ann\u2069\n'
  const { hotspots } = await readFleet({ fileName: 'a.csv', bytes: bytes(table) })
  expect(hotspots).toMatchObject([{ name: 'Masts', owner: 'Ann' }])
  const { warnings } = await inspected(table)
  expect(warnings).toMatchObject([{ line: 1, message: expect.stringContaining('5 hidden characters') }])
  expect([...tableRows(table)].map(({ cells }) => cells[1])).toEqual(['name', 'Masts'])
})
