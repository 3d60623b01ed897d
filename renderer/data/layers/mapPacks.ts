/** Map packs: PMTiles archives kept in pieces, and read from them as a file would be. */
import type { RangeResponse, Source } from 'pmtiles'
import { plainName } from '#core/model/plainName'
import { Problem } from '#core/model/problem'
import { readChunk } from './dataLayers'

/** Small enough that a tile costs little to find, large enough that a gigabyte is some hundred pieces. */
const PIECE_BYTES = 4 * 1024 ** 2

export async function* mapPackChunks(file: Blob): AsyncGenerator<{ bytes: Uint8Array }> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    yield { bytes: new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()) }
  }
}

export function mapPackChunkCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / PIECE_BYTES)
}

/**
 * A map pack as the PMTiles library reads it: `new PMTiles(openMapPack(layer.id))`.
 * What it reads throws Problem `map-pack.missing` where the pack's bytes are not here (after a restore).
 */
export function openMapPack(layerId: string): Source {
  // Directories lie side by side and tiles near each other, so the last pieces are asked for again at once.
  const recent = new Map<number, Promise<Uint8Array>>()
  const piece = (part: number): Promise<Uint8Array> => {
    const reading = recent.get(part) ?? readPiece(layerId, part)
    recent.delete(part)
    recent.set(part, reading)
    for (const oldest of recent.keys()) {
      if (recent.size <= PIECES_KEPT) break
      recent.delete(oldest)
    }
    reading.catch(() => recent.delete(part))
    return reading
  }
  return {
    getKey: () => layerId,
    async getBytes(offset: number, length: number): Promise<RangeResponse> {
      const data = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        const at = offset + filled
        const part = Math.floor(at / PIECE_BYTES)
        const bytes = await piece(part)
        const from = at - part * PIECE_BYTES
        const taken = bytes.subarray(from, from + length - filled)
        // The library asks for more than a small archive holds.
        if (taken.length === 0) break
        data.set(taken, filled)
        filled += taken.length
        if (bytes.length < PIECE_BYTES) break
      }
      return { data: data.slice(0, filled).buffer }
    },
  }
}

/** Who must be named beside the map, as plain text; empty when the archive does not say. */
export async function attributionOf(file: Blob): Promise<string> {
  const [{ PMTiles }, { unpackPackPart }] = await Promise.all([import('pmtiles'), import('./unpackPackPart')])
  const source: Source = {
    getKey: () => 'file',
    getBytes: async (offset, length) => ({ data: await file.slice(offset, offset + length).arrayBuffer() }),
  }
  try {
    const metadata: unknown = await new PMTiles(source, undefined, unpackPackPart).getMetadata()
    const said = typeof metadata === 'object' && metadata !== null && 'attribution' in metadata ? metadata.attribution : ''
    return typeof said === 'string' ? plainName(said.replace(/<[^>]*>/g, '')).trim() : ''
  } catch {
    return ''
  }
}

const PIECES_KEPT = 8

async function readPiece(layerId: string, part: number): Promise<Uint8Array> {
  const bytes = (await readChunk(layerId, part))?.bytes
  if (bytes instanceof Uint8Array) return bytes
  if (part > 0 && (await readChunk(layerId, part - 1))) return new Uint8Array()
  throw new Problem(
    'map-pack.missing',
    'The tiles of this map pack are not here: import its file again in Settings, Data layers.',
  )
}
