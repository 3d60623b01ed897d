/** Which fragments are mixed in which part: both sides work it out from the number of the part and the message's checksum. */
import { joinBytes } from './cbor'
import { uint32Bytes } from './crc32'
import { WeightedSampler } from './WeightedSampler'
import { Xoshiro256 } from './Xoshiro256'

export class FragmentChooser {
  private readonly degrees: WeightedSampler

  /** @param seqLen how many fragments the message has. @param checksum CRC-32 of the message */
  constructor(
    private readonly seqLen: number,
    private readonly checksum: number,
  ) {
    this.degrees = new WeightedSampler(Array.from({ length: seqLen }, (_, at) => 1 / (at + 1)))
  }

  /** @param seqNum of the part, from 1. @returns places of fragments, from 0, in no order; the first `seqLen` parts have one each */
  fragmentsOf(seqNum: number): number[] {
    if (seqNum <= this.seqLen) return [seqNum - 1]
    const numbers = new Xoshiro256(joinBytes([uint32Bytes(seqNum), uint32Bytes(this.checksum)]))
    const degree = this.degrees.next(() => numbers.nextDouble()) + 1
    return chooseSome(this.seqLen, degree, numbers)
  }
}

/** `count` of the numbers from 0 up to, and without, `of`, each at most once (Fisher and Yates). */
export function chooseSome(of: number, count: number, numbers: Xoshiro256): number[] {
  const left = Array.from({ length: of }, (_, at) => at)
  return Array.from({ length: count }, () => left.splice(numbers.nextBelow(left.length), 1)[0] ?? 0)
}
