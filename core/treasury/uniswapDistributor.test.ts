import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldProof, loadFoldPair } from '../payout/merkleProof'
import { ADA, BO, manyPayees } from './exampleSafe'
import type { Payee } from './payeeCalls'
import { buildUniswapDistributor } from './uniswapDistributor'

const rejection = (payees: Payee[]) => expect(buildUniswapDistributor(payees)).rejects

describe('buildUniswapDistributor', () => {
  it('[DI1] hashes index, account and amount packed, once', async () => {
    const { root, claims } = await buildUniswapDistributor([{ address: ADA, amountBaseUnits: 11_000_000_000n }])
    expect(root).toBe('0xfdd081b66162140d44f8768974233937fb3a4ceba685294d81c30e6de7a7aab6')
    expect(claims).toMatchObject([{ index: 0, leaf: root, proof: [] }])
  })

  it('[DI2] proves every claim for any number of payees, in whatever order they come', async () => {
    const fold = await loadFoldPair()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), async (count) => {
        const payees = manyPayees(count)
        const built = await buildUniswapDistributor(payees)
        expect(await buildUniswapDistributor([...payees].reverse())).toEqual(built)
        for (const { leaf, proof } of built.claims) expect(foldProof(leaf, proof, fold)).toBe(built.root)
        expect(built.claims.map(({ index }) => index)).toEqual(payees.map((_, at) => at))
        expect(built.totalBaseUnits).toBe(payees.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n))
      }),
      { numRuns: 25 },
    )
  })

  it('[DI2] changes its root with every unit', async () => {
    const [first, ...rest] = manyPayees(9)
    const more = [{ address: first?.address ?? ADA, amountBaseUnits: 2n }, ...rest]
    expect((await buildUniswapDistributor(more)).root).not.toBe((await buildUniswapDistributor(manyPayees(9))).root)
  })

  it('[DI3] refuses nobody, an account twice, no amount and more than a contract holds', async () => {
    const refused = (code: string) => expect.objectContaining({ code })
    const ada = (amountBaseUnits: bigint): Payee => ({ address: ADA, amountBaseUnits })
    await rejection([]).toThrow(refused('distributor.empty'))
    await rejection([ada(1n), { address: BO, amountBaseUnits: 1n }, ada(1n)]).toThrow(refused('distributor.twice'))
    await rejection([ada(0n)]).toThrow(refused('distributor.no-amount'))
    await rejection([ada(2n ** 256n)]).toThrow(refused('uint256.out-of-range'))
  })
})
