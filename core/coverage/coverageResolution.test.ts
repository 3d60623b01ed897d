import { expect, test } from 'vitest'
import { coverageResolution } from './coverageResolution'

test('a short reach gets fine cells, a long one coarse cells', () => {
  expect(coverageResolution(300, 100)).toBe(11)
  expect(coverageResolution(5_000, 100)).toBe(9)
  expect(coverageResolution(40_000, 100)).toBeLessThan(coverageResolution(5_000, 100))
  expect(coverageResolution(10_000_000, 1)).toBe(5)
})

test('very many sites get coarser cells', () => {
  expect(coverageResolution(2_000, 1_000_000)).toBeLessThan(coverageResolution(2_000, 100))
})
