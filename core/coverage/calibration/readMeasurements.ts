/**
 * Measurements from a CSV: where a device was, which hotspot was meant to hear it, and how strongly it did. An empty signal
 * means a packet that is known to have been sent and was not received. Every row becomes one measurement or one problem.
 */
import { decodeText } from '../../files/decodeText'
import { type FileProblem, toFileProblem } from '../../files/fileProblem'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../../files/importPace'
import { isBlank, parseDegrees, readPosition } from '../../files/readPosition'
import { checkCells, type TableRow, tableRows } from '../../files/tableRows'
import { Problem } from '../../model/problem'
import { deviceKey } from '../../networks/deviceKey/deviceKey'
import { OTHER_NETWORK } from '../../networks/deviceKey/hotspotId'
import { loraSensitivityDbm } from '../models/loraSensitivity'
import { type MeasurementColumns, measurementColumns } from './measurementColumns'
import { GrowingColumns, type Measurements } from './measurements'

export interface MeasurementsReading {
  measurements: Measurements
  rows: number
  received: number
  misses: number
  problems: FileProblem[]
  /** Problems beyond those listed. */
  moreProblems: number
}

const MOST_PROBLEMS = 1000
/** Thermal noise of the narrowest channel is −150 dBm or more; no receiver reports less. */
const LEAST_RSSI_DBM = -160
const LORA = { bandwidthHz: 125_000, noiseFigureDb: 6 }

/** @throws Problem `file.*` for what is no text, `csv.*` for a missing column or no rows, `import.cancelled`. */
export async function readMeasurements(file: Uint8Array | string, pace: ImportPace = {}): Promise<MeasurementsReading> {
  const text = typeof file === 'string' ? file.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n') : decodeText(file)
  const columns = new GrowingColumns()
  const problems: FileProblem[] = []
  let found: MeasurementColumns | null = null
  let width = 0
  let rows = 0
  let broken = 0
  for (const row of tableRows(text)) {
    if (found === null) {
      found = measurementColumns(row.cells, row.line)
      width = row.cells.length
      continue
    }
    if (rows % ROWS_PER_PAUSE === 0) await reportProgress(rows, pace)
    rows++
    try {
      readRow(row, width, found, columns)
    } catch (thrown) {
      broken++
      if (problems.length < MOST_PROBLEMS) problems.push(toFileProblem(thrown, row.line))
    }
  }
  if (rows === 0) throw new Problem('csv.no-rows', 'The file has no rows of measurements: export it again with its data.')
  await reportProgress(rows, pace)
  const measurements = columns.finish()
  const misses = measurements.rssiDbm.reduce((sum, power) => sum + (Number.isNaN(power) ? 1 : 0), 0)
  const received = measurements.rssiDbm.length - misses
  return { measurements, rows, received, misses, problems, moreProblems: broken - problems.length }
}

function readRow(row: TableRow, width: number, columns: MeasurementColumns, into: GrowingColumns): void {
  checkCells(row, width)
  const text = (at: number | null) => (at === null ? '' : (row.cells[at] ?? '').trim())
  const { names } = columns
  const lat = parseDegrees(text(columns.lat), names.lat)
  const lng = parseDegrees(text(columns.lng), names.lng)
  const position = readPosition(lat, lng, null, { lat: names.lat, lng: names.lng, h3: '' })
  if (position === null) {
    throw new Problem('measurements.no-position', 'The row has no position: give latitude and longitude.', { field: names.lat })
  }
  const hotspot = text(columns.hotspot)
  if (isBlank(hotspot)) {
    throw new Problem('measurements.no-hotspot', 'The row does not say which hotspot: give its key.', { field: names.hotspot })
  }
  const { key } = deviceKey(OTHER_NETWORK, hotspot, { field: names.hotspot })
  const snrDb = numberIn(text(columns.snr), names.snr)
  const rssiDbm = readRssi(text(columns.rssi), names.rssi)
  const spreadingFactor = readSpreadingFactor(text(columns.sf), names.sf)
  into.add({
    lat: position.lat,
    lng: position.lng,
    hotspot: key,
    rssiDbm: signalPowerDbm(rssiDbm, snrDb),
    detectionLimitDbm: Number.isNaN(spreadingFactor) ? Number.NaN : loraSensitivityDbm({ ...LORA, spreadingFactor }),
    timeMs: readTime(text(columns.time), names.time),
  })
}

/**
 * Power of the signal alone. Below the noise a LoRa receiver's RSSI is mostly noise and stops falling, while the signal
 * does not: the ratio tells what part of it is signal.
 */
export function signalPowerDbm(rssiDbm: number, snrDb: number): number {
  return Number.isNaN(snrDb) ? rssiDbm : rssiDbm + snrDb - 10 * Math.log10(1 + 10 ** (snrDb / 10))
}

function readRssi(text: string, field: string): number {
  const rssi = /^miss(ed|ing)?$|^lost$/i.test(text) ? Number.NaN : numberIn(text.replace(/\s*dBm?$/i, ''), field)
  if (Number.isNaN(rssi)) return rssi
  if (rssi > 0) {
    throw new Problem(
      'measurements.positive-rssi',
      `The signal is ${rssi}: give dBm, which are negative here (-${rssi}?), not a share or a quality figure.`,
      { field },
    )
  }
  if (rssi < LEAST_RSSI_DBM) {
    throw new Problem(
      'measurements.weak-rssi',
      `The signal is ${rssi} dBm, weaker than noise itself: leave it empty if nothing was heard.`,
      {
        field,
      },
    )
  }
  return rssi
}

/** "10", "SF10" or "SF10BW125"; a data rate's number means another factor in every region, so it tells nothing here. */
function readSpreadingFactor(text: string, field: string): number {
  const named = /^(?:SF)?\s*(\d+)(?:BW\d+)?$/i.exec(text)?.[1]
  if (named === undefined) return Number.NaN
  const factor = Number(named)
  if (factor >= 5 && factor <= 12) return factor
  throw new Problem('measurements.bad-sf', `The spreading factor ${factor} does not exist: give 5 to 12, or leave it empty.`, {
    field,
  })
}

/** ISO 8601, or seconds or milliseconds since 1970. */
function readTime(text: string, field: string): number {
  if (isBlank(text)) return Number.NaN
  const figure = Number(text)
  const ms = Number.isFinite(figure) ? figure * (Math.abs(figure) < 1e11 ? 1000 : 1) : Date.parse(text)
  if (!Number.isNaN(ms)) return ms
  throw new Problem('measurements.bad-time', `"${text.slice(0, 40)}" is not a time: write it like 2026-05-01T12:00:00Z.`, {
    field,
  })
}

function numberIn(text: string, field: string): number {
  if (isBlank(text)) return Number.NaN
  if (/^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text.replace(',', '.'))
  throw new Problem('measurements.not-number', `"${text.slice(0, 40)}" is not a number: correct it, or leave it empty.`, {
    field,
  })
}
