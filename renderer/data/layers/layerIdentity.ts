/**
 * Which layer a file becomes. A layer whose bulk is missing (after a restore) gets it back from the same file, with what
 * was drawn on it; any other file is a new layer.
 */
import type { DataLayer, DemandLayer } from '#core/model/dataLayer'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { hasBulk } from './dataLayers'

export async function layerIdentity(
  kind: DataLayer['kind'],
  fileName: string,
  fileSha256: string | null,
): Promise<{ id: string; createdAt: string; updatedAt: string; drawn: DemandLayer['drawn'] }> {
  const now = nowText()
  const same = await db.dataLayers
    .where('kind')
    .equals(kind)
    .filter((layer) => layer.fileName === fileName && layer.fileSha256 === fileSha256)
    .toArray()
  for (const layer of same) {
    if (await hasBulk(layer.id)) continue
    return { id: layer.id, createdAt: layer.createdAt, updatedAt: now, drawn: layer.kind === 'demand' ? layer.drawn : [] }
  }
  return { id: newId(), createdAt: now, updatedAt: now, drawn: [] }
}
