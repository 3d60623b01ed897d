/** The generator xoshiro256** (public domain), seeded as multipart uniform resources ask (BCR-2024-001). */
import { sha256 } from '@noble/hashes/sha2.js'

const BITS = 64
const TWO_TO_64 = 2 ** 64

export class Xoshiro256 {
  private readonly state: [bigint, bigint, bigint, bigint]

  /** @param seed any bytes; the state is their SHA-256 */
  constructor(seed: Uint8Array) {
    const view = new DataView(sha256(seed).buffer)
    this.state = [view.getBigUint64(0), view.getBigUint64(8), view.getBigUint64(16), view.getBigUint64(24)]
  }

  /** A number of 64 bits. */
  next(): bigint {
    const { state } = this
    const drawn = wrap(rotate(wrap(state[1] * 5n), 7) * 9n)
    const shifted = wrap(state[1] << 17n)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotate(state[3], 45)
    return drawn
  }

  /** From 0 up to, and without, 1. */
  nextDouble(): number {
    return Number(this.next()) / TWO_TO_64
  }

  /** A whole number from 0 up to, and without, `count`. */
  nextBelow(count: number): number {
    return Math.floor(this.nextDouble() * count)
  }
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(BITS, value)
}

function rotate(value: bigint, by: number): bigint {
  return wrap(value << BigInt(by)) | (value >> BigInt(BITS - by))
}
