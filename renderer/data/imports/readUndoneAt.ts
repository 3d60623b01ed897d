import type { ImportRecord } from '#core/model/records'
import { actChains } from '#core/records/actChains'
import type { CommonmastDatabase } from '../records/database'
import { readChainedActs } from '../records/readChainedActs'
import { actOfImport } from './actOfImport'

/** ISO times at which imports that are undone were taken back, by the id of the import; none where the act is not known here. */
export async function readUndoneAt(db: CommonmastDatabase, imports: readonly ImportRecord[]): Promise<Map<string, string>> {
  const undone = imports.filter(({ status }) => status === 'undone')
  if (undone.length === 0) return new Map()
  const acts = await readChainedActs(db, undone.map(actOfImport))
  const known = new Set(acts.map(({ id }) => id))
  const chains = actChains(acts)
  const times = new Map<string, string>()
  for (const record of undone) {
    const actId = actOfImport(record)
    if (!known.has(actId)) continue
    const { last } = chains.placeOf(actId)
    const undoing = last === actId ? undefined : await db.acts.get(last)
    if (undoing) times.set(record.id, undoing.createdAt)
  }
  return times
}
