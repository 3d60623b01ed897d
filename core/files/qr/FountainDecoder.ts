/**
 * Solves parts for the fragments they mix. Each part is an equation over XOR, and they are kept in echelon form, so a message is
 * there as soon as `seqLen` independent parts are, whichever they are and in whatever order they came; taking parts apart one by
 * one, as the published decoders do, needs more of them.
 */
import { invariant } from '../../model/problem'
import { crc32 } from './crc32'
import { FragmentChooser } from './FragmentChooser'
import { type FountainPart, type MessageShape, mixInto } from './fountainPart'

interface Equation {
  /** A bit for each fragment that is mixed. */
  mask: Uint32Array
  data: Uint8Array
}

export class FountainDecoder {
  /** By the first fragment that each mixes. */
  private readonly equations: (Equation | undefined)[]
  private readonly chooser: FragmentChooser
  private count = 0

  constructor(readonly shape: MessageShape) {
    this.equations = new Array(shape.seqLen)
    this.chooser = new FragmentChooser(shape.seqLen, shape.checksum)
  }

  /** How many independent parts there are; the message is there with `seqLen` of them. */
  get independentParts(): number {
    return this.count
  }

  /** @param part of the same shape. @returns whether it told anything new */
  receive(part: FountainPart): boolean {
    const mask = new Uint32Array(Math.ceil(this.shape.seqLen / 32))
    for (const at of this.chooser.fragmentsOf(part.seqNum)) mask[at >>> 5] = (mask[at >>> 5] ?? 0) | (1 << (at & 31))
    const data = Uint8Array.from(part.data)
    for (let first = firstBit(mask, 0); first >= 0; first = firstBit(mask, first)) {
      const known = this.equations[first]
      if (!known) {
        this.equations[first] = { mask, data }
        this.count++
        return true
      }
      mixInto(mask, known.mask)
      mixInto(data, known.data)
    }
    return false
  }

  /** Once every part is there. @returns null where what came out does not have the message's checksum */
  message(): Uint8Array<ArrayBuffer> | null {
    const { seqLen, fragmentLength, messageLength, checksum } = this.shape
    invariant(this.count === seqLen, 'a message is asked for once all of it is there')
    const whole = new Uint8Array(seqLen * fragmentLength)
    const fragment = (at: number) => whole.subarray(at * fragmentLength, (at + 1) * fragmentLength)
    // From the last fragment back: what an equation mixes beside its own fragment is known by then.
    for (let at = seqLen - 1; at >= 0; at--) {
      const equation = this.equations[at]
      invariant(equation !== undefined, 'there is an equation for every fragment')
      const own = fragment(at)
      own.set(equation.data)
      for (let other = firstBit(equation.mask, at + 1); other >= 0; other = firstBit(equation.mask, other + 1)) {
        mixInto(own, fragment(other))
      }
    }
    const message = whole.slice(0, messageLength)
    return crc32(message) === checksum ? message : null
  }
}

/** The place of the first bit that is set at or behind `from`; -1 when there is none. */
function firstBit(mask: Uint32Array, from: number): number {
  for (let word = from >>> 5; word < mask.length; word++) {
    const bits = (mask[word] ?? 0) & (word === from >>> 5 ? -1 << (from & 31) : -1)
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits)
  }
  return -1
}
