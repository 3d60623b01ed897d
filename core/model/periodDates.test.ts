import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesNamed, datesOverlap, datesText, datesTogether, instantTyped, periodDates } from './periodDates'

const day = (text: string) => `${text}T00:00:00.000Z`
const DAY_MS = 86_400_000
const refused = (code: string) => expect.objectContaining({ code })

describe('periodDates', () => {
  it('[PE1] covers the last day whole, and from one first of a month to another whole months', () => {
    const january = { start: day('2026-01-01'), end: day('2026-02-01') }
    expect(periodDates('2026-01-01', '2026-01-31')).toEqual(january)
    expect(periodDates('2026-01-01', '2026-02-01')).toEqual(january)
    expect(periodDates('2026-01-01', '2026-02-01T00:00Z')).toEqual(january)
    expect(periodDates('2026-01-01', '2026-01-01')).toEqual({ start: day('2026-01-01'), end: day('2026-01-02') })
    expect(periodDates('2026-01-05', '2026-01-12')).toEqual({ start: day('2026-01-05'), end: day('2026-01-13') })
    const inZurich = { start: '2026-02-28T23:00:00.000Z', end: '2026-03-31T22:00:00.000Z' }
    expect(periodDates('2026-03-01T00:00+01:00', '2026-04-01T00:00:00+02:00')).toEqual(inZurich)
  })

  it('[PE2] refuses what is no date, a time without a zone, and an end before the start', () => {
    for (const text of ['2026-02-30', '31.01.2026', '2026-01', '', '2026-01-31T12:00', '2026-02-30T00:00Z', 'tomorrow']) {
      expect(() => periodDates('2026-01-01', text)).toThrow(refused('period.bad-date'))
    }
    expect(() => periodDates('2026-01-02', '2026-01-01')).toThrow(refused('period.ends-before-start'))
    expect(() => periodDates('2026-01-01T12:00Z', '2026-01-01T12:00Z')).toThrow(refused('period.ends-before-start'))
  })

  it('[PE3] adjacent periods have no instant in common, and others have one exactly where they overlap', () => {
    const first = periodDates('2026-01-01', '2026-01-31')
    expect(datesOverlap(first, periodDates('2026-02-01', '2026-02-28'))).toBe(false)
    expect(datesOverlap(first, periodDates('2026-01-31', '2026-02-28'))).toBe(true)
    const days = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])
    const datesFrom = ([from, to]: [number, number]) => {
      const text = (at: number) => new Date(Date.UTC(2026, 0, 2) + at * DAY_MS).toISOString()
      return { start: text(from), end: text(to + 1) }
    }
    fc.assert(
      fc.property(days, days, (a, b) => {
        const common = Math.min(a[1], b[1]) - Math.max(a[0], b[0]) + 1
        expect(datesOverlap(datesFrom(a), datesFrom(b))).toBe(common > 0)
        expect(datesOverlap(datesFrom(b), datesFrom(a))).toBe(common > 0)
      }),
    )
  })

  it('names the day or the month of a cell, in UTC, and nothing that could mean two days', () => {
    expect(datesNamed(' 2026-01 ')).toEqual({ start: day('2026-01-01'), end: day('2026-02-01') })
    expect(datesNamed('2024-02')).toEqual({ start: day('2024-02-01'), end: day('2024-03-01') })
    const second = { start: day('2026-01-02'), end: day('2026-01-03') }
    for (const text of ['2026-01-02', '2026-01-02 23:59:59', '2026-01-02T00:00:00.5Z', '2026-01-03T00:30:00+01:00']) {
      expect(datesNamed(text)).toEqual(second)
    }
    for (const text of ['', '02.01.2026', '01/02/2026', '2026-13', '2026-02-30', '2026-02-30T10:00Z', '1767312000']) {
      expect(datesNamed(text)).toBeNull()
    }
    expect(datesTogether([second, periodDates('2025-12-31', '2025-12-31')])).toEqual({
      start: day('2025-12-31'),
      end: day('2026-01-03'),
    })
  })

  it('is said with its last day, with times where it is no whole days', () => {
    expect(datesText(periodDates('2026-01-01', '2026-01-31'))).toBe('2026-01-01 to 2026-01-31')
    expect(datesText(periodDates('2026-01-05', '2026-01-05'))).toBe('2026-01-05')
    expect(datesText({ start: '2026-01-01T05:00:00.000Z', end: day('2026-02-01') })).toBe(
      '2026-01-01T05:00:00.000Z to 2026-02-01T00:00:00.000Z',
    )
  })
})

it('a day that is typed begins in UTC, and a time has its zone', () => {
  expect(instantTyped(' 2026-01-31 ')).toBe('2026-01-31T00:00:00.000Z')
  expect(instantTyped('2026-01-31T12:00+01:00')).toBe('2026-01-31T11:00:00.000Z')
  expect(instantTyped('')).toBeNull()
  for (const text of ['2026-01-31T12:00', '2026-02-30', 'tomorrow']) expect(() => instantTyped(text)).toThrow(/is no date/)
})
