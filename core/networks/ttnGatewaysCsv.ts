/** The Things Network gateways as a CSV written by R: quoted header cells, `NA` where nothing is known, keyed by gateway EUI. */
import type { FleetCsvFormat } from './readFleetTable'

export const ttnGatewaysCsv: FleetCsvFormat = {
  format: 'ttn-gateways-csv',
  network: 'ttn',
  mapping: { id: 'eui_id', lat: 'lat', lng: 'lng' },
  placeColumns: [],
  distinctive: ['device_id', 'eui_id', 'platform', 'category', 'ETH_dist'],
}
