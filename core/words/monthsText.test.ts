import { expect, test } from 'vitest'
import { monthsText } from './monthsText'

test.each([
  [null, 'over 10 years'],
  [0, 'at once'],
  [1, '1 month'],
  [23, '23 months'],
  [24, '2 years'],
  [30, '2.5 years'],
  [120, '10 years'],
])('%s months', (months, text) => expect(monthsText(months)).toBe(text))
