import { expect, test } from 'vitest'
import { periodDays } from './periodDays'

test.each([
  ['Demo period 2026-10', { days: 31, lastDay: '2026-10-31', isNamed: true }],
  ['2024-02', { days: 29, lastDay: '2024-02-29', isNamed: true }],
  ['Week 2026-12-28 to 2027-01-03', { days: 7, lastDay: '2027-01-03', isNamed: true }],
  ['rewards 2026-03-05', { days: 14, lastDay: '2026-03-05', isNamed: false }],
  ['October', { days: 14, lastDay: '2026-11-02', isNamed: false }],
  ['2026-13', { days: 14, lastDay: '2026-11-02', isNamed: false }],
])('the period of "%s"', (name, expected) => {
  expect(periodDays({ name, createdAt: '2026-11-02T09:00:00.000Z' }, 14)).toEqual(expected)
})

test('a period that has its dates is as long as they are, whatever it is called', () => {
  const dates = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
  const period = { name: 'rewards 2025-03', createdAt: '2026-11-02T09:00:00.000Z', ...dates }
  expect(periodDays(period, 14)).toEqual({ days: 31, lastDay: '2026-01-31', isNamed: true })
})
