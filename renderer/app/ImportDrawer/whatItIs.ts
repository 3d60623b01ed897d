import { countText } from '#core/words/countText'
import type { ImportPreview } from '../../data/imports/importPreview'

const FORMATS: Record<string, string> = {
  'helium-explorer-hotspots-csv': 'Helium explorer hotspots',
  'ttn-gateways-csv': 'The Things Network gateways',
  'ttn-gateways-geojson': 'The Things Network gateways (GeoJSON)',
  'weatherxm-rewards-csv': 'WeatherXM rewards table',
  'helium-explorer-rewards-csv': 'Helium explorer rewards',
  'rewards-csv': 'A table of rewards',
  'generic-hotspots-csv': 'A table of hotspots',
  'commonmast-agreements-v1': 'Commonmast agreements',
  'commonmast-agreements-v2': 'Commonmast agreements',
  'commonmast-address-book-v1': 'A Commonmast address book',
  'members-csv': 'A table of members',
  csv: 'A table whose columns are not known',
}

/** The recognised format in words, with its rows. */
export function whatItIs(preview: ImportPreview): string {
  const rows = countText(preview.rows, 'row')
  return `${FORMATS[preview.format] ?? preview.format} · ${rows}`
}
