/** As much of CBOR (RFC 8949) as uniform resources of bytes need: unsigned numbers, byte strings and the head of an array. */
import { damagedCode } from './bytewords'

const MAJOR = { uint: 0, bytes: 2, array: 4 } as const
export type CborKind = keyof typeof MAJOR

/** The head of an item in its shortest form. @param value a number, a length in bytes or a count, below 2³² */
export function cborHead(kind: CborKind, value: number): Uint8Array {
  const major = MAJOR[kind] << 5
  if (value < 24) return Uint8Array.of(major | value)
  if (value < 0x100) return Uint8Array.of(major | 24, value)
  if (value < 0x10000) return Uint8Array.of(major | 25, value >>> 8, value)
  return Uint8Array.of(major | 26, value >>> 24, value >>> 16, value >>> 8, value)
}

export function cborBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joinBytes([cborHead('bytes', bytes.length), bytes])
}

/** Reads items one after the other. Every method throws Problem `qr.damaged-code` where another item stands, or none. */
export class CborReader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  /** The number, length or count of the head that comes next. */
  head(kind: CborKind): number {
    const first = this.next()
    if (first >>> 5 !== MAJOR[kind]) throw damagedCode('an item of another kind')
    const info = first & 31
    if (info < 24) return info
    if (info > 26) throw damagedCode('an item too large')
    let value = 0
    for (let left = 1 << (info - 24); left > 0; left--) value = value * 256 + this.next()
    return value
  }

  byteString(): Uint8Array {
    const length = this.head('bytes')
    if (length > this.bytes.length - this.at) throw damagedCode('a byte string that is cut off')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  /** Nothing may follow. */
  end(): void {
    if (this.at !== this.bytes.length) throw damagedCode('more than it should hold')
  }

  private next(): number {
    const byte = this.bytes[this.at]
    if (byte === undefined) throw damagedCode('an item that is cut off')
    this.at++
    return byte
  }
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
