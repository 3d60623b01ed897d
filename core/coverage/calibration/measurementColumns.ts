/** Which column of a measurement file holds what, by the names that mappers and network servers give them. */
import { indexColumns } from '../../files/parseTable'
import { Problem } from '../../model/problem'

const FIELDS = ['lat', 'lng', 'rssi', 'hotspot', 'time', 'sf', 'snr'] as const
type Field = (typeof FIELDS)[number]

export type MeasurementColumns = Record<'lat' | 'lng' | 'rssi' | 'hotspot', number> &
  Record<'time' | 'sf' | 'snr', number | null> & { names: Record<Field, string> }

const SYNONYMS: Record<Field, readonly string[]> = {
  lat: ['lat', 'latitude', 'device_lat', 'y'],
  lng: ['lng', 'lon', 'long', 'longitude', 'device_lng', 'device_lon', 'x'],
  rssi: ['rssi', 'rssi_dbm', 'rssi (dbm)', 'signal', 'signal_dbm', 'signal_strength', 'rsrp', 'rsrp_dbm', 'power_dbm', 'dbm'],
  hotspot: [
    'hotspot',
    'hotspot_id',
    'hotspot_key',
    'gateway',
    'gateway_id',
    'gateway_eui',
    'gw',
    'key',
    'station',
    'site',
    'cell_id',
    'bssid',
  ],
  time: ['time', 'timestamp', 'date', 'datetime', 'received_at', 'time_utc'],
  sf: ['sf', 'spreading_factor', 'spreadingfactor', 'datarate', 'data_rate'],
  snr: ['snr', 'snr_db', 'lora_snr', 'lsnr'],
}
const REQUIRED = ['lat', 'lng', 'rssi', 'hotspot'] as const

/** @throws Problem `csv.missing-column` naming every column that is not there and what it may be called. */
export function measurementColumns(headers: readonly string[], line: number): MeasurementColumns {
  const present = indexColumns(headers)
  const at = (field: Field) => {
    const name = SYNONYMS[field].find((synonym) => present.has(synonym))
    return name === undefined ? null : (present.get(name) ?? null)
  }
  const missing = REQUIRED.filter((field) => at(field) === null)
  if (missing.length > 0) {
    const named = missing.map((field) => `"${field}" (or ${SYNONYMS[field].slice(1, 4).join(', ')})`).join('; ')
    throw new Problem('csv.missing-column', `The file has no column ${named}: name it so and choose the file again.`, {
      line,
      field: missing.join(', '),
    })
  }
  const names = Object.fromEntries(FIELDS.map((field) => [field, headers[at(field) ?? -1]?.trim() ?? field])) as Record<
    Field,
    string
  >
  return {
    lat: at('lat') ?? 0,
    lng: at('lng') ?? 0,
    rssi: at('rssi') ?? 0,
    hotspot: at('hotspot') ?? 0,
    time: at('time'),
    sf: at('sf'),
    snr: at('snr'),
    names,
  }
}
