import type { Hex } from 'viem'
import { expect, it } from 'vitest'
import { ADA, BO, CY, SAFE, TOKEN } from '../exampleSafe'
import { transferLog } from './exampleLogs'
import { reconcileBalances, reconcileCoinMoves } from './reconcileCoins'
import { type Distribution, type DistributionOnChain, reconcileDistribution } from './reconcileDistribution'

const EXPECTED = [
  { payee: ADA, amountBaseUnits: 10n },
  { payee: BO, amountBaseUnits: 20n },
]

it('[CH6] coin is proved by movements out of the treasury', () => {
  const moves = [
    { from: SAFE.address.toLowerCase(), to: ADA.toLowerCase(), amountBaseUnits: 10n },
    { from: CY, to: BO, amountBaseUnits: 20n },
  ]
  const result = reconcileCoinMoves(EXPECTED, moves, SAFE.address)
  expect(result).toMatchObject({ proof: 'trace', status: 'part-paid', unpaid: [{ payee: BO, amountBaseUnits: 20n }] })
})

it('[CH6] coin is told from balances where nothing else is known, and that is said', () => {
  const gained = new Map([
    [ADA.toLowerCase(), 10n],
    [BO.toLowerCase(), -5n],
  ])
  const result = reconcileBalances(EXPECTED, gained)
  expect(result).toMatchObject({ proof: 'balances', status: 'part-paid' })
  expect(result.payments.map(({ state }) => state)).toEqual(['paid', 'missing'])
})

const ROOT: Hex = `0x${'11'.repeat(32)}`
const DISTRIBUTION: Distribution = {
  root: ROOT,
  token: TOKEN,
  distributor: CY,
  leaves: [
    { account: ADA, cumulativeBaseUnits: 10n },
    { account: BO, cumulativeBaseUnits: 20n },
  ],
}

it('[CH7] a distribution stands where root and money are there', () => {
  const transfers = [transferLog(TOKEN, SAFE.address, CY, 30n), transferLog(TOKEN, CY, ADA, 4n)]
  const result = reconcileDistribution(DISTRIBUTION, { root: ROOT, balanceBaseUnits: 26n, transfers })
  expect(result).toMatchObject({ stands: true, fundedBaseUnits: 30n, claimedBaseUnits: 4n, unclaimedBaseUnits: 26n })
  expect(result.claims).toEqual([
    { account: ADA, claimedBaseUnits: 4n, leftBaseUnits: 6n },
    { account: BO, claimedBaseUnits: 0n, leftBaseUnits: 20n },
  ])
})

it.each<[code: string, change: Partial<DistributionOnChain>]>([
  ['another-root', { root: `0x${'22'.repeat(32)}` }],
  ['not-enough', { balanceBaseUnits: 29n }],
  ['claimed-too-much', { transfers: [transferLog(TOKEN, CY, ADA, 11n)] }],
  ['foreign-claim', { transfers: [transferLog(TOKEN, CY, SAFE.address, 1n)] }],
])('[CH7] it does not stand: %s', (code, change) => {
  const chain: DistributionOnChain = { root: ROOT, balanceBaseUnits: 30n, transfers: [], ...change }
  const result = reconcileDistribution(DISTRIBUTION, chain)
  expect(result.stands).toBe(false)
  expect(result.findings.map((finding) => finding.code)).toEqual([code])
})
