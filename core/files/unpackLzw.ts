/**
 * LZW as TIFF has it (TIFF 6.0, section 13: codes of 9 to 12 bits, the first bit first), unpacked no further than a size.
 * Each entry of the code table is a piece of what was unpacked already, so none is copied.
 */
import { Problem } from '../model/problem'

const CLEAR = 256
const END = 257
const FIRST_BITS = 9
const MOST_BITS = 12

/** At most `mostBytes` of what was packed; the rest is left alone. @throws Problem `raster.damaged` */
export function unpackLzw(packed: Uint8Array, mostBytes: number): ArrayBuffer {
  const out = new Uint8Array(mostBytes)
  const begins = new Uint32Array(1 << MOST_BITS)
  const lengths = new Uint32Array(1 << MOST_BITS)
  let filled = 0
  let bits = FIRST_BITS
  let next = END + 1
  let previousBegin = 0
  let previousLength = 0
  for (let position = 0; filled < mostBytes && position + bits <= packed.length * 8; ) {
    const code = codeAt(packed, position, bits)
    position += bits
    if (code === END) break
    if (code === CLEAR) {
      bits = FIRST_BITS
      next = END + 1
      previousLength = 0
      continue
    }
    if (code > next || (code === next && previousLength === 0)) throw damaged()
    if (previousLength > 0) {
      // What came before and the first byte of what comes now stand side by side.
      begins[next] = previousBegin
      lengths[next] = previousLength + 1
    }
    const length = code < CLEAR ? 1 : (lengths[code] ?? 0)
    const begin = begins[code] ?? 0
    const end = Math.min(mostBytes, filled + length)
    previousBegin = filled
    // Byte by byte, since the piece may reach into what it is copied to.
    if (code < CLEAR) out[filled++] = code
    else for (let at = begin; filled < end; at++) out[filled++] = out[at] ?? 0
    if (previousLength > 0) next++
    previousLength = length
    if (next + 1 < 1 << bits) continue
    if (bits < MOST_BITS) bits++
    // The table is full: only what is in it is used until it is cleared.
    else previousLength = 0
  }
  return out.buffer.slice(0, filled)
}

function codeAt(packed: Uint8Array, position: number, bits: number): number {
  const at = position >> 3
  const three = ((packed[at] ?? 0) << 16) | ((packed[at + 1] ?? 0) << 8) | (packed[at + 2] ?? 0)
  return (three >> (24 - (position & 7) - bits)) & ((1 << bits) - 1)
}

function damaged(): Problem {
  return new Problem('raster.damaged', 'The GeoTIFF cannot be read: it is damaged or cut off, so download it again.')
}
