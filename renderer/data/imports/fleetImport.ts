/** Fleet files: what is written of their rows on top of the fleet that is here. */
import type { Hotspot } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { FleetRow } from '#core/networks/fleetRow'
import type { SharedTable } from '#core/records/recordTables'
import { nowText } from '../records/newId'
import type { RecordTransaction } from '../records/RecordTransaction'
import type { Said } from './confirmations'

export const FLEET_TABLES: readonly SharedTable[] = ['hotspots', 'groupedHotspots']

/**
 * Writes what each row says. What it does not say stays: a blank cell takes nothing out, and most exports have no column
 * for what was put on by hand. Groups are added to those that are here.
 */
export async function writeFleet(
  records: RecordTransaction,
  rows: readonly FleetRow[],
  importId: string,
): Promise<Map<SharedTable, Said[]>> {
  const keys = rows.map(({ id }) => id)
  const known = await records.readAll('hotspots', keys)
  const byKey = await groupsOfNew(
    records,
    keys.filter((key) => !known.has(key)),
  )
  const said: Said[] = []
  const merged = rows.map((row) => {
    const fields = fieldsOf(row)
    const before = known.get(row.id)
    if (!before) {
      const groups = byKey.get(row.id)
      if (groups) fields.groups = [...new Set([...(fields.groups ?? []), ...groups])]
      return { key: row.id, fields }
    }
    said.push({ key: row.id, fields: Object.keys(fields) })
    if (fields.groups) fields.groups = [...new Set([...before.groups, ...fields.groups])]
    return { key: row.id, fields }
  })
  const at = nowText()
  await records.mergeAll('hotspots', merged, (fields, id) => newHotspot(id, fields, importId, at))
  return new Map([['hotspots', said]])
}

/** The groups that hotspots were in by their keys before they came into the fleet. */
async function groupsOfNew(records: RecordTransaction, ids: readonly string[]): Promise<Map<string, string[]>> {
  const grouped = await records.readAll(
    'groupedHotspots',
    ids.flatMap((id) => [id, hotspotKeyOf(id)]),
  )
  if (grouped.size === 0) return new Map()
  const found = ids.map((id) => ({ id, groups: [id, hotspotKeyOf(id)].flatMap((key) => grouped.get(key)?.groups ?? []) }))
  return new Map(found.filter(({ groups }) => groups.length > 0).map(({ id, groups }) => [id, groups]))
}

/** What the row says: of a blank cell nothing. Plain assignments, for files of 100,000 rows. */
function fieldsOf({ id, name, network, owner, lat, lng, h3, place, groups, since }: FleetRow): Partial<Hotspot> {
  const fields: Partial<Hotspot> = { network }
  if (name !== hotspotKeyOf(id)) fields.name = name
  if (owner !== null) fields.owner = owner
  if (h3 !== null) {
    fields.lat = lat
    fields.lng = lng
    fields.h3 = h3
  }
  if (place !== null) fields.place = place
  if (groups.length > 0) fields.groups = groups
  if (since !== undefined) fields.since = since
  return fields
}

function newHotspot(id: string, fields: Partial<Hotspot>, importId: string, at: string): Hotspot {
  const {
    name = hotspotKeyOf(id),
    network = '',
    owner = null,
    lat = null,
    lng = null,
    h3 = null,
    place = null,
    groups = [],
    since,
  } = fields
  const hotspot: Hotspot = {
    id,
    name,
    network,
    owner,
    lat,
    lng,
    h3,
    place,
    groups,
    importId,
    createdAt: at,
    updatedAt: at,
  }
  if (since !== undefined) hotspot.since = since
  return hotspot
}
