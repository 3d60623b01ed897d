import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HEIGHT, incomeAxis, LEFT } from './incomeAxis'

const WIDTH = 720

test('an axis begins at zero, ends at or above the highest value and has few round steps', () => {
  expect(incomeAxis(3, 37, WIDTH).ticks).toEqual([0, 10, 20, 30, 40])
  expect(incomeAxis(1, 0, WIDTH).ticks).toEqual([0, 0.001])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1e12, noNaN: true }), (count, highest) => {
      const { ticks, x, y, labelled } = incomeAxis(count, highest, WIDTH)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * (1 - 1e-12))
      expect(ticks.length).toBeLessThanOrEqual(7)
      expect(labelled.length).toBeLessThanOrEqual(8)
      for (const at of [0, count - 1]) expect(x(at)).toBeGreaterThanOrEqual(LEFT)
      expect(x(count - 1)).toBeLessThanOrEqual(WIDTH)
      expect(y(0)).toBeLessThan(HEIGHT)
      expect(y(highest)).toBeGreaterThan(0)
    }),
  )
})
