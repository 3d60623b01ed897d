/** Calls of cumulative Merkle distributors, whose leaves are OpenZeppelin's. Amounts are base units since the beginning. */
import type { Address, Hex } from 'viem'
import { encodeFunctionData, parseAbi } from 'viem/utils'
import type { Call } from '../safeTransaction'

/**
 * `cumulative`: `setMerkleRoot(bytes32)`, `claim(account, cumulativeAmount, proof)`.
 * `expected-root`: the same, and the claim names the root that it is for.
 * `rewards`: as the Universal Rewards Distributor, with the reward token in the leaf.
 */
export type DistributorKind = 'cumulative' | 'expected-root' | 'rewards'

export interface Claim {
  account: Address
  cumulativeBaseUnits: bigint
  proof: readonly Hex[]
}

const CUMULATIVE_ABI = parseAbi([
  'function setMerkleRoot(bytes32 root)',
  'function claim(address account, uint256 cumulativeAmount, bytes32[] proof)',
])
const EXPECTED_ROOT_ABI = parseAbi([
  'function claim(address account, uint256 cumulativeAmount, bytes32 expectedRoot, bytes32[] proof)',
])
const REWARDS_ABI = parseAbi([
  'function setRoot(bytes32 root, bytes32 ipfsHash)',
  'function claim(address account, address reward, uint256 claimable, bytes32[] proof) returns (uint256 amount)',
])
const NO_IPFS_HASH: Hex = `0x${'0'.repeat(64)}`

export interface Distributor {
  kind: DistributorKind
  address: Address
  token: Address
}

export function setRootCall({ kind, address }: Distributor, root: Hex): Call {
  const data =
    kind === 'rewards'
      ? encodeFunctionData({ abi: REWARDS_ABI, functionName: 'setRoot', args: [root, NO_IPFS_HASH] })
      : encodeFunctionData({ abi: CUMULATIVE_ABI, functionName: 'setMerkleRoot', args: [root] })
  return { to: address, value: 0n, data }
}

/** What a member sends to get what is theirs. */
export function claimCall(distributor: Distributor, root: Hex, claim: Claim): Call {
  return { to: distributor.address, value: 0n, data: claimData(distributor, root, claim) }
}

function claimData({ kind, token }: Distributor, root: Hex, { account, cumulativeBaseUnits, proof }: Claim): Hex {
  if (kind === 'cumulative') {
    return encodeFunctionData({ abi: CUMULATIVE_ABI, functionName: 'claim', args: [account, cumulativeBaseUnits, proof] })
  }
  if (kind === 'expected-root') {
    return encodeFunctionData({ abi: EXPECTED_ROOT_ABI, args: [account, cumulativeBaseUnits, root, proof] })
  }
  return encodeFunctionData({ abi: REWARDS_ABI, functionName: 'claim', args: [account, token, cumulativeBaseUnits, proof] })
}
