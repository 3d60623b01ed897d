/** Values of contracts as cases give them. */
import type { Address, Hex } from 'viem'
import { getAddress } from 'viem/utils'
import { z } from 'zod'
import { MAX_UINT256 } from '../payout/merkleLeaves'

/** As text of any length, or as a JSON number that was not rounded on the way. */
export const uint256 = z
  .union(
    [
      z.string().regex(/^\d{1,78}$/, 'must be a whole number of 0 or more as text'),
      z.number().int('must be a whole number; from 2^53 on JSON rounds numbers, so write it as text').min(0, 'must be 0 or more'),
    ],
    { error: 'must be a whole number of 0 or more as text' },
  )
  .transform(BigInt)
  .refine((value) => value <= MAX_UINT256, 'must be below 2^256')

/**
 * In any letters, because hashes and call data are made from bytes; but capital and small letters together are a checksum, which
 * must be right. The zero address is one. Gives the address with its checksum.
 */
export const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, { error: 'must be 0x and 40 hex digits', abort: true })
  .refine(hasNoWrongChecksum, 'fails its checksum: a character is wrong')
  .transform((text): Address => getAddress(text.toLowerCase()))

export const hexBytes = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/, 'must be 0x and two hex digits for each byte')
  .transform((text) => text.toLowerCase() as Hex)

export const bytes32 = hexBytes.refine((hex) => hex.length === 66, 'must be 32 bytes')

function hasNoWrongChecksum(text: string): boolean {
  const digits = text.slice(2)
  const one = digits === digits.toLowerCase() || digits === digits.toUpperCase()
  return one || text === getAddress(text.toLowerCase())
}
