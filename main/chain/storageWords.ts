/** Addresses in words of a contract's storage. */
import type { Address, Hex } from 'viem'
import { getAddress } from 'viem/utils'

/** The address in the low 20 bytes; null for an empty word. */
export function addressInWord(word: Hex): Address | null {
  return BigInt(word) === 0n ? null : getAddress(`0x${word.slice(26)}`)
}
