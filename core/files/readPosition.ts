/**
 * Positions from files. Degrees are WGS 84; a hotspot's cell is H3 resolution 12 (about 300 m²), as networks assert it.
 * Where a file gives degrees and cell, the degrees are kept and the cell must be near them.
 */
import { cellToLatLng, isValidCell, latLngToCell } from 'h3-js'
import { greatCircleM } from '../geo/sphere'
import { Problem } from '../model/problem'
import { distanceText } from '../words/distanceText'

export interface Position {
  lat: number
  lng: number
  h3: string
}

export interface PositionFields {
  lat: string
  lng: string
  h3: string
}

const hotspotResolution = 12
/** Exports round degrees or blur them by up to a res-8 cell (about 530 m); beyond this the two name different places. */
const farApartM = 1_000

const blankWords = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '-'])

/** True for an empty cell and for the words that exports write into one. */
export function isBlank(text: string): boolean {
  return text.length < 5 && blankWords.has(text.toLowerCase())
}

/**
 * Degrees as text, with a point or a decimal comma; null when blank.
 * @throws Problem `position.malformed`
 */
export function parseDegrees(text: string, field: string): number | null {
  if (isBlank(text)) return null
  if (!/^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/.test(text)) {
    throw new Problem('position.malformed', `"${text.slice(0, 40)}" is not a number of degrees: write it like 47.3769.`, {
      field,
    })
  }
  return Number(text.replace(',', '.'))
}

/**
 * The position that degrees, a cell or both give; null when there is neither.
 * @throws Problem `position.incomplete`, `position.out-of-range`, `position.null-island`, `position.unknown-cell`,
 * `position.wrong-resolution` or `position.disagrees`, with the field to correct.
 */
export function readPosition(
  lat: number | null,
  lng: number | null,
  cellText: string | null,
  fields: PositionFields,
): Position | null {
  const cell = cellText === null ? null : checkedCell(cellText, fields.h3)
  if (lat === null && lng === null) {
    if (cell === null) return null
    const [centreLat, centreLng] = cellToLatLng(cell)
    return { lat: centreLat, lng: centreLng, h3: cell }
  }
  if (lat === null || lng === null) {
    const [given, absent] = lat === null ? [fields.lng, fields.lat] : [fields.lat, fields.lng]
    throw new Problem('position.incomplete', `There is a ${given} but no ${absent}: give both or neither.`, { field: absent })
  }
  checkDegrees(lat, lng, fields)
  if (cell === null) return { lat, lng, h3: latLngToCell(lat, lng, hotspotResolution) }
  checkNear(lat, lng, cell, fields)
  return { lat, lng, h3: cell }
}

function checkedCell(text: string, field: string): string {
  const cell = text.toLowerCase()
  if (!/^8[0-9a-f]{14}$/.test(cell) || !isValidCell(cell)) {
    throw new Problem(
      'position.unknown-cell',
      `"${text.slice(0, 40)}" is not an H3 cell: correct it, or leave it empty and give latitude and longitude.`,
      { field },
    )
  }
  // The second digit of the index is its resolution.
  const resolution = Number.parseInt(cell.charAt(1), 16)
  if (resolution !== hotspotResolution) {
    throw new Problem(
      'position.wrong-resolution',
      `"${text}" is a cell of resolution ${resolution}: give one of resolution ${hotspotResolution}, or latitude and longitude instead.`,
      { field },
    )
  }
  return cell
}

function checkDegrees(lat: number, lng: number, fields: PositionFields): void {
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lng) <= 90) {
    throw new Problem('position.out-of-range', `Latitude ${lat} and longitude ${lng} look swapped: exchange them.`, {
      field: fields.lat,
    })
  }
  if (!(Math.abs(lat) <= 90)) {
    throw new Problem('position.out-of-range', `Latitude ${lat} is outside -90 to 90: correct it.`, { field: fields.lat })
  }
  if (!(Math.abs(lng) <= 180)) {
    throw new Problem('position.out-of-range', `Longitude ${lng} is outside -180 to 180: correct it.`, { field: fields.lng })
  }
  if (lat === 0 && lng === 0) {
    throw new Problem(
      'position.null-island',
      'The position 0, 0 is in the sea off Africa and means an unknown place: leave both empty.',
      {
        field: fields.lat,
      },
    )
  }
}

function checkNear(lat: number, lng: number, cell: string, fields: PositionFields): void {
  const [centreLat, centreLng] = cellToLatLng(cell)
  // A thousandth of a degree is at most 112 m either way: most rows need no trigonometry.
  if (Math.abs(lat - centreLat) < 0.001 && Math.abs(lng - centreLng) < 0.001) return
  const centre = { lat: centreLat, lng: centreLng }
  const apartM = greatCircleM({ lat, lng }, centre)
  if (apartM <= farApartM) return
  const swapped = Math.abs(lng) <= 90 && greatCircleM({ lat: lng, lng: lat }, centre) <= farApartM
  throw new Problem(
    'position.disagrees',
    swapped
      ? `Latitude ${lat} and longitude ${lng} look swapped: the other way round they match cell ${cell}.`
      : `Cell ${cell} is ${distanceText(apartM)} from latitude ${lat}, longitude ${lng}: correct one of them.`,
    { field: fields.h3 },
  )
}
