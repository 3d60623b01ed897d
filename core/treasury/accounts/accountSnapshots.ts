/** Which snapshots have to be taken so that every treasury and token is compared with its chain. SPEC.md, rule [AD12]. */
import { isEvmChain } from '../model/chainKey'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'

export interface AccountSnapshot {
  treasury: TreasuryFacts
  /** The chain's coin where no token is left to ask about. */
  token: TokenFacts
  /** Of whom the chain is asked whether they are contracts. */
  payees: string[]
}

/**
 * A snapshot tells of one treasury and one token: as few as tell of all, with the members' addresses in the first of each chain.
 * Solana's accounts are checked on the command line.
 * @param has whether the chain has a node here
 */
export function accountSnapshots(
  { treasuries, tokens }: { treasuries: readonly { facts: TreasuryFacts }[]; tokens: readonly { facts: TokenFacts }[] },
  payees: string[],
  has: (chain: string) => boolean,
): AccountSnapshot[] {
  const chains = new Set(treasuries.map(({ facts }) => facts.chain).filter((chain) => isEvmChain(chain) && has(chain)))
  return [...chains].flatMap((chain) => {
    const paying = treasuries.filter(({ facts }) => facts.chain === chain)
    const ofChain = tokens.filter(({ facts }) => facts.chain === chain && facts.address !== null)
    const coin = { chain, address: null, symbol: '', decimals: 0, codeHash: null }
    return Array.from({ length: Math.max(paying.length, ofChain.length) }, (_, at) => at).flatMap((at) => {
      const treasury = paying[at % paying.length]
      if (!treasury) return []
      const token = ofChain[at]?.facts ?? coin
      return [{ treasury: treasury.facts, token, payees: at === 0 ? payees : [] }]
    })
  })
}
