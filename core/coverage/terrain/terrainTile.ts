/**
 * A rectangle of terrain: elevations above sea level in metres on an even grid of degrees, rows from north to south. Its
 * bounds are those of the outermost samples, not of the areas they stand for.
 */
import { Problem } from '../../model/problem'

export interface TerrainTile {
  /** From −180 on; east exceeds 180 where the tile crosses the antimeridian. */
  west: number
  south: number
  east: number
  north: number
  columns: number
  rows: number
  /** Row by row; −32 768 (integers) or NaN (floats) where nothing is known. */
  elevationsM: Int16Array | Float32Array
}

/** What SRTM writes where it knows nothing, and what integer tiles hold there. */
export const VOID_ELEVATION = -32_768

/** What lies beyond these is no elevation on earth, whatever the file says. */
const LOWEST_M = -12_000
const HIGHEST_M = 9_000

export function isElevation(valueM: number): boolean {
  return valueM >= LOWEST_M && valueM <= HIGHEST_M
}

/** @throws Problem `terrain.bad-tile` when shape and bounds do not go together. */
export function checkTile(tile: TerrainTile): TerrainTile {
  const { west, south, east, north, columns, rows, elevationsM } = tile
  const sized = columns >= 2 && rows >= 2 && elevationsM.length === columns * rows
  const placed = west >= -180 && west < 180 && east > west && east <= west + 360 && south >= -90 && north <= 90 && north > south
  if (!sized || !placed) {
    throw new Problem(
      'terrain.bad-tile',
      `The terrain has ${columns} × ${rows} samples from ${west}, ${south} to ${east}, ${north}: it needs at least 2 × 2 within the world's bounds.`,
    )
  }
  return tile
}

/** Degrees between neighbouring columns and rows. */
export function tileStep(tile: TerrainTile): { lng: number; lat: number } {
  return { lng: (tile.east - tile.west) / (tile.columns - 1), lat: (tile.north - tile.south) / (tile.rows - 1) }
}

/** The elevation of a sample, NaN where it is void or outside. */
export function tileSample(tile: TerrainTile, column: number, row: number): number {
  if (column < 0 || row < 0 || column >= tile.columns || row >= tile.rows) return Number.NaN
  const value = tile.elevationsM[row * tile.columns + column]
  return value === undefined || value === VOID_ELEVATION ? Number.NaN : value
}

export interface TileSummary {
  /** NaN when every sample is void. */
  minElevationM: number
  maxElevationM: number
  voids: number
}

export function summariseTile({ elevationsM }: TerrainTile): TileSummary {
  let minElevationM = Number.POSITIVE_INFINITY
  let maxElevationM = Number.NEGATIVE_INFINITY
  let voids = 0
  for (const value of elevationsM) {
    if (value === VOID_ELEVATION || Number.isNaN(value)) voids++
    else {
      if (value < minElevationM) minElevationM = value
      if (value > maxElevationM) maxElevationM = value
    }
  }
  if (voids === elevationsM.length) return { minElevationM: Number.NaN, maxElevationM: Number.NaN, voids }
  return { minElevationM, maxElevationM, voids }
}
