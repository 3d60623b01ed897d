import { expect, it } from 'vitest'
import { percentOf } from './percentOf'

it('shows two decimals, and never 0.00 for something', () => {
  expect(percentOf(1n, 3n)).toBe('33.33 %')
  expect(percentOf(2n, 3n)).toBe('66.67 %')
  expect(percentOf(7n, 7n)).toBe('100.00 %')
  expect(percentOf(1n, 10n ** 9n)).toBe('< 0.01 %')
  expect(percentOf(0n, 5n)).toBe('0.00 %')
  expect(percentOf(0n, 0n)).toBe('0.00 %')
})
