/**
 * Finds Improv packets in whatever comes over a serial line. Invariants: the packets found do not depend on how the bytes
 * were cut into pieces; it never throws; it keeps fewer bytes than one longest packet between calls.
 *
 * It looks for `IMPROV` at every byte, because devices write log text in front of a packet without a newline, leave
 * newlines out, or have a length byte that is itself a newline. After a damaged packet it goes on one byte later, so a
 * packet cut off by the next one costs only itself.
 */
import { HEADER_BYTES, type ImprovPacket, packetType, readPacketAt, VERSION } from './packet'

/** The last letter of `IMPROV`. */
const END_OF_WORD = 0x56

export class PacketReader {
  #pending = new Uint8Array(0)
  #damagedPackets = 0
  /** Bytes of a header that is known to be damaged already. */
  #countedBytes = 0
  /** The last bytes that belong to no packet. */
  #passed: readonly [number, number] = [0, 0]

  /** Takes the next bytes of the stream. @returns the packets that they complete, in order. */
  push(bytes: Uint8Array): ImprovPacket[] {
    const joined = new Uint8Array(this.#pending.length + bytes.length)
    joined.set(this.#pending)
    joined.set(bytes, this.#pending.length)
    return this.#read(joined)
  }

  /**
   * Stops waiting for the rest of a packet that began and did not go on; call it when an answer is overdue.
   * @returns packets that were hidden behind the half one.
   */
  giveUpPartial(): ImprovPacket[] {
    const found: ImprovPacket[] = []
    while (this.#pending.length > 0) {
      if (this.#pending.length >= HEADER_BYTES) this.#countDamaged()
      found.push(...this.#read(this.#pending.subarray(1)))
    }
    return found
  }

  /** Bytes held back because they may be the beginning of a packet. */
  get pendingBytes(): number {
    return this.#pending.length
  }

  /** Packets seen that did not arrive whole: the checksum did not hold, the end did not come, or the header was torn apart. */
  get damagedPackets(): number {
    return this.#damagedPackets
  }

  #read(bytes: Uint8Array): ImprovPacket[] {
    const found: ImprovPacket[] = []
    let at = 0
    while (at < bytes.length) {
      const reading = readPacketAt(bytes, at)
      if (reading.kind === 'partial') break
      if (reading.kind === 'packet') {
        found.push(reading.packet)
        at += reading.lengthBytes
        this.#countedBytes = 0
        this.#passed = [0, 0]
        continue
      }
      if (reading.kind === 'damaged') this.#countDamaged()
      this.#passOver(bytes[at] ?? 0)
      at += 1
    }
    this.#pending = bytes.slice(at)
    return found
  }

  #countDamaged(): void {
    this.#damagedPackets += 1
    this.#countedBytes = HEADER_BYTES
  }

  /** A version behind its `V`, or before a type, stands in no log text: it is left of a header that was torn apart. */
  #passOver(byte: number): void {
    const [beforeLast, last] = this.#passed
    const isTorn = last === VERSION && (beforeLast === END_OF_WORD || (byte >= packetType.state && byte <= packetType.result))
    if (isTorn && this.#countedBytes === 0) this.#damagedPackets += 1
    this.#passed = isTorn ? [0, 0] : [last, byte]
    this.#countedBytes = Math.max(0, this.#countedBytes - 1)
  }
}
