import type { Hotspot } from '#core/model/records'
import { type Change, commitChanges } from '../commitChanges'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'

/**
 * Puts hotspots into a group or takes them out of it, in one transaction; those that need no change are not written.
 * @returns how many were changed.
 */
export async function setGroup(hotspotIds: string[], group: string, belongs: boolean): Promise<number> {
  const hotspots = await db.hotspots.bulkGet(hotspotIds)
  const at = nowText()
  const changes = hotspots
    .filter((hotspot): hotspot is Hotspot => hotspot !== undefined && hotspot.groups.includes(group) !== belongs)
    .map((hotspot): Change => {
      const groups = belongs ? [...hotspot.groups, group] : hotspot.groups.filter((other) => other !== group)
      const patch = { groups, updatedAt: at }
      return { table: 'hotspots', key: hotspot.id, record: { ...hotspot, ...patch }, patch }
    })
  if (changes.length > 0) await commitChanges(db, changes)
  return changes.length
}
