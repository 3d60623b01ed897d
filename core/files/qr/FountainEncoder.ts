/** Cuts a message into fragments and makes parts of them without end: any `seqLen` that are independent give it back. */
import { crc32 } from './crc32'
import { FragmentChooser } from './FragmentChooser'
import { type FountainPart, mixInto } from './fountainPart'

export class FountainEncoder {
  readonly seqLen: number
  readonly checksum: number
  private readonly fragmentLength: number
  private readonly padded: Uint8Array
  private readonly chooser: FragmentChooser

  /** @param message at least one byte. @param longestFragment in bytes; fragments are as even as they can be below it */
  constructor(
    private readonly message: Uint8Array,
    longestFragment: number,
  ) {
    this.seqLen = Math.ceil(message.length / longestFragment)
    this.fragmentLength = Math.ceil(message.length / this.seqLen)
    this.padded = new Uint8Array(this.seqLen * this.fragmentLength)
    this.padded.set(message)
    this.checksum = crc32(message)
    this.chooser = new FragmentChooser(this.seqLen, this.checksum)
  }

  /** @param seqNum from 1 */
  part(seqNum: number): FountainPart {
    const data = new Uint8Array(this.fragmentLength)
    for (const at of this.chooser.fragmentsOf(seqNum)) {
      mixInto(data, this.padded.subarray(at * this.fragmentLength, (at + 1) * this.fragmentLength))
    }
    return { seqNum, seqLen: this.seqLen, messageLength: this.message.length, checksum: this.checksum, data }
  }
}
