/** Chains by their CAIP-2 name, such as `eip155:8453`. Which chains there are is the cooperative's data; none is built in. */
import { z } from 'zod'
import { isDevelopmentChain } from '../../model/developmentChains'
import { Problem } from '../../model/problem'

const SOLANA_LOCAL = 'solana:local'

export const chainKeySchema = z
  .string()
  .regex(/^(eip155:[1-9]\d{0,15}|solana:[1-9A-HJ-NP-Za-km-z]{32}|solana:local)$/, 'must be a CAIP-2 chain')

/** The chain as `eip155:` and its id. */
export function evmChainKey(chainId: number): string {
  return `eip155:${chainId}`
}

export function isEvmChain(chain: string): boolean {
  return chain.startsWith('eip155:')
}

/** The id by which EVM transactions name the chain. @throws Problem `chain.not-evm` */
export function evmChainId(chain: string): number {
  const chainId = Number(/^eip155:([1-9]\d{0,15})$/.exec(chain)?.[1])
  if (Number.isSafeInteger(chainId)) return chainId
  throw new Problem('chain.not-evm', `"${chain.slice(0, 60)}" is not an EVM chain: choose one that begins with eip155:.`)
}

/** Whether the chain is one for practice and tests. */
export function isPracticeChain(chain: string): boolean {
  return chain === SOLANA_LOCAL || (isEvmChain(chain) && isDevelopmentChain(evmChainId(chain)))
}
