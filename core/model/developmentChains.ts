/** EVM chains that run on one's own machine: nothing on them is worth anything, and training signatures may stand there. */
export const DEVELOPMENT_CHAIN_IDS: readonly number[] = [31337, 1337]

export function isDevelopmentChain(chainId: number): boolean {
  return DEVELOPMENT_CHAIN_IDS.includes(chainId)
}
