import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalPercents, sumShares } from './shareSum'

const shares = (...percents: string[]) => percents.map((percent, at) => ({ memberId: `m${at}`, percent }))

describe('sumShares', () => {
  it('accepts exactly 100 and says so', () => {
    expect(sumShares(shares('33.333333', '33.333333', '33.333334'))).toEqual({ complete: true, sentence: 'Adds up to 100 %.' })
  })

  it('says how much is missing or too much, to the last millionth', () => {
    expect(sumShares(shares('33.333333', '33.333333', '33.333333')).sentence).toBe(
      'Adds up to 99.999999 %: 0.000001 % is missing.',
    )
    expect(sumShares(shares('60', '40.5'))).toEqual({ complete: false, sentence: 'Adds up to 100.5 %: 0.5 % too much.' })
  })

  it('refuses what is not a percentage, a line without a member, and a member twice', () => {
    expect(sumShares(shares('1e2')).sentence).toContain('"1e2" is not a percentage')
    expect(sumShares([{ memberId: null, percent: '100' }]).complete).toBe(false)
    expect(sumShares([...shares('50'), ...shares('50')]).sentence).toContain('stands here twice')
    expect(sumShares(shares('100', ' ')).sentence).toBe('A share has no percentage: write one, or share equally.')
    expect(sumShares([]).complete).toBe(false)
  })
})

describe('equalPercents', () => {
  it('always adds up to exactly 100', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 }), (ids) => {
        const equal = [...equalPercents(ids)].map(([memberId, percent]) => ({ memberId, percent }))
        expect(sumShares(equal)).toEqual({ complete: true, sentence: 'Adds up to 100 %.' })
      }),
    )
  })
})
