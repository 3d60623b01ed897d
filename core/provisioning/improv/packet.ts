/**
 * The outer packet of Improv Wi-Fi over serial, version 1 (the published open standard):
 * `IMPROV` · version · type · length N · N data bytes · checksum, the sum of all bytes before it modulo 256.
 * Invariant: a packet that this module accepts encodes back to the same bytes. Lengths are bytes.
 */
import { validateArgument } from '../../model/problem'

/** Packet types by their byte on the wire. */
export const packetType = { state: 1, error: 2, command: 3, result: 4 } as const
export type PacketType = (typeof packetType)[keyof typeof packetType]

export interface ImprovPacket {
  type: PacketType
  data: Uint8Array
}

const header = [0x49, 0x4d, 0x50, 0x52, 0x4f, 0x56] // IMPROV
export const VERSION = 1
const maxDataBytes = 255
const opening = [...header, VERSION]
/** Header, version, type and length in front of the data; the checksum comes after it. */
export const HEADER_BYTES = header.length + 3
export const maxPacketBytes = HEADER_BYTES + maxDataBytes + 1

/** The bytes of one packet, without the newline that a host must send around it (see commands). */
export function encodePacket({ type, data }: ImprovPacket): Uint8Array {
  validateArgument(data.length <= maxDataBytes, 'improv.too-long', `An Improv packet carries at most ${maxDataBytes} bytes.`)
  const bytes = new Uint8Array(HEADER_BYTES + data.length + 1)
  bytes.set(header)
  bytes.set([VERSION, type, data.length], header.length)
  bytes.set(data, HEADER_BYTES)
  bytes[bytes.length - 1] = checksum(bytes, 0, bytes.length - 1)
  return bytes
}

/** What stands at one place of a byte stream. */
export type PacketReading =
  | { kind: 'packet'; packet: ImprovPacket; lengthBytes: number }
  /** So far it could be a packet; more bytes will tell. */
  | { kind: 'partial' }
  | { kind: 'other' }
  /** A whole packet whose checksum does not hold. */
  | { kind: 'damaged' }

/** Reads the packet that begins at `start`, if one does. Never throws. */
export function readPacketAt(bytes: Uint8Array, start: number): PacketReading {
  for (let index = 0; index < opening.length; index += 1) {
    const byte = bytes[start + index]
    if (byte === undefined) return { kind: 'partial' }
    if (byte !== opening[index]) return { kind: 'other' }
  }
  const type = bytes[start + header.length + 1]
  if (type === undefined) return { kind: 'partial' }
  if (!isPacketType(type)) return { kind: 'other' }
  const dataBytes = bytes[start + header.length + 2]
  if (dataBytes === undefined) return { kind: 'partial' }
  const end = start + HEADER_BYTES + dataBytes
  const sum = bytes[end]
  if (sum === undefined) return { kind: 'partial' }
  if (sum !== checksum(bytes, start, end)) return { kind: 'damaged' }
  return { kind: 'packet', packet: { type, data: bytes.slice(start + HEADER_BYTES, end) }, lengthBytes: end + 1 - start }
}

function isPacketType(value: number): value is PacketType {
  return value >= packetType.state && value <= packetType.result
}

function checksum(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0
  for (let index = start; index < end; index += 1) sum += bytes[index] ?? 0
  return sum & 0xff
}
