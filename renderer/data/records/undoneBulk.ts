/** Bulk of data layers is not in the log: where an undo puts back what a layer was, the bulk that is here is another's. */
import { sameValue } from '#core/records/sameValue'
import type { UndoOfRecord } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'

/** Fields of a layer that say nothing about its bulk. */
const APART_FROM_BULK = new Set(['name', 'drawn', 'source', 'attribution', 'createdAt', 'updatedAt'])

/** Whether the bulk of one is not that of the other, though they are one layer. */
export function hasOtherBulk(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...fields].some((field) => !APART_FROM_BULK.has(field) && !sameValue(one[field], other[field]))
}

/** Ids of layers whose bulk would not be theirs once this is taken back: their files must be imported again. */
export async function layersWithOtherBulk(db: CommonmastDatabase, takenBack: readonly UndoOfRecord[]): Promise<string[]> {
  const ids: string[] = []
  for (const { table, key, change } of takenBack) {
    if (table !== 'dataLayers' || !change?.set) continue
    const now = (await db.dataLayers.get(key)) as Record<string, unknown> | undefined
    if (!now) continue
    const before: Record<string, unknown> = { ...now, ...change.set }
    for (const field of change.unset ?? []) delete before[field]
    if (hasOtherBulk(now, before)) ids.push(key)
  }
  return ids
}

/** Removes bulk that would pass for another's. Call it in a transaction on `dataLayers` and `layerChunks`. */
export async function dropOtherBulk(db: CommonmastDatabase, takenBack: readonly UndoOfRecord[]): Promise<void> {
  const ids = await layersWithOtherBulk(db, takenBack)
  if (ids.length > 0) await db.layerChunks.where('layerId').anyOf(ids).delete()
}
