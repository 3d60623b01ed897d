import type { Inflate } from '#core/files/boundTiffBlocks'

/** Unpacks a zlib stream piece by piece until there is enough. @throws TypeError, as the stream, where it is damaged before that */
export const inflate: Inflate = async (packed, mostBytes) => {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  const out = new Uint8Array(mostBytes)
  let filled = 0
  while (filled < mostBytes) {
    const { done, value } = await reader.read()
    if (done) break
    out.set(value.subarray(0, mostBytes - filled), filled)
    filled += value.length
  }
  await reader.cancel().catch(() => undefined)
  return out.buffer.slice(0, Math.min(filled, mostBytes))
}
