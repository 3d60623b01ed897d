/** What contracts say of themselves, through plain calls. */
import type { Abi, Address, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem'
import { decodeFunctionResult, type EncodeFunctionDataParameters, encodeFunctionData, parseAbi } from 'viem/utils'
import type { BlockAt, EvmChain } from './evmChain'

export const TOKEN_ABI = parseAbi([
  'function name() view returns (string)',
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function paused() view returns (bool)',
  'function balanceOf(address account) view returns (uint256)',
])

export const SAFE_ABI = parseAbi([
  'function VERSION() view returns (string)',
  'function nonce() view returns (uint256)',
  'function getOwners() view returns (address[])',
  'function getThreshold() view returns (uint256)',
  'function getModulesPaginated(address start, uint256 pageSize) view returns (address[] array, address next)',
])

export const DISTRIBUTOR_ABI = parseAbi([
  'function root() view returns (bytes32)',
  'function merkleRoot() view returns (bytes32)',
  'function token() view returns (address)',
  'function TOKEN() view returns (address)',
  'function owner() view returns (address)',
])

/** The value, or null where the contract has no such function or answers in another form. */
export async function readContract<const A extends Abi, N extends ContractFunctionName<A, 'view'>>(
  chain: EvmChain,
  at: BlockAt,
  contract: { address: Address; abi: A; functionName: N; args?: ContractFunctionArgs<A, 'view', N> },
): Promise<ContractFunctionReturnType<A, 'view', N> | null> {
  const { address, abi, functionName, args } = contract
  const data = encodeFunctionData({ abi, functionName, args } as unknown as EncodeFunctionDataParameters)
  const answer = await chain.call({ to: address, data }, at)
  if (!answer.ok || answer.data === '0x') return null
  try {
    return decodeFunctionResult({ abi, functionName, args, data: answer.data } as never) as ContractFunctionReturnType<
      A,
      'view',
      N
    >
  } catch {
    return null
  }
}
