import { expect, it } from 'vitest'
import { isOldPrice, priceAge } from './priceAge'

const HOUR_MS = 3_600_000

it.each([
  [0, 'of the end of the period'],
  [60_000, 'less than an hour before its end'],
  [HOUR_MS, '1 hour before its end'],
  [47 * HOUR_MS, '47 hours before its end'],
  [49 * HOUR_MS, '2 days before its end'],
  [-72 * HOUR_MS, '3 days after its end'],
])('[PI2] says the age %d', (ageMs, text) => {
  expect(priceAge(ageMs)).toBe(text)
})

it('[PI2] takes a second look at a price that is further away than a week', () => {
  expect([7 * 24 * HOUR_MS, 7 * 24 * HOUR_MS + 1, -8 * 24 * HOUR_MS].map(isOldPrice)).toEqual([false, true, true])
})
