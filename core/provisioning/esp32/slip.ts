/**
 * SLIP, as Espressif's loaders use it: a frame stands between two bytes C0; C0 and DB inside it are escaped. Invariants: what
 * is found does not depend on how the bytes were cut; it never throws; it keeps no more than one longest frame.
 */

const END = 0xc0
const ESCAPE = 0xdb
const ESCAPED_END = 0xdc
const ESCAPED_ESCAPE = 0xdd
/** Answers of the loader have less than a hundred bytes; log text between frames may be longer. */
const MAX_FRAME_BYTES = 1_024

export function encodeSlip(bytes: Uint8Array): Uint8Array {
  const escaped = Array.from(bytes).flatMap((byte) =>
    byte === END ? [ESCAPE, ESCAPED_END] : byte === ESCAPE ? [ESCAPE, ESCAPED_ESCAPE] : [byte],
  )
  return Uint8Array.from([END, ...escaped, END])
}

export class SlipReader {
  #bytes: number[] = []
  #isEscaping = false
  /** Too long, or with an escape that is none: to the next C0 nothing counts. Text before the first C0 is no frame either. */
  #isBroken = true

  /** @returns the frames that these bytes complete, in order; text between two frames comes as one, too. */
  push(bytes: Uint8Array): Uint8Array[] {
    const found: Uint8Array[] = []
    for (const byte of bytes) {
      if (byte === END) {
        if (!this.#isBroken && !this.#isEscaping && this.#bytes.length > 0) found.push(Uint8Array.from(this.#bytes))
        this.#bytes = []
        this.#isEscaping = false
        this.#isBroken = false
      } else if (!this.#isBroken) this.#take(byte)
    }
    return found
  }

  #take(byte: number): void {
    if (this.#isEscaping) {
      this.#isEscaping = false
      if (byte === ESCAPED_END) this.#bytes.push(END)
      else if (byte === ESCAPED_ESCAPE) this.#bytes.push(ESCAPE)
      else this.#isBroken = true
    } else if (byte === ESCAPE) this.#isEscaping = true
    else this.#bytes.push(byte)
    if (this.#bytes.length > MAX_FRAME_BYTES) this.#isBroken = true
  }
}
