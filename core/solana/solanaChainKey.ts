/** Clusters of Solana by their CAIP-2 name: `solana:` and the first 32 characters of the first block's hash. */

/** @param genesisHash base58, as a node tells it. */
export function solanaChainKey(genesisHash: string): string {
  return `solana:${genesisHash.slice(0, 32)}`
}
