import { describe, expect, it } from 'vitest'
import { gasOfMethod, possibleMethods, recommendMethod } from './recommendMethod'

describe('the recommended method', () => {
  it.each([
    ['solana', 5, false, 'solana'],
    ['safe', 300, true, 'safe'],
    ['safe', 301, true, 'merkle'],
    ['safe', 301, false, 'safe'],
    ['account', 3, true, 'transfers'],
    ['account', 4, true, 'merkle'],
    ['account', 4, false, 'transfers'],
  ] as const)('of %s for %i payees, distributor %s, is %s', (treasury, payees, hasDistributor, method) => {
    const choice = recommendMethod({ treasury, payees, hasDistributor })
    expect(choice.method).toBe(method)
    expect(possibleMethods({ treasury, hasDistributor })).toContain(method)
  })

  it('costs the same for any number of payees with a root, and more for each of them otherwise', () => {
    expect(gasOfMethod('merkle', 5_166)).toEqual(gasOfMethod('merkle', 10))
    expect(gasOfMethod('safe', 300)).toEqual({ first: 8_250_000, later: 3_120_000 })
    expect(gasOfMethod('solana', 3)).toBeNull()
  })
})
