import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseClock, tickClock } from './hybridClock'

test('readings only ever grow, whatever the wall clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 2, maxLength: 50 }), (wallReadings) => {
      let last: string | null = null
      for (const wallMs of wallReadings) {
        const next = tickClock(last, wallMs)
        if (last !== null) expect(next > last).toBe(true)
        last = next
      }
    }),
  )
})

test('a full counter borrows the next millisecond', () => {
  expect(tickClock('000000000005-ffff', 5)).toBe('000000000006-0000')
})

test('a reading parses back to what it was made of', () => {
  expect(parseClock(tickClock(null, 1_790_000_000_000))).toEqual({ ms: 1_790_000_000_000, counter: 0 })
})

test('text that is no reading is refused', () => {
  expect(() => parseClock('yesterday')).toThrow('not a clock reading')
})
