import { countText } from '#core/words/countText'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

/**
 * Puts hotspots into a group or takes them out of it, in one transaction; those that need no change are not written.
 * @returns how many were changed.
 */
export async function setGroup(hotspotIds: readonly string[], group: string, belongs: boolean): Promise<number> {
  const act = { kind: 'group', title: `Group ${group}` }
  const { value } = await transact(db, act, ['hotspots'], async (records) => {
    const hotspots = await db.hotspots.bulkGet([...hotspotIds])
    const changed = hotspots.flatMap((hotspot) => (hotspot && hotspot.groups.includes(group) !== belongs ? [hotspot] : []))
    for (const { id, groups } of changed) {
      await records.patch('hotspots', id, {
        groups: belongs ? [...groups, group] : groups.filter((other) => other !== group),
      })
    }
    const what = countText(changed.length, 'hotspot')
    records.nameAct(belongs ? `${what} put into group ${group}` : `${what} taken out of group ${group}`)
    return changed.length
  })
  return value
}
