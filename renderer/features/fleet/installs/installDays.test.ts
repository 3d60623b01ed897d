import { expect, it } from 'vitest'
import { installDaysText, instantOfDay } from './installDays'

it('takes a day for its first instant in UTC, and keeps the time of a day that was not changed', () => {
  expect(instantOfDay('2026-11-02')).toBe('2026-11-02T00:00:00.000Z')
  expect(instantOfDay('2026-11-02', '2026-11-02T10:01:00.000Z')).toBe('2026-11-02T10:01:00.000Z')
  expect(instantOfDay('2026-11-03', '2026-11-02T10:01:00.000Z')).toBe('2026-11-03T00:00:00.000Z')
})

it('says from when to when', () => {
  const from = '2026-11-02T10:01:00.000Z'
  expect(installDaysText({ from, to: null })).toBe('since 2026-11-02')
  expect(installDaysText({ from, to: '2026-12-01T00:00:00.000Z' })).toBe('2026-11-02 to 2026-12-01')
})
