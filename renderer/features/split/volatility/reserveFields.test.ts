import { expect, test } from 'vitest'
import { oldestPriceMs, reserveTerms, USUAL_RESERVE } from './reserveFields'

test('the rule of a reserve is exact, and what is no rule is refused', () => {
  expect(reserveTerms({ ...USUAL_RESERVE, percent: ' 33.333333 ' })).toEqual({
    share: { numerator: 33_333_333n, denominator: 100_000_000n },
    band: { numerator: 1n, denominator: 10n },
    window: 3,
  })
  expect(oldestPriceMs(USUAL_RESERVE)).toBe(7 * 86_400_000)
  for (const wrong of [{ periods: '0' }, { periods: '1.5' }, { percent: '101' }, { bandPercent: '-1' }, { percent: '' }]) {
    expect(() => reserveTerms({ ...USUAL_RESERVE, ...wrong })).toThrow()
  }
  for (const oldestDays of ['0', '-1', 'week', '1.5']) {
    expect(() => oldestPriceMs({ ...USUAL_RESERVE, oldestDays })).toThrow(/how many days old/)
  }
})
