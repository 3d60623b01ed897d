/** The size that a PNG is meant to be printed in (PNG specification, third edition: chunk pHYs, CRC-32). */

const AFTER_HEADER = 33
const INCH_M = 0.0254

/** A copy that says how many dots make an inch. @param png as an encoder made it: its header chunk first, no pHYs yet */
export function withResolution(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const chunk = new DataView(new ArrayBuffer(21))
  const dotsPerMetre = Math.round(dotsPerInch / INCH_M)
  chunk.setUint32(0, 9)
  chunk.setUint32(4, 0x70485973) // "pHYs"
  chunk.setUint32(8, dotsPerMetre)
  chunk.setUint32(12, dotsPerMetre)
  chunk.setUint8(16, 1) // dots per metre
  chunk.setUint32(17, crc32(new Uint8Array(chunk.buffer, 4, 13)))
  const result = new Uint8Array(png.length + chunk.byteLength)
  result.set(png.subarray(0, AFTER_HEADER))
  result.set(new Uint8Array(chunk.buffer), AFTER_HEADER)
  result.set(png.subarray(AFTER_HEADER), AFTER_HEADER + chunk.byteLength)
  return result
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
