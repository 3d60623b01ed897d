import type { Hotspot } from '#core/model/records'
import type { FleetRow } from '#core/networks/fleetRow'
import type { Change } from './commitChanges'
import type { CommonmastDatabase } from './database'
import { nowText } from './newId'
import { readExisting } from './readInPages'

/**
 * Fleet rows as changes. A hotspot that is already here keeps when it was first seen, and its groups when the file
 * names none: groups are put on by hand, and most exports have no column for them.
 */
export async function fleetChanges(db: CommonmastDatabase, rows: FleetRow[], importId: string): Promise<Change[]> {
  const known = await readExisting(
    db.hotspots,
    rows.map((row) => row.id),
  )
  const at = nowText()
  return rows.map((row) => {
    const before = known.get(row.id)
    const record: Hotspot = {
      ...row,
      groups: row.groups.length > 0 || !before ? row.groups : before.groups,
      importId,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    }
    return { table: 'hotspots', key: row.id, record }
  })
}
