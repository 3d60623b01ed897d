/**
 * The cells of demand layers as a backup holds them: columns in base64, because JSON knows no typed arrays. Demand decides
 * what a plan is worth, and some of it comes from no file; terrain, measurements and street packs are left out, since they
 * are large and their files can be imported again.
 */
import type { CommonmastDatabase, LayerChunk } from './database'

type ChunkRow = Record<string, unknown>
const COLUMNS = { cells: BigUint64Array, weights: Float64Array } as const
/** More characters at once than this overflow the stack of a call. */
const PIECE = 0x8000

/** Call it in the transaction that reads the layers. */
export async function packDemandChunks(db: CommonmastDatabase): Promise<ChunkRow[]> {
  const layerIds = await db.dataLayers.where('kind').equals('demand').primaryKeys()
  const chunks = await db.layerChunks.where('layerId').anyOf(layerIds).sortBy('id')
  return chunks.flatMap(({ id, layerId, part, data: { cells, weights } }) =>
    cells instanceof BigUint64Array && weights instanceof Float64Array
      ? [{ id, layerId, part, cells: toBase64(cells), weights: toBase64(weights) }]
      : [],
  )
}

/** @throws RangeError or DOMException when a column is no base64 of whole numbers of its kind. */
export function unpackDemandChunk({ id, layerId, part, cells, weights }: ChunkRow): LayerChunk {
  const data = {
    cells: new COLUMNS.cells(fromBase64(String(cells))),
    weights: new COLUMNS.weights(fromBase64(String(weights))),
  }
  return { id: String(id), layerId: String(layerId), part: Number(part), data }
}

function toBase64(column: BigUint64Array | Float64Array): string {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  let text = ''
  for (let start = 0; start < bytes.length; start += PIECE) text += String.fromCharCode(...bytes.subarray(start, start + PIECE))
  return btoa(text)
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer
}
