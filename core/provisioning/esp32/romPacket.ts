/**
 * Questions to the loader in an ESP32's ROM, and its answers. Only three exist here, and none of them changes the chip: every
 * other command could write. Source: Espressif, "Serial Protocol" in the documentation of esptool, and a recording of esptool-js.
 */
import { encodeSlip, SlipReader } from './slip'

export const romCommand = { sync: 0x08, readRegister: 0x0a, securityInfo: 0x14 } as const
type RomCommand = (typeof romCommand)[keyof typeof romCommand]

export interface RomAnswer {
  kind: 'answer'
  command: number
  /** The register's value after `readRegister`. */
  value: number
  isOk: boolean
  /** Without the status bytes. */
  data: Uint8Array
}

const FROM_HOST = 0x00
const FROM_CHIP = 0x01
const HEADER_BYTES = 8
/** Of which two count: 0 or 1, and the reason. */
const STATUS_BYTES = 4

/** By which the loader finds the line's speed. */
export function encodeSync(): Uint8Array {
  return encodeCommand(romCommand.sync, Uint8Array.of(0x07, 0x07, 0x12, 0x20, ...Array<number>(32).fill(0x55)))
}

/** @param address of a 32-bit register */
export function encodeReadRegister(address: number): Uint8Array {
  const data = new Uint8Array(4)
  new DataView(data.buffer).setUint32(0, address, true)
  return encodeCommand(romCommand.readRegister, data)
}

export function encodeSecurityInfo(): Uint8Array {
  return encodeCommand(romCommand.securityInfo, new Uint8Array(0))
}

function encodeCommand(command: RomCommand, data: Uint8Array): Uint8Array {
  // The checksum is of blocks to be written only: none are.
  return encodeSlip(Uint8Array.of(FROM_HOST, command, data.length & 0xff, data.length >> 8, 0, 0, 0, 0, ...data))
}

/** Null for what is no answer, such as log text between frames. */
export function readAnswer(frame: Uint8Array): RomAnswer | null {
  const [direction, command = 0] = frame
  if (direction !== FROM_CHIP || frame.length < HEADER_BYTES + 2) return null
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const body = frame.subarray(HEADER_BYTES)
  if (view.getUint16(2, true) !== body.length) return null
  const statusAt = Math.max(0, body.length - STATUS_BYTES)
  return { kind: 'answer', command, value: view.getUint32(4, true), isOk: body[statusAt] === 0, data: body.slice(0, statusAt) }
}

export class RomReader {
  readonly #slip = new SlipReader()

  push(bytes: Uint8Array): RomAnswer[] {
    return this.#slip.push(bytes).flatMap((frame) => readAnswer(frame) ?? [])
  }

  /** A frame without its end cannot be told from a damaged one. */
  giveUpPartial(): RomAnswer[] {
    return []
  }
}
