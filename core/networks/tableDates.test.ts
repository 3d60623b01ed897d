import { expect, test } from 'vitest'
import { parseTable } from '../files/parseTable'
import { tableDates } from './tableDates'

const dates = (text: string) => tableDates(parseTable(text))
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
