import { expect, it } from 'vitest'
import { exampleWallet } from './exampleRun'
import { isSolanaCluster } from './solanaCluster'

const MAINNET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d'

it('[SO11] tells clusters apart by their first block, and takes no public one for a local one', () => {
  const own = exampleWallet('first block')
  expect(isSolanaCluster(`solana:${own.slice(0, 32)}`, own)).toBe(true)
  expect(isSolanaCluster(`solana:${own.slice(0, 32)}`, MAINNET)).toBe(false)
  expect(isSolanaCluster('solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', MAINNET)).toBe(true)
  expect(isSolanaCluster('solana:local', own)).toBe(true)
  expect(isSolanaCluster('solana:local', MAINNET)).toBe(false)
  expect(isSolanaCluster('eip155:1', own)).toBe(false)
})
