import type { Hotspot } from '#core/model/records'
import type { FleetRow } from '#core/networks/fleetRow'
import type { Change } from './commitChanges'
import type { CommonmastDatabase } from './database'
import { nowText } from './records/newId'
import { readExisting } from './records/readInPages'

/**
 * Fleet rows as changes. A hotspot that is already here keeps when it was first seen, where its radio differs from its
 * profile, the record of its being put into service, and, when the file names none, its groups and since when it is in
 * service: these are put on by hand, and most exports have no column for them.
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
      ...(before?.radio && { radio: before.radio }),
      ...(before?.since && { since: before.since }),
      ...(before?.provisioningId && { provisioningId: before.provisioningId }),
      ...row,
      groups: row.groups.length > 0 || !before ? row.groups : before.groups,
      importId,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    }
    return { table: 'hotspots', key: row.id, record }
  })
}
