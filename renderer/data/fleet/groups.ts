import type { Hotspot } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { countText } from '#core/words/countText'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'

/**
 * Puts hotspots into a group or takes them out of it, in one transaction; those that need no change are not written.
 * @returns how many were changed.
 */
export async function setGroup(hotspotIds: readonly string[], group: string, belongs: boolean): Promise<number> {
  const act = { kind: 'group', title: `Group ${group}` }
  const { value } = await transact(db, act, ['hotspots', 'groupedHotspots'], async (records) => {
    const hotspots = await db.hotspots.bulkGet([...hotspotIds])
    const changed = hotspots.flatMap((hotspot) => (hotspot && hotspot.groups.includes(group) !== belongs ? [hotspot] : []))
    for (const { id, groups } of changed) {
      await records.patch('hotspots', id, {
        groups: belongs ? [...groups, group] : groups.filter((other) => other !== group),
      })
    }
    if (!belongs) await takeOutByKey(records, changed, group)
    const what = countText(changed.length, 'hotspot')
    records.nameAct(belongs ? `${what} put into group ${group}` : `${what} taken out of group ${group}`)
    return changed.length
  })
  return value
}

/** What a file said of their keys would put them into the group all the same. */
async function takeOutByKey(records: RecordTransaction, hotspots: readonly Hotspot[], group: string): Promise<void> {
  const keys = hotspots.flatMap(({ id }) => [id, hotspotKeyOf(id)])
  for (const [key, { groups }] of await records.readAll('groupedHotspots', keys)) {
    if (groups.includes(group)) {
      await records.patch('groupedHotspots', key, { groups: groups.filter((other) => other !== group) })
    }
  }
}
