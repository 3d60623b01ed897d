/** What an account has claimed at a distributor, where its contract tells. */
import type { Address } from 'viem'
import { parseAbi } from 'viem/utils'
import type { Distributor } from '#core/treasury/chain/distributorCalls'
import type { EvmChain } from './evmChain'
import { readContract } from './readContract'

const CLAIMED_ABI = parseAbi([
  'function cumulativeClaimed(address account) view returns (uint256)',
  'function claimed(address account, address reward) view returns (uint256)',
])

/** Base units since the beginning; null where the contract has no such function. @throws Problem `node.*` */
export function claimedAt(chain: EvmChain, { kind, address, token }: Distributor, account: Address): Promise<bigint | null> {
  return kind === 'universal-rewards'
    ? readContract(chain, 'latest', { address, abi: CLAIMED_ABI, functionName: 'claimed', args: [account, token] })
    : readContract(chain, 'latest', { address, abi: CLAIMED_ABI, functionName: 'cumulativeClaimed', args: [account] })
}
