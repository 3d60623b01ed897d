/** A place as somebody types or pastes it: coordinates in any of their usual forms, or an H3 cell. Degrees WGS 84. */
import { cellToLatLng, getHexagonEdgeLengthAvg, getResolution, UNITS } from 'h3-js'
import type { LatLng } from '#core/geo/sphere'
import { Problem } from '#core/model/problem'
import { distanceText } from '#core/words/distanceText'
import { parseCell, parsePosition } from '../../../map/coordinates'

export interface TypedPlace {
  lat: number
  lng: number
  /** How it was understood, so that a slip is seen before it is signed. */
  readAs: string
}

/** Cells of resolution 9 are 200 m from middle to corner: as a position that says next to nothing. */
const COARSEST_RESOLUTION = 10

/** @throws Problem `position.empty`, `position.malformed` or `position.coarse-cell`, its `field` `place` */
export function readTypedPlace(text: string): TypedPlace {
  if (text.trim() === '') throw problem('empty', 'Type where it is, such as 50.0614, 19.9372.')
  const cell = parseCell(text)
  if (cell) return placeOfCell(cell)
  const position = parsePosition(text)
  if (!position) {
    throw problem(
      'malformed',
      'Type latitude, then longitude, with points: 50.0614, 19.9372 or 50°03′41″ N 19°56′14″ E. Or an H3 cell.',
    )
  }
  return { ...position, readAs: degreesText(position) }
}

/** "50.06140° north, 19.93720° east": in words, because a wrong sign is seen in them. */
export function degreesText({ lat, lng }: LatLng): string {
  const [northSouth, eastWest] = [lat < 0 ? 'south' : 'north', lng < 0 ? 'west' : 'east']
  return `${Math.abs(lat).toFixed(5)}° ${northSouth}, ${Math.abs(lng).toFixed(5)}° ${eastWest}`
}

function placeOfCell(cell: string): TypedPlace {
  const resolution = getResolution(cell)
  const edge = distanceText(getHexagonEdgeLengthAvg(resolution, UNITS.m))
  if (resolution < COARSEST_RESOLUTION) {
    throw problem(
      'coarse-cell',
      `A cell of resolution ${resolution} is ${edge} from its middle to a corner, too large for a position: type one of resolution ${COARSEST_RESOLUTION} or finer.`,
    )
  }
  const [lat, lng] = cellToLatLng(cell)
  return {
    lat,
    lng,
    readAs: `${degreesText({ lat, lng })}, the middle of a cell of resolution ${resolution} (${edge} to a corner)`,
  }
}

function problem(code: string, message: string): Problem {
  return new Problem(`position.${code}`, message, { field: 'place' })
}
