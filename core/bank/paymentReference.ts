/**
 * The reference of one payment: a creditor reference of ISO 11649, `RF`, two check digits and 16 letters and digits. It follows
 * from what is paid and to whom, so that two machines write the same, and it is found again however a bank sets it: in small
 * letters, in groups, broken over lines, with words around it. SPEC.md, rules [BK5] and [BK6].
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** No I, L, O and U, which people and machines read as other letters. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BODY_LENGTH = 16
const BITS = 5

export interface PaidFor {
  /** Digest of the split. */
  splitSha256: string
  /** 1 for the first payout of the split in money. */
  sequence: number
  memberId: string
}

export function paymentReference({ splitSha256, sequence, memberId }: PaidFor): string {
  const digest = sha256(utf8ToBytes(JSON.stringify(['commonmast-payment-reference', splitSha256, sequence, memberId])))
  let bits = 0n
  for (const byte of digest.slice(0, (BODY_LENGTH * BITS) / 8)) bits = (bits << 8n) | BigInt(byte)
  let body = ''
  for (let at = BODY_LENGTH - 1; at >= 0; at--) body += LETTERS.charAt(Number((bits >> BigInt(at * BITS)) & 31n))
  return `RF${checkDigits(body)}${body}`
}

/** Every reference of this form whose check digits hold, in the order in which the texts name them, each once. */
export function referencesIn(texts: readonly string[]): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    const plain = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
    for (let at = plain.indexOf('RF'); at >= 0; at = plain.indexOf('RF', at + 1)) {
      const candidate = plain.slice(at, at + 4 + BODY_LENGTH)
      if (isReference(candidate)) found.add(candidate)
    }
  }
  return [...found]
}

export function isReference(text: string): boolean {
  return /^RF\d\d[0-9A-HJKMNP-TV-Z]{16}$/.test(text) && checkDigits(text.slice(4)) === text.slice(2, 4)
}

/** ISO 7064 mod 97-10 over the body and `RF00`, as ISO 11649 says. */
function checkDigits(body: string): string {
  let remainder = 0
  for (const letter of `${body}RF00`) {
    const value = Number.parseInt(letter, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return String(98 - remainder).padStart(2, '0')
}
