/**
 * PackBits as TIFF has it (TIFF 6.0, section 9), unpacked no further than a size: a count n below 128 and n + 1 bytes as they
 * are, or a count n above it and one byte 257 − n times; 128 means nothing.
 */
const NOTHING = 128

/** At most `mostBytes` of what was packed; the rest is left alone. */
export function unpackPackBits(packed: Uint8Array, mostBytes: number): ArrayBuffer {
  const out = new Uint8Array(mostBytes)
  let filled = 0
  for (let at = 0; at < packed.length && filled < mostBytes; ) {
    const count = packed[at++] ?? NOTHING
    if (count === NOTHING) continue
    if (count < NOTHING) {
      const bytes = packed.subarray(at, Math.min(at + count + 1, at + mostBytes - filled))
      out.set(bytes, filled)
      filled += bytes.length
      at += count + 1
    } else {
      const end = Math.min(mostBytes, filled + 257 - count)
      if (at < packed.length) out.fill(packed[at++] ?? 0, filled, end)
      filled = end
    }
  }
  return out.buffer.slice(0, filled)
}
