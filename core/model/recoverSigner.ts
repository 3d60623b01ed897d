/** Who made a signature, from the bytes alone. */
import type { Address, Hex } from 'viem'
import { recoverAddress } from 'viem/utils'
import { Problem, validateArgument } from './problem'

/** Order of secp256k1. EIP-2: s lies in the lower half, or the signature could be restated as another one. */
const CURVE_ORDER = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n

const MALFORMED = 'The device gave no proper signature: unlock it, open the Ethereum app and sign again.'

export interface EcdsaSignature {
  r: Hex
  s: Hex
  yParity: 0 | 1
}

/** @throws Problem `ledger.malformed-signature` for numbers out of range, `ledger.high-s` for s in the upper half. */
export async function recoverSigner(digest: Hex, { r, s, yParity }: EcdsaSignature): Promise<Address> {
  const [rValue, sValue] = [r, s].map((hex) => (/^0x[0-9a-f]{64}$/.test(hex) ? BigInt(hex) : 0n))
  const inRange = (value: bigint | undefined) => value !== undefined && value > 0n && value < CURVE_ORDER
  validateArgument(inRange(rValue) && inRange(sValue), 'ledger.malformed-signature', MALFORMED)
  validateArgument(
    (sValue ?? 0n) <= CURVE_ORDER / 2n,
    'ledger.high-s',
    'The signature has its s in the upper half, which chains refuse: sign again.',
  )
  try {
    return await recoverAddress({ hash: digest, signature: { r, s, yParity } })
  } catch (cause) {
    throw new Problem('ledger.malformed-signature', MALFORMED, { cause })
  }
}
