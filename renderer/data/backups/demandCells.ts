/** The cells of demand layers on their way into a backup and out of it. */
import type { DemandCells } from '#core/records/backup/demandCells'
import type { LayerChunk } from '#core/records/tables/localTables'
import type { CommonmastDatabase } from '../records/database'

/** More characters at once than this overflow the stack of a call. */
const PIECE = 0x8000

/** Call it in the transaction that reads the layers. */
export async function packDemandCells(db: CommonmastDatabase): Promise<DemandCells[]> {
  const layerIds = await db.dataLayers.where('kind').equals('demand').primaryKeys()
  const chunks = await db.layerChunks.where('layerId').anyOf(layerIds).sortBy('id')
  return chunks.flatMap(packCells)
}

/** One of a chunk with cells, none of another. */
export function packCells({ id, layerId, part, data: { cells, weights } }: LayerChunk): DemandCells[] {
  const hasCells = cells instanceof BigUint64Array && weights instanceof Float64Array
  return hasCells ? [{ id, layerId, part, cells: toBase64(cells), weights: toBase64(weights) }] : []
}

/** @param packed as `demandCellsSchema` has checked it */
export function unpackDemandCells({ id, layerId, part, cells, weights }: DemandCells): LayerChunk {
  const data = { cells: new BigUint64Array(fromBase64(cells)), weights: new Float64Array(fromBase64(weights)) }
  return { id, layerId, part, data }
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
