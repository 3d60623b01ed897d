/**
 * Helium Explorer's hotspots CSV: one row per hotspot, keyed by its address. `location` is the asserted H3 cell at
 * resolution 12 and lat/lng its centre; hotspots that never asserted a place leave all three empty.
 */
import type { FleetCsvFormat } from './readFleetTable'

export const heliumExplorerCsv: FleetCsvFormat = {
  format: 'helium-explorer-hotspots-csv',
  network: 'helium',
  mapping: { id: 'address', name: 'name', owner: 'owner', lat: 'lat', lng: 'lng', h3: 'location' },
  placeColumns: ['long_city', 'short_state', 'short_country'],
  distinctive: ['address', 'location', 'long_city', 'short_state', 'short_country', 'score', 'score_update_height'],
}
