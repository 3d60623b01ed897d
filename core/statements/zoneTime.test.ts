import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { checkZone, localText, monthIn, utcText } from './zoneTime'

const { events } = readFixtureJson('cases/money/st-month-edges.json') as { events: { at: string; amountBaseUnits: string }[] }

describe('months in a zone', () => {
  it.each([
    ['UTC', 120, '2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    ['Europe/Zurich', 30, '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    ['America/Los_Angeles', 240, '2026-03-01T08:00:00.000Z', '2026-04-01T07:00:00.000Z'],
  ])('[ST4] st-01-month-edges: March 2026 in %s has rewards of %d', (zone, sum, start, end) => {
    const month = monthIn(zone, 2026, 3)
    expect(month).toEqual({ start, end })
    const inside = events.filter(({ at }) => Date.parse(at) >= Date.parse(month.start) && Date.parse(at) < Date.parse(month.end))
    expect(inside.reduce((total, { amountBaseUnits }) => total + Number(amountBaseUnits), 0)).toBe(sum)
  })

  it.each([
    ['skips midnight of the first', 'Asia/Amman', 2016, 4, '2016-03-31T22:00:00.000Z', '2016-04-01 01:00:00 +03:00'],
    ['shows midnight of the first twice', 'America/St_Johns', 2009, 11, '2009-11-01T02:30:00.000Z', '2009-11-01 00:00:00 -02:30'],
    ['is behind UTC by half an hour', 'Asia/Kolkata', 2026, 3, '2026-02-28T18:30:00.000Z', '2026-03-01 00:00:00 +05:30'],
    ['had no 30th December', 'Pacific/Apia', 2012, 1, '2011-12-31T10:00:00.000Z', '2012-01-01 00:00:00 +14:00'],
    ['is fourteen hours ahead', 'Pacific/Kiritimati', 2026, 1, '2025-12-31T10:00:00.000Z', '2026-01-01 00:00:00 +14:00'],
  ])('[ST5] a month begins with the first instant of its first day where the clock %s', (_, zone, year, month, start, local) => {
    expect(monthIn(zone, year, month).start).toBe(start)
    expect(localText(start, zone)).toBe(local)
    const justBefore = new Date(Date.parse(start) - 1000).toISOString()
    expect(localText(justBefore, zone) < `${year}-${String(month).padStart(2, '0')}`).toBe(true)
  })

  it('[ST6] months follow each other without a gap in any zone', () => {
    const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'))
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1971, max: 2199 }),
        fc.integer({ min: 1, max: 11 }),
        (zone, year, month) => {
          const [first, second] = [monthIn(zone, year, month), monthIn(zone, year, month + 1)]
          expect(first.end).toBe(second.start)
          expect(localText(first.start, zone).slice(0, 10)).toBe(`${year}-${String(month).padStart(2, '0')}-01`)
          const days = (Date.parse(first.end) - Date.parse(first.start)) / 86_400_000
          expect(days).toBeGreaterThan(26.9)
          expect(days).toBeLessThan(32.1)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each(['Europe/Zurihc', '+01:00', 'CET', 'IST', 'PST', '', 'Zurich', '../etc', 'Europe/Zurich; x'])(
    '[ST7] refuses the zone "%s"',
    (zone) => {
      expect(() => monthIn(zone, 2026, 3)).toThrow(expect.objectContaining({ code: 'zone.unknown' }))
    },
  )

  it('[ST7] takes a zone in any spelling of its case, and refuses what is no month', () => {
    expect(checkZone('europe/zurich')).toBe('Europe/Zurich')
    expect(checkZone('utc')).toBe('UTC')
    expect(checkZone('Asia/Kolkata')).toBe('Asia/Kolkata')
    for (const [year, month] of [
      [2026, 0],
      [2026, 13],
      [2026, 1.5],
      [1969, 12],
    ] as const) {
      expect(() => monthIn('UTC', year, month)).toThrow(expect.objectContaining({ code: 'zone.bad-month' }))
    }
  })

  it('[ST7] an hour that comes twice is told apart by its offset', () => {
    expect(localText('2026-10-25T00:30:00Z', 'Europe/Zurich')).toBe('2026-10-25 02:30:00 +02:00')
    expect(localText('2026-10-25T01:30:00Z', 'Europe/Zurich')).toBe('2026-10-25 02:30:00 +01:00')
    expect(utcText('2026-10-25T01:30:00.999Z')).toBe('2026-10-25 01:30:00')
  })
})
