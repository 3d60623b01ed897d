/** Bulk of data layers is not in the log: where an undo puts back what a layer was, the bulk that is here is another's. */
import { sameValue } from '#core/records/sameValue'
import type { UndoOfRecord } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'

/** Fields of a layer's content that say nothing about its bulk. */
const APART_FROM_BULK = new Set(['drawn', 'source', 'attribution'])

/** Ids of layers whose bulk would not be theirs once this is taken back: their files must be imported again. */
export async function layersWithOtherBulk(db: CommonmastDatabase, takenBack: readonly UndoOfRecord[]): Promise<string[]> {
  const ids: string[] = []
  for (const { table, key, change } of takenBack) {
    if (table !== 'dataLayers' || !change?.set) continue
    const now = (await db.dataLayers.get(key)) as Record<string, unknown> | undefined
    if (!now) continue
    const fields = [...Object.keys(change.set), ...(change.unset ?? [])]
    const isOther = fields.some(
      (field) => !APART_FROM_BULK.has(field) && !sameValue(now[field], change.set?.[field]) && field !== 'name',
    )
    if (isOther) ids.push(key)
  }
  return ids
}

/** Removes bulk that would pass for another's. Call it in a transaction on `dataLayers` and `layerChunks`. */
export async function dropOtherBulk(db: CommonmastDatabase, takenBack: readonly UndoOfRecord[]): Promise<void> {
  const ids = await layersWithOtherBulk(db, takenBack)
  if (ids.length > 0) await db.layerChunks.where('layerId').anyOf(ids).delete()
}
