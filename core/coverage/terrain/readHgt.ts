/**
 * SRTM height files (.hgt): one degree by one degree, 16-bit big-endian metres from the north-west corner on, 1201 or
 * 3601 samples a side; the name is the south-west corner, −32 768 a void (USGS, SRTM topography documentation).
 */
import { Problem } from '../../model/problem'
import { checkTile, isElevation, type TerrainTile, VOID_ELEVATION } from './terrainTile'

const NAME = /^([NS])(\d{2})([EW])(\d{3})(?=[^0-9]|$)/i
const SIDES: readonly number[] = [1201, 3601]

function cornerOf(fileName: string): { south: number; west: number } {
  const [, ns, lat, ew, lng] = NAME.exec(fileName) ?? []
  const south = Number(lat) * (ns?.toUpperCase() === 'S' ? -1 : 1)
  const west = Number(lng) * (ew?.toUpperCase() === 'W' ? -1 : 1)
  if (!(south >= -90 && south < 90 && west >= -180 && west < 180)) {
    throw new Problem(
      'terrain.hgt-name',
      `${fileName} does not name a corner: rename it after its south-west corner, such as N47E008.hgt.`,
      { field: fileName },
    )
  }
  return { south, west }
}

/** @throws Problem `terrain.hgt-name` or `terrain.hgt-size`, saying what is expected. */
export function readHgt(fileName: string, bytes: Uint8Array): TerrainTile {
  const { south, west } = cornerOf(fileName)
  const side = SIDES.find((samples) => samples * samples * 2 === bytes.byteLength)
  if (side === undefined) {
    throw new Problem(
      'terrain.hgt-size',
      `${fileName} has ${bytes.byteLength} bytes; an unpacked .hgt file has 2884802 (3 arc seconds) or 25934402 (1 arc second).`,
      { field: fileName },
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const elevationsM = new Int16Array(side * side)
  for (let index = 0; index < elevationsM.length; index++) {
    const value = view.getInt16(index * 2, false)
    elevationsM[index] = isElevation(value) ? value : VOID_ELEVATION
  }
  return checkTile({ west, south, east: west + 1, north: south + 1, columns: side, rows: side, elevationsM })
}
