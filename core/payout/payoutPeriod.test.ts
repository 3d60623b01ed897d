import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { periodOf, rewardsDigest } from './payoutPeriod'

describe('what a payout is known by', () => {
  it('reads the period whatever the file calls it', () => {
    const named = { id: 'p', name: 'October' }
    expect(periodOf({ epoch: named })).toEqual(named)
    expect(periodOf({ period: { ...named, start: '2026-10-01' } })).toEqual(named)
    expect(periodOf({ period: { id: 'p' }, epoch: { id: 'old', name: 'Old' } })).toEqual({ id: 'p', name: 'p' })
  })

  it('is the same for any order of the rows and with devices that were paid nothing, and no other for other amounts', () => {
    const { token, rows } = splitByTerms(exampleSplitInput())
    const digest = rewardsDigest({ token, rows })
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(rewardsDigest({ token, rows: shuffled })).toBe(digest)
      }),
    )
    expect(rewardsDigest({ token, rows: rows.filter(({ amountBaseUnits }) => amountBaseUnits !== '0') })).toBe(digest)
    const more = rows.map((row, at) => (at === 1 ? { ...row, amountBaseUnits: `${BigInt(row.amountBaseUnits) + 1n}` } : row))
    expect(rewardsDigest({ token, rows: more })).not.toBe(digest)
    expect(rewardsDigest({ token: { ...token, symbol: 'HNT' }, rows })).not.toBe(digest)
  })
})
