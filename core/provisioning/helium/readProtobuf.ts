/** Just enough of protobuf's wire format to read a transaction: fields by number, nothing assumed about their meaning. */
import { Problem } from '../../model/problem'

export interface ProtobufField {
  number: number
  /** A varint's value, or the bytes of a length-delimited or fixed field. */
  value: bigint | Uint8Array
  /** Where the whole field, tag included, lies in the message. */
  start: number
  end: number
}

const VARINT = 0
const FIXED_64 = 1
const DELIMITED = 2
const FIXED_32 = 5
const MAX_VARINT_BYTES = 10

/** @throws Problem `protobuf.broken` when the bytes end too early or use a wire type that is not known. */
export function readProtobuf(bytes: Uint8Array): ProtobufField[] {
  const fields: ProtobufField[] = []
  let at = 0
  while (at < bytes.length) {
    const start = at
    const tag = readVarint(bytes, at)
    at = tag.end
    const wireType = Number(tag.value & 7n)
    const number = Number(tag.value >> 3n)
    if (wireType === VARINT) {
      const { value, end } = readVarint(bytes, at)
      at = end
      fields.push({ number, value, start, end })
      continue
    }
    let length: number
    if (wireType === DELIMITED) {
      const { value, end } = readVarint(bytes, at)
      at = end
      length = Number(value)
    } else if (wireType === FIXED_64 || wireType === FIXED_32) length = wireType === FIXED_64 ? 8 : 4
    else throw broken(`wire type ${wireType} at byte ${start}`)
    if (length > bytes.length - at) throw broken(`field ${number} ends after the message`)
    fields.push({ number, value: bytes.slice(at, at + length), start, end: at + length })
    at += length
  }
  return fields
}

function readVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } {
  let value = 0n
  for (let at = start; at < bytes.length && at < start + MAX_VARINT_BYTES; at++) {
    const byte = bytes[at] ?? 0
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - start))
    if (byte < 0x80) return { value, end: at + 1 }
  }
  throw broken(`a number at byte ${start} does not end`)
}

function broken(cause: string): Problem {
  return new Problem('protobuf.broken', 'The device gave a transaction that cannot be read: ask it again.', { cause })
}
