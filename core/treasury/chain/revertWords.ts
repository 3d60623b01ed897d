/** Why a call failed, from the bytes that it gave back: for people, never to decide by. */
import type { Hex } from 'viem'
import { decodeErrorResult, size, slice } from 'viem/utils'

/** Codes of Safe that a payout can meet. */
const SAFE_CODES: ReadonlyMap<string, string> = new Map([
  ['GS010', 'not enough gas was given to the Safe transaction'],
  ['GS011', 'the gas could not be paid back in coin'],
  ['GS013', 'a payment inside the Safe transaction failed, so all of it was taken back'],
  ['GS020', 'signatures are missing'],
  ['GS025', 'an owner has not approved the hash'],
  ['GS026', 'a signature is not by an owner, is for another nonce, or the owners are not in order'],
])
const MAX_LENGTH = 200

export function revertWords(data: Hex | null): string {
  if (data === null || size(data) === 0) return 'it gives no reason'
  if (size(data) < 4) return 'it gives no readable reason'
  const reason = standardReason(data)
  if (reason === undefined) return `its own error ${slice(data, 0, 4)}`
  const meaning = SAFE_CODES.get(reason)
  return meaning === undefined ? `"${reason.slice(0, MAX_LENGTH)}"` : `${reason}: ${meaning}`
}

/** `Error(string)` or `Panic(uint256)`. */
function standardReason(data: Hex): string | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ data, abi: [] })
    const [value] = args ?? []
    return errorName === 'Panic' ? `panic ${value}` : String(value)
  } catch {
    return undefined
  }
}
