/**
 * Clusters of Solana by their CAIP-2 name: `solana:` and the first 32 characters of the first block's hash, or `solana:local`
 * for one of one's own.
 */
const LOCAL = 'solana:local'

/** What is worth something, or is shared with others: never taken for a local one. */
const PUBLIC_CLUSTERS = new Set([
  'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
  'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1',
  'solana:4uhcVJyU9pJkvQyS88uRDiswHXSCkY3z',
])

/** Whether the cluster with this first block is the chain of that name. @param genesisHash base58, as a node tells it. */
export function isSolanaCluster(chain: string, genesisHash: string): boolean {
  const named = `solana:${genesisHash.slice(0, 32)}`
  return chain === LOCAL ? !PUBLIC_CLUSTERS.has(named) : chain === named
}
