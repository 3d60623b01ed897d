/**
 * The serial line of an ESP32's ROM loader as the chip itself reads and writes it, from Espressif's description of the protocol.
 * It shares nothing with the host's reader, so that a frame which the host builds wrongly is not read rightly here.
 */

/** Commands by their byte; the chip knows more, all of which write. */
export const chipCommand = { sync: 0x08, readRegister: 0x0a, securityInfo: 0x14 } as const

export interface HostFrame {
  command: number
  data: Uint8Array
}

/** What SYNC must hold: the chip measures its line's speed by it. */
const SYNC_DATA = [0x07, 0x07, 0x12, 0x20, ...Array<number>(32).fill(0x55)]
const HEADER_BYTES = 8

export class Esp32DeviceLine {
  #frame: number[] | null = null
  #isEscaped = false

  /** @returns the frames of the host that these bytes complete, and that the chip would answer. */
  push(bytes: Uint8Array): HostFrame[] {
    return Array.from(bytes).flatMap((byte) => this.#take(byte) ?? [])
  }

  #take(byte: number): HostFrame | null {
    if (byte === 0xc0) {
      const frame = this.#frame
      this.#isEscaped = false
      // An end is a beginning too, as long as nothing stands between them.
      this.#frame = frame && frame.length > 0 ? null : []
      return frame && frame.length > 0 ? readHostFrame(frame) : null
    }
    if (this.#isEscaped) {
      this.#isEscaped = false
      this.#frame?.push(byte === 0xdc ? 0xc0 : byte === 0xdd ? 0xdb : byte)
    } else if (byte === 0xdb) this.#isEscaped = true
    else this.#frame?.push(byte)
    return null
  }
}

/** Null for a frame that the chip leaves without an answer. */
function readHostFrame(frame: readonly number[]): HostFrame | null {
  const [direction, command = 0, sizeLow = 0, sizeHigh = 0] = frame
  const data = frame.slice(HEADER_BYTES)
  if (direction !== 0 || frame.length < HEADER_BYTES || data.length !== sizeLow + (sizeHigh << 8)) return null
  if (command === chipCommand.sync && data.join() !== SYNC_DATA.join()) return null
  return { command, data: Uint8Array.from(data) }
}

/** @param data with the status bytes at its end */
export function chipAnswer(command: number, value: number, data: readonly number[]): Uint8Array {
  const size = [data.length & 0xff, data.length >> 8]
  const words = [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff]
  const body = [1, command, ...size, ...words, ...data].flatMap((byte) =>
    byte === 0xc0 ? [0xdb, 0xdc] : byte === 0xdb ? [0xdb, 0xdd] : [byte],
  )
  return Uint8Array.of(0xc0, ...body, 0xc0)
}
