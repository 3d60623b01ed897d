/**
 * EVM addresses as money needs them: 20 bytes in hex with their EIP-55 checksum. An address without a checksum (all
 * lower case, say) hides typing errors, so it is refused; so is the zero address, from which nothing comes back.
 */
import type { Address } from 'viem'
import { getAddress } from 'viem/utils'
import { Problem } from './problem'

export const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000'

/**
 * The address, proved to carry its EIP-55 checksum.
 * @param whose what it belongs to, for the sentence: `member ada`, `the contract`.
 * @throws Problem `address.malformed`, `address.no-checksum`, `address.wrong-checksum` or `address.zero`.
 */
export function checkAddress(text: string, whose: string, place: { line?: number; field?: string } = {}): Address {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) {
    throw new Problem(
      'address.malformed',
      `The address of ${whose} is not an address: it needs 0x and 40 hex digits, but reads "${text.slice(0, 60)}".`,
      place,
    )
  }
  if (text === ZERO_ADDRESS) {
    throw new Problem('address.zero', `The address of ${whose} is the zero address, which nobody owns: give another.`, place)
  }
  const checksummed = getAddress(text)
  if (checksummed === text) return checksummed
  const digits = text.slice(2)
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) {
    throw new Problem(
      'address.no-checksum',
      `The address of ${whose} carries no checksum (${text}): copy it again from the wallet, with its capital letters.`,
      place,
    )
  }
  throw new Problem(
    'address.wrong-checksum',
    `The address of ${whose} fails its checksum (${text}): a character is wrong, copy it again from the wallet.`,
    place,
  )
}

/** Precompiled contracts, the ends of a Safe's lists and 0x…dEaD: all below 2^16, where no key leads. Contracts of tokens may be there. */
const NO_KEY = /^0x0{36}/

/**
 * The address of somebody who has its key or code: a member, a payee, an owner.
 * @throws Problem as checkAddress does, or `address.no-key`
 */
export function checkHoldersAddress(text: string, whose: string, place: { line?: number; field?: string } = {}): Address {
  const address = checkAddress(text, whose, place)
  if (!NO_KEY.test(address)) return address
  throw new Problem(
    'address.no-key',
    `The address of ${whose} (${address}) is one that nobody has the key of, and what it gets is lost: give another.`,
    place,
  )
}
