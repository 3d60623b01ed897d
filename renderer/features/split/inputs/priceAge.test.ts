import { expect, it } from 'vitest'
import { isOldPrice, priceAge } from './priceAge'

const HOUR_MS = 3_600_000

it.each([
  [0, 'as the period ends'],
  [60_000, 'less than an hour before the period ends'],
  [HOUR_MS, '1 hour before the period ends'],
  [47 * HOUR_MS, '47 hours before the period ends'],
  [49 * HOUR_MS, '2 days before the period ends'],
  [-72 * HOUR_MS, '3 days after the period ends'],
])('[PI2] says the age %d', (ageMs, text) => {
  expect(priceAge(ageMs)).toBe(text)
})

it('[PI2] takes a second look at a price that is further away than a week', () => {
  expect([7 * 24 * HOUR_MS, 7 * 24 * HOUR_MS + 1, -8 * 24 * HOUR_MS].map(isOldPrice)).toEqual([false, true, true])
})
