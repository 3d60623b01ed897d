/**
 * The calls that payouts are made of, and no others. Disperse pays many at once from an allowance or the native coin; `claim`
 * is that of Uniswap's distributor; `multiSend` and `execTransaction` are Safe's.
 */
import type { AbiFunction, ContractFunctionArgs, Hex } from 'viem'
import {
  concat,
  decodeAbiParameters,
  encodeAbiParameters,
  parseAbi,
  size,
  slice,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem/utils'
import { invariant, Problem, validateArgument } from '../model/problem'

export const KNOWN_CALLS = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function disperseEther(address[] recipients, uint256[] values)',
  'function disperseToken(address token, address[] recipients, uint256[] values)',
  'function disperseTokenSimple(address token, address[] recipients, uint256[] values)',
  'function claim(uint256 index, address account, uint256 amount, bytes32[] merkleProof)',
  'function setMerkleRoot(bytes32 root)',
  'function setRoot(bytes32 root, bytes32 ipfsHash)',
  'function multiSend(bytes transactions)',
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures)',
])
const SELECTOR_BYTES = 4

/** A function with what its name hashes to, hashed once: a payout encodes it hundreds of times. */
interface KnownCall {
  call: AbiFunction
  selector: Hex
  /** Name and types, such as `transfer(address,uint256)`. */
  signature: string
}
const KNOWN: readonly KnownCall[] = KNOWN_CALLS.map((call) => ({
  call,
  selector: toFunctionSelector(call),
  signature: toFunctionSignature(call),
}))
const BY_NAME = new Map<string, KnownCall>(KNOWN.map((known) => [known.call.name, known]))
const BY_SELECTOR = new Map<string, KnownCall>(KNOWN.map((known) => [known.selector, known]))

type CallName = (typeof KNOWN_CALLS)[number]['name']

export interface DecodedCall {
  name: string
  /** Name and types. */
  signature: string
  args: readonly unknown[]
}

/** The function of that name, or undefined. */
export function knownCall(name: string): AbiFunction | undefined {
  return BY_NAME.get(name)?.call
}

/** Call data of a known function. */
export function encodeKnownCall<N extends CallName>(
  name: N,
  args: ContractFunctionArgs<typeof KNOWN_CALLS, 'nonpayable', N>,
): Hex {
  const known = BY_NAME.get(name)
  invariant(known, 'a function among those that are known')
  return encode(known, args as readonly unknown[])
}

/** @throws Problem `call.not-bytes` */
export function checkCallData(data: Hex): Hex {
  validateArgument(
    /^0x([0-9a-fA-F]{2})*$/.test(data),
    'call.not-bytes',
    'The call data is not 0x with two hex digits for each byte: ask for the file again.',
  )
  return data
}

/**
 * The values of a call, or undefined where its function is not known.
 * @throws Problem `call.not-bytes`, or `call.not-canonical` when it begins like a known one and does not hold that one's values exactly.
 */
export function decodeKnownCall(data: Hex): DecodedCall | undefined {
  checkCallData(data)
  const known = size(data) < SELECTOR_BYTES ? undefined : BY_SELECTOR.get(slice(data, 0, SELECTOR_BYTES).toLowerCase())
  if (!known) return undefined
  const { call, signature } = known
  const args = decodeStrictly(known, data)
  if (args) return { name: call.name, signature, args }
  throw new Problem(
    'call.not-canonical',
    `The call data begins like ${signature}, but does not hold its values exactly, with nothing before, between or after: do not sign it.`,
  )
}

/** Decoders skip what stands between and after the values; the same bytes must come out again. */
function decodeStrictly(known: KnownCall, data: Hex): readonly unknown[] | undefined {
  try {
    const args = decodeAbiParameters(known.call.inputs, slice(data, SELECTOR_BYTES))
    return encode(known, args) === data.toLowerCase() ? args : undefined
  } catch {
    return undefined
  }
}

function encode({ call, selector }: KnownCall, args: readonly unknown[]): Hex {
  return concat([selector, encodeAbiParameters(call.inputs, args)])
}
