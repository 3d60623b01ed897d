/** Types and values of Solidity's ABI as JSON holds them, for leaves whose columns are not known beforehand. */
import type { AbiParameter } from 'viem'
import { parseAbiParameter } from 'viem/utils'
import { Problem } from '../model/problem'

/** What an element of an array type is, and whether the type is one. */
const ARRAY = /\[\d*\]$/
const WHOLE_NUMBER = /^(-?\d+|0x[0-9a-fA-F]+)$/
const BYTES = /^0x([0-9a-fA-F]{2})*$/

/** A type such as `uint256`, `bytes32[]` or `(address,uint256)`. @throws Problem `merkle.bad-leaf` when there is no such type. */
export function abiType(type: string): AbiParameter {
  try {
    return parseAbiParameter(type)
  } catch (cause) {
    throw new Problem('merkle.bad-leaf', `"${type.slice(0, 60)}" is no type of a leaf's value: write one such as uint256.`, {
      cause,
    })
  }
}

/**
 * The value as viem encodes it. JSON has no bigint: whole numbers arrive as text (decimal, or hexadecimal after 0x) or as a
 * number, tuples as arrays. The checksum of an address is the caller's matter.
 * @throws RangeError for a number that JSON has rounded, text that is no whole number, and bytes that are not whole.
 */
export function abiValue(value: unknown, parameter: AbiParameter): unknown {
  const { type } = parameter
  if (ARRAY.test(type)) {
    const element = { ...parameter, type: type.replace(ARRAY, '') }
    return Array.isArray(value) ? value.map((item) => abiValue(item, element)) : value
  }
  if ('components' in parameter) return tupleValue(value, parameter.components)
  if (type === 'address' && typeof value === 'string') return value.toLowerCase()
  if (type.startsWith('bytes') && !(typeof value === 'string' && BYTES.test(value))) {
    throw new RangeError('bytes are 0x and two hex digits for each')
  }
  if (!/^u?int\d*$/.test(type)) return value
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is not exact: give it as text`)
  if (typeof value === 'string' && !WHOLE_NUMBER.test(value))
    throw new RangeError('a whole number is digits, or 0x and hex digits')
  return typeof value === 'string' || typeof value === 'number' ? BigInt(value) : value
}

/** viem takes the values of a tuple without names by their places. */
function tupleValue(value: unknown, components: readonly AbiParameter[]): unknown {
  if (!Array.isArray(value) || value.length !== components.length) {
    throw new RangeError(`a tuple is an array of its ${components.length} values`)
  }
  return value.map((item, at) => abiValue(item, components[at] as AbiParameter))
}
