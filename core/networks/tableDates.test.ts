import { expect, test } from 'vitest'
import { parseTable } from '../files/parseTable'
import { tableDates } from './tableDates'

const dates = (text: string) => tableDates(parseTable(text)).dates
const between = (start: string, end: string) => ({ start: `${start}T00:00:00.000Z`, end: `${end}T00:00:00.000Z` })

test('a table covers from its first day to its last', () => {
  expect(dates('hotspot,Date,amount\na,2026-01-02,1\nb,2026-01-01T22:00:00Z,1\n')).toEqual(between('2026-01-01', '2026-01-03'))
  expect(dates('hotspot,month,amount\na,2026-01,1\nb,2026-02,1\n')).toEqual(between('2026-01-01', '2026-03-01'))
})

test('columns for start and end say it themselves', () => {
  const table = 'hotspot,amount,start_period,end_period\n'
  expect(dates(`${table}a,1,2026-01-01,2026-01-31\n`)).toEqual(between('2026-01-01', '2026-02-01'))
  expect(dates(`${table}a,1,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z\nb,1,2026-01-02,2026-01-02\n`)).toEqual(
    between('2026-01-01', '2026-01-03'),
  )
})

test.each([
  ['no column of dates', 'hotspot,amount\na,1\n'],
  ['a start alone', 'hotspot,start date,amount\na,2026-01-01,1\n'],
  ['a day that could be two', 'hotspot,date,amount\na,2026-01-01,1\nb,02.01.2026,1\n'],
  ['a row without one', 'hotspot,date,amount\na,2026-01-01,1\nb,,1\n'],
  ['addresses under From and To', 'hotspot,amount,from,to\na,1,0x1,0x2\n'],
  ['an end before its start', 'hotspot,amount,start,end\na,1,2026-02-01,2026-01-01\n'],
  ['no rows', 'hotspot,date,amount\n'],
])('%s says nothing, so that the person is asked', (_, text) => {
  expect(dates(text)).toBeNull()
})

test('[RR10] a time without a zone says no day until its zone is said', () => {
  const table = parseTable('time,hotspot,amount\n2026-03-01 00:30,a,1\n2026-03-01T10:00:00Z,b,1\n2026-03-02T23:30:00,c,1\n')
  expect(tableDates(table)).toEqual({ dates: null, withoutZone: [2, 4], problems: [] })
  expect(tableDates(table, 'UTC')).toMatchObject({ dates: between('2026-03-01', '2026-03-03'), withoutZone: [2, 4] })
  expect(tableDates(table, 'Europe/Zurich').dates).toEqual(between('2026-02-28', '2026-03-03'))
  expect(tableDates(table, 'Nowhere')).toMatchObject({ dates: null, problems: [{ message: expect.stringMatching(/Nowhere/) }] })
})

test('[RR10] a time that the zone had twice, or not at all, is named by its line unless it has its offset', () => {
  const rows = ['2026-10-25 02:30', '2026-10-25T02:30:00+02:00', '2026-03-29 02:30']
  const found = tableDates(parseTable(`time,hotspot,amount\n${rows.map((time) => `${time},a,1`).join('\n')}\n`), 'Europe/Zurich')
  expect(found.problems).toEqual([
    { line: 2, field: null, message: expect.stringMatching(/was twice in Europe\/Zurich/) },
    { line: 4, field: null, message: expect.stringMatching(/is no time in Europe\/Zurich/) },
  ])
  expect(tableDates(parseTable(`time,hotspot,amount\n${rows[0]},a,1\n`), 'UTC').problems).toEqual([])
})
