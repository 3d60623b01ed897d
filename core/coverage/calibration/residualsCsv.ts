/** Every measurement with what was predicted for it, before and after, as CSV. */
import { csvFigure, csvLine } from '../../files/csvText'
import type { CalibrationRows } from './calibrationStudy'

const COLUMNS = [
  'lat',
  'lng',
  'hotspot',
  'distance_m',
  'rssi_dbm',
  'predicted_before_dbm',
  'predicted_after_dbm',
  'residual_before_db',
  'residual_after_db',
] as const

const ROWS_PER_PART = 20_000

/** In parts, so that a million rows are never one string. What is not known, a miss's power above all, stays empty. */
export function* residualsCsv(rows: CalibrationRows): Generator<string> {
  const { lat, lng, hotspot, hotspots, distanceM, rssiDbm, beforeDbm, afterDbm } = rows
  let part = `${csvLine(COLUMNS)}\r\n`
  for (let row = 0; row < lat.length; row++) {
    const rssi = rssiDbm[row] ?? Number.NaN
    const before = beforeDbm?.[row] ?? Number.NaN
    const after = afterDbm[row] ?? Number.NaN
    const figures = [rssi, before, after, rssi - before, rssi - after].map((value) => csvFigure(value, 2))
    const place = [
      csvFigure(lat[row] ?? 0, 6),
      csvFigure(lng[row] ?? 0, 6),
      hotspots[hotspot[row] ?? 0] ?? null,
      csvFigure(distanceM[row] ?? 0, 1),
    ]
    part += `${csvLine([...place, ...figures])}\r\n`
    if ((row + 1) % ROWS_PER_PART !== 0) continue
    yield part
    part = ''
  }
  yield part
}
