/**
 * Any table with a key and a position per row. The guess matches headers against the words people use for each column;
 * the person can always map the columns otherwise.
 */
import type { FleetColumn, FleetMapping } from './fleetRow'
import type { FleetCsvFormat } from './readFleetTable'

/** In order of preference. Headers are compared in lower case, with every run of other characters as one `_`. */
const words: Record<FleetColumn, readonly string[]> = {
  id: [
    'id',
    'key',
    'hotspot_key',
    'hotspot_id',
    'hotspot_address',
    'gateway_id',
    'gateway_eui',
    'gateway_address',
    'eui',
    'eui_id',
    'device_id',
    'station_id',
    'node_id',
    'serial',
    'serial_number',
    'mac',
    'pubkey',
    'address',
    'hotspot',
    'gateway',
    'device',
    'station',
  ],
  name: ['name', 'hotspot_name', 'gateway_name', 'station_name', 'device_name', 'node_name', 'label', 'title'],
  lat: ['lat', 'latitude', 'lat_deg', 'gps_lat', 'gps_latitude', 'hotspot_lat'],
  lng: ['lng', 'lon', 'long', 'longitude', 'lng_deg', 'lon_deg', 'gps_lng', 'gps_lon', 'gps_longitude', 'hotspot_lng'],
  h3: ['h3', 'h3_index', 'h3_cell', 'h3_12', 'h3_res12', 'h3_res_12', 'cell', 'hex', 'location_hex', 'location'],
  owner: ['owner', 'owner_address', 'owner_name', 'member', 'host', 'wallet'],
  place: ['place', 'city', 'town', 'municipality', 'address_text', 'location_name', 'location'],
  groups: ['groups', 'group', 'tags', 'tag', 'cluster', 'region'],
  network: ['network'],
  since: [
    'since',
    'in_service_since',
    'installed',
    'installed_at',
    'install_date',
    'date_installed',
    'activated',
    'activated_at',
    'added',
    'added_at',
    'date_added',
    'timestamp_added',
    'first_seen',
    'first_data_packet',
    'created',
    'created_at',
  ],
}

/**
 * The best use for each column, from headers and a few rows; null without a key or without any position.
 * A column serves one use only; without a key column the name is the key.
 */
export function guessMapping(headers: readonly string[], sampleRows: readonly string[][]): FleetMapping | null {
  const keys = headers.map((header) =>
    header
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, ''),
  )
  const taken = new Set<number>()
  const take = (column: FleetColumn): string | undefined => {
    for (const word of words[column]) {
      const index = keys.indexOf(word)
      if (index < 0 || taken.has(index) || (column === 'h3' && word === 'location' && !holdsCells(index, sampleRows))) continue
      taken.add(index)
      return headers[index]
    }
    return undefined
  }
  const lat = take('lat')
  const lng = take('lng')
  const h3 = take('h3')
  const id = take('id')
  const name = take('name')
  const key = id ?? name
  const located = h3 !== undefined || (lat !== undefined && lng !== undefined)
  if (key === undefined || !located) return null
  const found = {
    name,
    lat,
    lng,
    h3,
    owner: take('owner'),
    place: take('place'),
    groups: take('groups'),
    network: take('network'),
    since: take('since'),
  }
  return { id: key, ...Object.fromEntries(Object.entries(found).filter(([, header]) => header !== undefined)) }
}

/** `location` may hold cells or the names of towns: one cell among the samples, or nothing at all, speaks for cells. */
function holdsCells(index: number, sampleRows: readonly string[][]): boolean {
  const samples = sampleRows.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '')
  return samples.length === 0 || samples.some((cell) => /^8[0-9a-f]{14}$/i.test(cell))
}

export const GENERIC_HOTSPOTS_CSV = 'generic-hotspots-csv'

/** @param network used for rows that have no network column */
export function genericHotspotsCsv(mapping: FleetMapping, network = 'other'): FleetCsvFormat {
  return { format: GENERIC_HOTSPOTS_CSV, network, mapping, placeColumns: [], distinctive: [] }
}
