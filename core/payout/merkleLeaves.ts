/**
 * Leaf hashes as OpenZeppelin's StandardMerkleTree defines them: keccak256(keccak256(abi.encode(types, values))).
 * Hashed twice so that no inner node (64 bytes, hashed once) can pass for a leaf. Amounts are bigint base units (uint256).
 */
import type { AbiParameter } from 'viem'
import { encodeAbiParameters } from 'viem/utils'
import { Problem, validateArgument } from '../model/problem'
import { abiType, abiValue } from './abiValue'
import { writeHex } from './hexBytes'
import type { Keccak } from './keccak'

export const HASH_BYTES = 32
export const MAX_UINT256 = 2n ** 256n - 1n
const WORD = 0xffff_ffff_ffff_ffffn

export interface AddressAmountLeaf {
  /** 0x and 40 hex digits; the checksum is the caller's matter. */
  address: string
  amountBaseUnits: bigint
}

/**
 * Hashes of `[address, uint256]` leaves, 32 bytes each, one after the other; with a reward token, of
 * `[address, address, uint256]` as the Universal Rewards Distributor has them.
 * @throws Problem `merkle.bad-leaf` for a malformed address or an amount outside uint256.
 */
export function hashAddressAmountLeaves(
  leaves: readonly AddressAmountLeaf[],
  keccak: Keccak,
  rewardToken: string | null = null,
): Uint8Array {
  const amountAt = rewardToken === null ? HASH_BYTES : 2 * HASH_BYTES
  const hashes = new Uint8Array(leaves.length * HASH_BYTES)
  const encoded = new Uint8Array(amountAt + HASH_BYTES)
  const view = new DataView(encoded.buffer)
  if (rewardToken !== null) writeHex(rewardToken, encoded, HASH_BYTES + 12)
  leaves.forEach(({ address, amountBaseUnits }, at) => {
    validateArgument(/^0x[0-9a-fA-F]{40}$/.test(address), 'merkle.bad-leaf', `Leaf ${at} has no address: it reads "${address}".`)
    validateArgument(
      amountBaseUnits >= 0n && amountBaseUnits <= MAX_UINT256,
      'merkle.bad-leaf',
      `Leaf ${at} has ${amountBaseUnits} base units, which no uint256 holds.`,
    )
    writeHex(address, encoded, 12)
    view.setBigUint64(amountAt, amountBaseUnits >> 192n)
    view.setBigUint64(amountAt + 8, (amountBaseUnits >> 128n) & WORD)
    view.setBigUint64(amountAt + 16, (amountBaseUnits >> 64n) & WORD)
    view.setBigUint64(amountAt + 24, amountBaseUnits & WORD)
    hashes.set(keccak(keccak(encoded)), at * HASH_BYTES)
  })
  return hashes
}

/**
 * Hashes of leaves of any ABI types, 32 bytes each, one after the other.
 * @throws Problem `merkle.bad-leaf` for a type that there is not, or a value that does not fit its type.
 */
export function hashEncodedLeaves(
  leafEncoding: readonly string[],
  values: readonly (readonly unknown[])[],
  keccak: Keccak,
): Uint8Array {
  const hashes = new Uint8Array(values.length * HASH_BYTES)
  const parameters = leafEncoding.map(abiType)
  values.forEach((value, at) => {
    try {
      const hex = encodeAbiParameters(parameters, abiValues(value, parameters))
      const encoded = new Uint8Array((hex.length - 2) / 2)
      writeHex(hex, encoded, 0)
      hashes.set(keccak(keccak(encoded)), at * HASH_BYTES)
    } catch (cause) {
      throw new Problem('merkle.bad-leaf', `Leaf ${at} does not fit (${leafEncoding.join(', ')}): correct its values.`, { cause })
    }
  })
  return hashes
}

function abiValues(values: readonly unknown[], parameters: readonly AbiParameter[]): unknown[] {
  if (values.length !== parameters.length) throw new RangeError(`${parameters.length} values are needed`)
  return parameters.map((parameter, column) => abiValue(values[column], parameter))
}
