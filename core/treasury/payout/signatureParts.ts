/** The numbers of a 65-byte signature. */
import type { Hex } from 'viem'
import { hexToNumber, slice } from 'viem/utils'
import { validateArgument } from '../../model/problem'

/** Order of secp256k1. EIP-2: a signature's s lies in the lower half, or it could be restated with another hash. */
const CURVE_ORDER = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n
const SIGNATURE = /^0x[0-9a-f]{130}$/
const PERSONAL_MESSAGE = 4

export interface SignatureParts {
  r: Hex
  s: Hex
  yParity: 0 | 1
  /** Whether v says that the hash was signed as a personal message. */
  isPersonal: boolean
}

/** @throws Problem `confirmation.malformed` or `confirmation.high-s` */
export function signaturePartsOf(signature: string): SignatureParts {
  const malformed = 'The signature is none of 65 bytes with a v of 27, 28, 31 or 32: sign again.'
  validateArgument(SIGNATURE.test(signature), 'confirmation.malformed', malformed)
  const [r, s] = [slice(signature as Hex, 0, 32), slice(signature as Hex, 32, 64)]
  const v = hexToNumber(slice(signature as Hex, 64))
  const isInRange = (number: bigint) => number > 0n && number < CURVE_ORDER
  validateArgument(
    [27, 28, 31, 32].includes(v) && isInRange(BigInt(r)) && isInRange(BigInt(s)),
    'confirmation.malformed',
    malformed,
  )
  validateArgument(
    BigInt(s) <= CURVE_ORDER / 2n,
    'confirmation.high-s',
    'The signature has its s in the upper half, which chains refuse: sign again.',
  )
  return { r, s, yParity: (v - 27) % PERSONAL_MESSAGE === 1 ? 1 : 0, isPersonal: v >= 27 + PERSONAL_MESSAGE }
}
