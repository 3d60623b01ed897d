/** Numbers of published cases, each worked out by another program before. */
import { describe, expect, it } from 'vitest'
import { buildMerkleTree } from '../../payout/merkleTree'
import { splitByTerms } from '../../rewards/splitByTerms'
import { type AgreementFacts, termsOf } from '../../rewards/termsOf'
import { buildUniswapDistributor } from '../uniswapDistributor'
import { BY_ROOT, inputOf, payoutOf, SAFE_TREASURY, TOKEN_FACTS } from './examplePayoutV4'
import { distributorTree } from './merkleTotals'
import { preparePayoutV4 } from './preparePayoutV4'
import { compareSecondLook, secondLook } from './secondLook'
import { rebuiltTransaction } from './transactionToSign'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const BO = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'

/** One device for each member, who gets all of it. */
function splitFor(amounts: readonly { id: string; address: string; baseUnits: bigint }[], decimals: number) {
  const hotspot = (id: string) => `mast-${id}`
  const agreements: AgreementFacts[] = amounts.map(({ id }) => ({
    id,
    name: id,
    scope: { kind: 'hotspots', hotspotIds: [hotspot(id)] },
    shares: [{ memberId: id, percent: '100' }],
  }))
  return splitByTerms({
    period: { id: 'p', name: 'p', network: 'n', payer: '', sourceFile: '', corrects: [], start: null, end: null },
    token: { symbol: TOKEN_FACTS.symbol, decimals },
    rewards: amounts.map(({ id, baseUnits }) => ({ hotspotKey: hotspot(id), name: id, groups: [], amountBaseUnits: baseUnits })),
    members: amounts.map(({ id, address }) => ({ id, name: id, address })),
    agreements: agreements.map(termsOf),
  })
}

describe('leaves as contracts hash them', () => {
  const leaf = { address: ADA, cumulativeBaseUnits: '11000000000' }

  it('[PY12] of both kinds of distributor, and of Uniswap’s, are of one encoding each (pay-12)', async () => {
    const rootOf = async (kind: 'cumulative' | 'universal-rewards') =>
      (await distributorTree({ kind, leaves: [leaf] }, TOKEN_FACTS)).root
    expect(await rootOf('cumulative')).toBe('0x98feb6c99bcfd8e700bc26e9a0d80ef57520fbd648f22900c5556ad018b16f71')
    expect(await rootOf('universal-rewards')).toBe('0xbe637cb3a4cac72b50de75f1bff8167ed5d73748b1a37ffb525f8f0f82fc6b5f')
    const uniswap = await buildUniswapDistributor([{ address: ADA, amountBaseUnits: 11_000_000_000n }])
    expect(uniswap.root).toBe('0xfdd081b66162140d44f8768974233937fb3a4ceba685294d81c30e6de7a7aab6')
  })

  it('[PY6] change with the decimals, so a payout takes those of the token alone (pay-13)', async () => {
    const leafOf = async (amountBaseUnits: bigint) => (await buildMerkleTree([{ address: ADA, amountBaseUnits }])).root
    expect(await leafOf(12_500_000n)).toBe('0x49f4e581f7c2df9ec50fd8370b5cef29032c5f18c68a79795b57c313246cb1e3')
    expect(await leafOf(12_500_000_000_000_000_000n)).toBe('0x0a390b15301a3d466e7bd5f33c9dfe166a39af4065c3289b447db0e321970ecf')
    const split = splitFor([{ id: 'ada', address: ADA, baseUnits: 12_500_000_000_000_000_000n }], 18)
    await expect(preparePayoutV4(inputOf({ split }))).rejects.toThrow(expect.objectContaining({ code: 'payout.other-decimals' }))
  })

  it('[PY10] one leaf for each address, whoever shares it (pay-11)', async () => {
    const split = splitFor(
      [
        { id: 'ada', address: ADA, baseUnits: 30n },
        { id: 'ada-roof', address: ADA, baseUnits: 50n },
        { id: 'bo', address: BO, baseUnits: 20n },
      ],
      0,
    )
    const payout = await payoutOf({ ...BY_ROOT, split, token: { ...TOKEN_FACTS, decimals: 0 } })
    expect(payout.payees[0]).toMatchObject({ memberIds: ['ada', 'ada-roof'], amountBaseUnits: '80' })
    expect(payout.merkle?.root).toBe('0xf12fe56c49e92792135f4661367784bd5e0effe1d369bb6606e599b3f6b8437e')
    const tree = await distributorTree(payout.merkle ?? { kind: 'cumulative', leaves: [] }, TOKEN_FACTS)
    expect(tree.leafHash(0)).toBe('0x384ec6771019386d3e582512400219294f9bb3f86f0e369495cce9184e2cc12f')
  })
})

describe('a Safe of the case on another machine (pay-14)', () => {
  const chain = 'eip155:8453'
  const payoutWith = (firstNonce: bigint) =>
    payoutOf({
      split: splitFor(
        [
          { id: 'ada', address: ADA, baseUnits: 80_000_000n },
          { id: 'bo', address: BO, baseUnits: 20_000_000n },
        ],
        6,
      ),
      treasury: { ...SAFE_TREASURY, chain },
      token: { ...TOKEN_FACTS, chain },
      settings: { kind: 'safe', firstNonce },
    })
  const HASHES = {
    domainHash: '0x57e9d3afb0245fc62968cac09822331c76f83fc2e1e9865839bde3b3abac4447',
    messageHash: '0x5ebbebc2b926247a521635fd4695422d2de0ac983b2918d67d36d840cec69e4c',
    safeTxHash: '0x5687eb9eeb01a7e5d4a2d18f576b3636df1ce711b764d6f69ad60be00aeef573',
  } as const

  it('[SL1] shows the hashes that a Ledger shows, computed from payees and settings alone', async () => {
    const payout = await payoutWith(12n)
    expect(payout.transactions[0]).toMatchObject(HASHES)
    const lines = await secondLook({
      ...payout,
      transactions: payout.transactions.map((each) => ({ ...each, safeTxHash: '0x' })),
    })
    for (const [label, value] of Object.entries(HASHES)) expect(lines).toContainEqual({ label, of: 0, value })
    const later = await payoutWith(13n)
    expect(later.transactions[0]).toMatchObject({
      domainHash: HASHES.domainHash,
      messageHash: '0x9e9c7c3fee5a80c29b65f93a4c3b54a699d04deccf33e124ed904b7be2a5561d',
      safeTxHash: '0x38c1a390899db0733ef4a12be14e219970ecc15801481a92f638e1efec9cd022',
    })
    expect((await rebuiltTransaction(later, 0)).kind).toBe('safe')
  })

  it('[SL2] says "same" for what is typed or in a file, or names the difference', async () => {
    const payout = await payoutWith(12n)
    const typed = HASHES.safeTxHash
      .slice(2)
      .toUpperCase()
      .replace(/(.{8})/g, '$1 ')
    const same = await compareSecondLook(payout, [{ label: 'safeTxHash', of: 0, value: typed }])
    expect(same).toEqual({ isSame: true, compared: 1, differences: [] })
    expect(await compareSecondLook(payout, payout)).toMatchObject({ isSame: true, differences: [] })
    expect(await compareSecondLook(payout, [])).toMatchObject({ isSame: false })
    const wrong = await compareSecondLook(payout, [
      { label: 'payee', of: BO, value: '20000001' },
      { label: 'payee', of: SAFE_TREASURY.address, value: '1' },
      { label: 'total', of: null, value: '100000000' },
    ])
    expect(wrong).toEqual({
      isSame: false,
      compared: 1,
      differences: [
        { label: 'payee', of: BO, here: '20000000', there: '20000001' },
        { label: 'payee', of: SAFE_TREASURY.address, here: null, there: '1' },
      ],
    })
    const other = await compareSecondLook(payout, await payoutWith(13n))
    expect(other.differences.map(({ label }) => label)).toEqual(['payout', 'messageHash', 'safeTxHash'])
    const root = await payoutOf(BY_ROOT)
    const lines = await compareSecondLook(root, payout)
    expect(lines.differences).toContainEqual({ label: 'root', of: null, here: root.merkle?.root, there: null })
  })
})
