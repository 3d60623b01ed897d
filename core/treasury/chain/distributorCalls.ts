/** Calls of cumulative Merkle distributors, by their kind (see DistributorKind). Amounts are base units since the beginning. */
import type { Address, Hex } from 'viem'
import { encodeFunctionData, parseAbi } from 'viem/utils'
import { encodeKnownCall } from '../knownCalls'
import type { DistributorKind } from '../model/payoutFileV4'
import type { Call } from '../safeTransaction'

/** The functions by which the kinds of distributor pay out. */
export const CLAIM_ABI = {
  cumulative: parseAbi(['function claim(address account, uint256 cumulativeAmount, bytes32[] proof)']),
  'universal-rewards': parseAbi(['function claim(address account, address reward, uint256 claimable, bytes32[] proof)']),
} as const

export interface Claim {
  account: Address
  cumulativeBaseUnits: bigint
  proof: readonly Hex[]
}

/** No file that says what is in the tree lies on IPFS. */
const NO_FILE: Hex = `0x${'0'.repeat(64)}`

export interface Distributor {
  kind: DistributorKind
  address: Address
  token: Address
}

export function setRootCall({ kind, address }: Pick<Distributor, 'kind' | 'address'>, root: Hex): Call {
  const data =
    kind === 'universal-rewards' ? encodeKnownCall('setRoot', [root, NO_FILE]) : encodeKnownCall('setMerkleRoot', [root])
  return { to: address, value: 0n, data }
}

/** What gives a member what is theirs, whoever sends it. */
export function claimCall({ kind, address, token }: Distributor, { account, cumulativeBaseUnits, proof }: Claim): Call {
  const data =
    kind === 'universal-rewards'
      ? encodeFunctionData({ abi: CLAIM_ABI['universal-rewards'], args: [account, token, cumulativeBaseUnits, proof] })
      : encodeFunctionData({ abi: CLAIM_ABI.cumulative, args: [account, cumulativeBaseUnits, proof] })
  return { to: address, value: 0n, data }
}
