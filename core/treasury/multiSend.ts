/**
 * Many calls in one Safe transaction, as MultiSendCallOnly takes them: each packed as operation (1 byte, always 0), address
 * (20), wei (32), length of the data (32) and the data.
 */
import type { Hex } from 'viem'
import { concat, getAddress, hexToBigInt, isAddress, numberToHex, size } from 'viem/utils'
import { Problem, validateArgument } from '../model/problem'
import { checkCallData, decodeKnownCall, encodeKnownCall } from './knownCalls'
import { type Call, SAFE_OPERATIONS } from './safeTransaction'
import { checkUint256 } from './uint256'

const OPERATION_BYTES = 1
const ADDRESS_BYTES = 20
const WORD_BYTES = 32
const HEAD_BYTES = OPERATION_BYTES + ADDRESS_BYTES + 2 * WORD_BYTES

/** Call data of `multiSend(bytes)`. @throws Problem `multisend.*`, `call.not-bytes` or `uint256.out-of-range`. */
export function packMultiSend(calls: readonly Call[]): Hex {
  validateArgument(calls.length > 0, 'multisend.empty', 'There is no call to put together: choose whom to pay.')
  return encodeKnownCall('multiSend', [concat(calls.flatMap(packCall))])
}

function packCall({ to, value, data }: Call): Hex[] {
  validateArgument(isAddress(to), 'multisend.bad-address', `A call goes to "${to}", which is no address: correct it.`)
  const words = [checkUint256(value, 'The value of a call'), size(data)].map((word) => numberToHex(word, { size: WORD_BYTES }))
  return [numberToHex(SAFE_OPERATIONS.call, { size: OPERATION_BYTES }), to.toLowerCase() as Hex, ...words, checkCallData(data)]
}

/**
 * The calls, in their order.
 * @throws Problem `multisend.not-multisend`, `multisend.not-call-only`, `multisend.wrong-length`, `multisend.empty`, or
 * `call.not-canonical` where the bytes around them are not exactly those of `multiSend(bytes)`.
 */
export function unpackMultiSend(data: Hex): Call[] {
  const decoded = decodeKnownCall(data)
  validateArgument(
    decoded?.name === 'multiSend',
    'multisend.not-multisend',
    'The call data is not multiSend(bytes): do not sign it.',
  )
  const [packed] = decoded.args as [Hex]
  const calls: Call[] = []
  for (let start = 0; start < size(packed); ) {
    const { call, end } = callAt(packed, start, calls.length + 1)
    calls.push(call)
    start = end
  }
  validateArgument(calls.length > 0, 'multisend.empty', 'The call data holds no call: there is nobody to pay.')
  return calls
}

/** @param number of the call, from 1, for the sentence. */
function callAt(packed: Hex, start: number, number: number): { call: Call; end: number } {
  const total = size(packed)
  const lies = `Call ${number} is longer than the bytes that are there: do not sign it.`
  validateArgument(start + HEAD_BYTES <= total, 'multisend.wrong-length', lies)
  const toStart = start + OPERATION_BYTES
  const valueStart = toStart + ADDRESS_BYTES
  const lengthStart = valueStart + WORD_BYTES
  const dataStart = start + HEAD_BYTES
  if (hexToBigInt(part(packed, start, toStart)) !== BigInt(SAFE_OPERATIONS.call)) {
    throw new Problem(
      'multisend.not-call-only',
      `Call ${number} runs foreign code as the Safe (a delegate call): MultiSendCallOnly refuses it, do not sign it.`,
    )
  }
  const length = hexToBigInt(part(packed, lengthStart, dataStart))
  validateArgument(length <= BigInt(total - dataStart), 'multisend.wrong-length', lies)
  const end = dataStart + Number(length)
  return {
    call: {
      to: getAddress(part(packed, toStart, valueStart)),
      value: hexToBigInt(part(packed, valueStart, lengthStart)),
      data: part(packed, dataStart, end),
    },
    end,
  }
}

/** Bytes `start` to `end`; none are `0x`. */
function part(hex: Hex, start: number, end: number): Hex {
  return `0x${hex.slice(2 + 2 * start, 2 + 2 * end)}`
}
