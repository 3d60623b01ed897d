import { expect, test } from 'vitest'
import { checkTimeZone, instantsShown } from './zonedTime'

const shown = (text: string, zone: string) =>
  instantsShown(Date.parse(`${text}Z`), zone).map((instant) => new Date(instant).toISOString())

test('[RR10] a time is an instant, none in an hour that was left out, and two in one that was repeated', () => {
  expect(shown('2026-03-01T00:30:00', 'UTC')).toEqual(['2026-03-01T00:30:00.000Z'])
  expect(shown('2026-03-01T00:30:00.250', 'Europe/Zurich')).toEqual(['2026-02-28T23:30:00.250Z'])
  expect(shown('2026-03-29T02:30:00', 'Europe/Zurich')).toEqual([])
  expect(shown('2026-10-25T02:30:00', 'Europe/Zurich')).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
  expect(shown('2026-11-01T01:30:00', 'America/New_York')).toHaveLength(2)
  // Half an hour only.
  expect(shown('2026-04-05T01:45:00', 'Australia/Lord_Howe')).toHaveLength(2)
})

test('a zone that nobody knows is refused', () => {
  expect(() => checkTimeZone('Europe/Zurich')).not.toThrow()
  expect(() => checkTimeZone('Middle/Earth')).toThrow(expect.objectContaining({ code: 'time.unknown-zone' }))
})
