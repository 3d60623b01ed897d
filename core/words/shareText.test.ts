import { expect, it } from 'vitest'
import { amountShareText } from './shareText'

it('shows two decimals, and never 0.00 for something', () => {
  expect(amountShareText(1n, 3n)).toBe('33.33 %')
  expect(amountShareText(2n, 3n)).toBe('66.67 %')
  expect(amountShareText(7n, 7n)).toBe('100.00 %')
  expect(amountShareText(1n, 10n ** 9n)).toBe('< 0.01 %')
  expect(amountShareText(0n, 5n)).toBe('0.00 %')
  expect(amountShareText(0n, 0n)).toBe('0.00 %')
})
