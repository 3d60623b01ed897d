/** Hex text with 0x and bytes, without a string per byte: trees of a hundred thousand payees go through here. */
import type { Hex } from 'viem'

const ZERO = 48
const LETTER_A = 97
const DIGITS = Uint8Array.from({ length: 16 }, (_, value) => (value < 10 ? ZERO + value : LETTER_A + value - 10))

/** `length` bytes from `start` as lower-case hex with 0x. */
export function hexAt(bytes: Uint8Array, start: number, length: number): Hex {
  const codes = new Array<number>(2 * length)
  for (let at = 0; at < length; at++) {
    const byte = bytes[start + at] ?? 0
    codes[2 * at] = DIGITS[byte >> 4] ?? 0
    codes[2 * at + 1] = DIGITS[byte & 15] ?? 0
  }
  return `0x${String.fromCharCode.apply(null, codes)}`
}

/** Writes hex text (with 0x, known to be well-formed) into `target` at `start`. */
export function writeHex(hex: string, target: Uint8Array, start: number): void {
  const length = (hex.length - 2) >> 1
  for (let at = 0; at < length; at++) {
    target[start + at] = (nibble(hex.charCodeAt(2 + 2 * at)) << 4) | nibble(hex.charCodeAt(3 + 2 * at))
  }
}

/** Value of a hex digit by its character code, in either case. */
function nibble(code: number): number {
  return code <= 57 ? code - ZERO : (code | 32) - LETTER_A + 10
}
