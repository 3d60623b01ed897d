/**
 * The short code of a provisioning record: what a person reads off a label and types to find the record again. Eight
 * characters of Crockford's base 32 (no I, L, O or U): 35 bits of the SHA-256 of the record's id, and one check character.
 * The check is a polynomial over the field of 32 elements, so that every single wrong character and every exchange of two
 * neighbours is noticed.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const DATA_CHARACTERS = 7

/** @returns eight characters without a hyphen. Two records of a hundred thousand share one with a chance of about 1 in 7. */
export function shortCodeOf(recordId: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = sha256(utf8ToBytes(`commonmast:d/1:${recordId}`))
  let bits = ((a * 256 + b) * 256 + c) * 65_536 + d * 256 + e
  const digits: number[] = []
  for (let i = 0; i < DATA_CHARACTERS; i++) {
    digits.unshift(bits % 32)
    bits = Math.floor(bits / 32)
  }
  return [...digits, checkDigit(digits)].map((digit) => ALPHABET[digit]).join('')
}

/** As it is printed: `ABCD-EFGH`. */
export function spokenShortCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What a person typed, as the code: case, spaces and hyphens do not matter, O is 0, I and L are 1. Null when it is none. */
export function readShortCode(text: string): string | null {
  const code = text.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const digits = [...code].map((character) => ALPHABET.indexOf(character))
  if (digits.length !== DATA_CHARACTERS + 1 || digits.includes(-1)) return null
  return checkDigit(digits.slice(0, -1)) === digits.at(-1) ? code : null
}

/** The digits as a polynomial at the element x of GF(2)[x]/(x⁵+x²+1), times x. */
function checkDigit(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => timesX(sum ^ digit), 0)
}

function timesX(element: number): number {
  const doubled = element << 1
  return doubled & 32 ? doubled ^ 0b100101 : doubled
}
