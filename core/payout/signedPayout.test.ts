import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastSigned } from './signedPayout'

test('lastSigned finds the end of a chain of payouts in any order, and the newest where none ends it', () => {
  const chain = ['a', 'b', 'c', 'd'].map((root, at, all) => ({ root, previousRoot: all[at - 1] ?? null }))
  fc.assert(
    fc.property(fc.shuffledSubarray(chain, { minLength: 4 }), (shuffled) => {
      expect(lastSigned(shuffled)?.root).toBe('d')
    }),
  )
  expect(lastSigned([])).toBeNull()
  // Kept twice, and all of the period held: each continues the other.
  const twice = [1, 2].map((id) => ({ id, root: 'a', previousRoot: 'a' }))
  expect(lastSigned(twice)?.id).toBe(2)
})
