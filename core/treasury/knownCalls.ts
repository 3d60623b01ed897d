/**
 * The calls that payouts are made of, and no others. Disperse pays many at once from an allowance or the native coin; `claim`
 * is that of Uniswap's distributor; `multiSend` and `execTransaction` are Safe's.
 */
import type { AbiFunction, Hex } from 'viem'
import {
  decodeFunctionData,
  encodeFunctionData,
  parseAbi,
  size,
  slice,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem/utils'
import { Problem, validateArgument } from '../model/problem'

export const KNOWN_CALLS = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function disperseEther(address[] recipients, uint256[] values)',
  'function disperseToken(address token, address[] recipients, uint256[] values)',
  'function disperseTokenSimple(address token, address[] recipients, uint256[] values)',
  'function claim(uint256 index, address account, uint256 amount, bytes32[] merkleProof)',
  'function setMerkleRoot(bytes32 root)',
  'function multiSend(bytes transactions)',
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures)',
])
const SELECTOR_BYTES = 4
const BY_NAME = new Map<string, AbiFunction>(KNOWN_CALLS.map((call) => [call.name, call]))
const BY_SELECTOR = new Map<string, AbiFunction>(KNOWN_CALLS.map((call) => [toFunctionSelector(call), call]))

export interface DecodedCall {
  name: string
  /** Name and types, such as `transfer(address,uint256)`. */
  signature: string
  args: readonly unknown[]
}

/** The function of that name, or undefined. */
export function knownCall(name: string): AbiFunction | undefined {
  return BY_NAME.get(name)
}

/**
 * The values of a call, or undefined where its function is not known.
 * @throws Problem `call.not-bytes`, or `call.not-canonical` when it begins like a known one and does not hold that one's values exactly.
 */
export function decodeKnownCall(data: Hex): DecodedCall | undefined {
  validateArgument(
    /^0x([0-9a-fA-F]{2})*$/.test(data),
    'call.not-bytes',
    'The call data is not 0x with two hex digits for each byte: ask for the file again.',
  )
  const call = size(data) < SELECTOR_BYTES ? undefined : BY_SELECTOR.get(slice(data, 0, SELECTOR_BYTES).toLowerCase())
  if (!call) return undefined
  const signature = toFunctionSignature(call)
  const args = decodeStrictly(call, data)
  if (args) return { name: call.name, signature, args }
  throw new Problem(
    'call.not-canonical',
    `The call data begins like ${signature}, but does not hold its values exactly, with nothing before, between or after: do not sign it.`,
  )
}

/** Decoders skip what stands between and after the values; the same bytes must come out again. */
function decodeStrictly(call: AbiFunction, data: Hex): readonly unknown[] | undefined {
  try {
    const { args } = decodeFunctionData({ abi: [call], data })
    const again = encodeFunctionData({ abi: [call], args: args ?? [] })
    return again === data.toLowerCase() ? (args ?? []) : undefined
  } catch {
    return undefined
  }
}
