import { expect, it } from 'vitest'
import { isLittle, missingRoomFor } from './storageRoom'

it('asks for room by the rows that come, and says when there is little', () => {
  expect(missingRoomFor(100_000, { used: 0, available: 200_000_000 })).toBeNull()
  expect(missingRoomFor(100_000, { used: 0, available: 199_999_999 })).toBe(200_000_000)
  expect(missingRoomFor(9_999, { used: 0, available: 0 })).toBeNull()
  expect(isLittle({ used: 0, available: 199_999_999 })).toBe(true)
  expect(isLittle({ used: 1e12, available: 200_000_000 })).toBe(false)
})
