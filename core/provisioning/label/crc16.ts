/** CRC-16/MODBUS: polynomial 0x8005 reflected, from 0xFFFF. */
import { utf8ToBytes } from '@noble/hashes/utils.js'

export function crc16(text: string): number {
  let crc = 0xffff
  for (const byte of utf8ToBytes(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}
