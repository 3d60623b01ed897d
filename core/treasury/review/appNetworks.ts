/** Chains as Ethereum app 1.22.0 names them on its screen. Only what was seen there. */

export interface AppNetwork {
  /** Null on Ethereum, where the app shows no line for it. */
  shown: string | null
  /** Behind the fees and amounts of native coin. */
  unit: string
}

const ETHEREUM: AppNetwork = { shown: null, unit: 'ETH' }
const SEEN: ReadonlyMap<number, AppNetwork> = new Map([
  [1, ETHEREUM],
  [137, { shown: 'Polygon', unit: 'POL' }],
  [8453, { shown: 'Base', unit: 'ETH' }],
  [42161, { shown: 'Arbitrum', unit: 'ETH' }],
  [11155111, { shown: 'Sepolia', unit: 'ETH' }],
])
/** Chains that the app was seen not to know, and those of one's own machine. */
const SEEN_AS_UNKNOWN: readonly number[] = [869, 1337, 31337]

/** Null where it was not seen whether the app knows the chain. */
export function appNetwork(chainId: number): AppNetwork | null {
  const seen = SEEN.get(chainId)
  if (seen) return seen
  return SEEN_AS_UNKNOWN.includes(chainId) ? { shown: String(chainId), unit: '???' } : null
}
