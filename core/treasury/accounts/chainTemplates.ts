/** Chains to begin with. Nothing follows from them: a chain exists for the cooperative once it is added, and as it was added. */
import type { ChainRecord } from '../model/treasuryRecords'

export type ChainTemplate = Pick<ChainRecord, 'id' | 'name' | 'coin'>

const ETHER = { symbol: 'ETH', decimals: 18 }

export const chainTemplates: readonly ChainTemplate[] = [
  { id: 'eip155:8453', name: 'Base', coin: ETHER },
  { id: 'eip155:869', name: 'World Mobile Chain', coin: { symbol: 'WMTX', decimals: 18 } },
  { id: 'eip155:42161', name: 'Arbitrum One', coin: ETHER },
  { id: 'eip155:137', name: 'Polygon', coin: { symbol: 'POL', decimals: 18 } },
  { id: 'eip155:1', name: 'Ethereum', coin: ETHER },
  { id: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', name: 'Solana', coin: { symbol: 'SOL', decimals: 9 } },
  { id: 'eip155:31337', name: 'Development chain', coin: ETHER },
]
