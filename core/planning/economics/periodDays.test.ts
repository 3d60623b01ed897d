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
  expect(periodDays(name, 14, '2026-11-02T09:00:00.000Z')).toEqual(expected)
})
