/**
 * Terrain of several tiles as one surface: bilinear between the four samples around a place, across the edges of tiles
 * and across the antimeridian; small voids are filled from what surrounds them, and that is said.
 */
import { type TerrainTile, tileSample, tileStep, VOID_ELEVATION } from './terrainTile'

export interface TerrainMosaic {
  /** Finest first: where tiles overlap, the finer one counts. */
  tiles: readonly TerrainTile[]
  /** Tiles that touch a whole degree, by `degreeKey`. */
  byDegree: ReadonlyMap<number, readonly TerrainTile[]>
}

export interface TerrainElevation {
  elevationM: number
  /** True when a void had to be filled from its neighbours. */
  filled: boolean
}

/** A void is small when something is known within so many samples in all four directions. */
const SMALL_VOID_SAMPLES = 4

function degreeKey(lat: number, lng: number): number {
  return Math.floor(lat + 90) * 360 + (((Math.floor(lng) % 360) + 360) % 360)
}

export function terrainMosaic(tiles: readonly TerrainTile[]): TerrainMosaic {
  const finestFirst = [...tiles].sort((a, b) => tileStep(a).lat - tileStep(b).lat)
  const byDegree = new Map<number, TerrainTile[]>()
  for (const tile of finestFirst) {
    // A sample speaks for half a step around it, so that tiles whose samples do not meet still join.
    const step = tileStep(tile)
    for (let lat = Math.floor(tile.south - step.lat); lat <= tile.north + step.lat; lat++) {
      const first = Math.floor(tile.west - step.lng)
      for (let lng = first; lng <= tile.east + step.lng && lng < first + 360; lng++) {
        const key = degreeKey(lat, lng)
        const there = byDegree.get(key)
        if (there === undefined) byDegree.set(key, [tile])
        else there.push(tile)
      }
    }
  }
  return { tiles: finestFirst, byDegree }
}

function tilesAround(mosaic: TerrainMosaic, lat: number, lng: number): readonly TerrainTile[] {
  return mosaic.byDegree.get(degreeKey(lat, lng)) ?? []
}

interface GridPosition {
  column: number
  row: number
}

/** Where a place lies on the grid of a tile, in samples from the north-west; also outside it. */
function gridPosition(tile: TerrainTile, lat: number, lng: number): GridPosition {
  const step = tileStep(tile)
  let eastward = (((lng - tile.west) % 360) + 360) % 360
  if (eastward > 360 - step.lng) eastward -= 360
  const snap = (value: number): number => (Math.abs(value - Math.round(value)) < 1e-7 ? Math.round(value) : value)
  return { column: snap(eastward / step.lng), row: snap((tile.north - lat) / step.lat) }
}

function inside({ columns, rows }: TerrainTile, { column, row }: GridPosition, marginSamples: number): boolean {
  const least = -marginSamples
  return column >= least && row >= least && column <= columns - 1 + marginSamples && row <= rows - 1 + marginSamples
}

type Corner = (column: number, row: number) => number

function bilinear({ column, row }: GridPosition, corner: Corner): number {
  const left = Math.floor(column)
  const top = Math.floor(row)
  const right = column - left
  const down = row - top
  // What has no weight is not asked for, so that a void next door does not spoil an exact sample.
  const along = (at: number): number => {
    const west = right < 1 ? corner(left, at) * (1 - right) : 0
    return right > 0 ? west + corner(left + 1, at) * right : west
  }
  return down > 0 ? along(top) * (1 - down) + along(top + 1) * down : along(top)
}

/** A void from the nearest known sample in each of the four directions, weighted by nearness; NaN when it is too wide. */
function filledSample(tile: TerrainTile, column: number, row: number): number {
  let sum = 0
  let weights = 0
  for (const [right, down] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    let found = Number.NaN
    let steps = 0
    while (Number.isNaN(found) && steps < SMALL_VOID_SAMPLES) {
      steps++
      found = tileSample(tile, column + right * steps, row + down * steps)
    }
    // At the rim of a tile only three directions can answer; anywhere else all four must.
    const atRim = !inside(tile, { column: column + right, row: row + down }, 0)
    if (Number.isNaN(found) && !atRim) return Number.NaN
    if (!Number.isNaN(found)) {
      sum += found / steps
      weights += 1 / steps
    }
  }
  return weights > 0 ? sum / weights : Number.NaN
}

/** A sample just beyond the rim of a tile, from whichever other tile has it; else the rim itself speaks for it. */
function beyondRim(mosaic: TerrainMosaic, tile: TerrainTile, column: number, row: number): number {
  const step = tileStep(tile)
  const lat = tile.north - row * step.lat
  const lng = tile.west + column * step.lng
  for (const other of tilesAround(mosaic, lat, lng)) {
    if (other === tile) continue
    const position = gridPosition(other, lat, lng)
    if (!inside(other, position, 0)) continue
    const elevation = bilinear(position, (c, r) => tileSample(other, c, r))
    if (!Number.isNaN(elevation)) return elevation
  }
  const held = (value: number, most: number): number => Math.min(Math.max(value, 0), most)
  return tileSample(tile, held(column, tile.columns - 1), held(row, tile.rows - 1))
}

/**
 * The bilinear elevation where all four samples around a place are known and in one tile, which is nearly always; NaN
 * otherwise. It makes nothing but a number: coverage asks for many millions of them.
 */
function plainElevation(tile: TerrainTile, lat: number, lng: number): number {
  const { west, east, south, north, columns, rows, elevationsM } = tile
  const eastward = lng >= west && lng <= east ? lng - west : (((lng - west) % 360) + 360) % 360
  const column = (eastward / (east - west)) * (columns - 1)
  const row = ((north - lat) / (north - south)) * (rows - 1)
  const left = Math.floor(column)
  const top = Math.floor(row)
  if (!(left >= 0 && top >= 0 && left < columns - 1 && top < rows - 1)) return Number.NaN
  const at = top * columns + left
  const nw = elevationsM[at] ?? Number.NaN
  const ne = elevationsM[at + 1] ?? Number.NaN
  const sw = elevationsM[at + columns] ?? Number.NaN
  const se = elevationsM[at + columns + 1] ?? Number.NaN
  if (nw === VOID_ELEVATION || ne === VOID_ELEVATION || sw === VOID_ELEVATION || se === VOID_ELEVATION) return Number.NaN
  const right = column - left
  const down = row - top
  return (nw * (1 - right) + ne * right) * (1 - down) + (sw * (1 - right) + se * right) * down
}

/** Elevation at a place in metres, NaN where no tile knows it; the quick form of `terrainElevation`. */
export function elevationM(mosaic: TerrainMosaic, lat: number, lng: number): number {
  const [first] = tilesAround(mosaic, lat, lng)
  const plain = first ? plainElevation(first, lat, lng) : Number.NaN
  return Number.isNaN(plain) ? (terrainElevation(mosaic, lat, lng)?.elevationM ?? Number.NaN) : plain
}

/** Elevation at a place, or null where no tile knows it. */
export function terrainElevation(mosaic: TerrainMosaic, lat: number, lng: number): TerrainElevation | null {
  for (const tile of tilesAround(mosaic, lat, lng)) {
    const plain = plainElevation(tile, lat, lng)
    if (!Number.isNaN(plain)) return { elevationM: plain, filled: false }
    const position = gridPosition(tile, lat, lng)
    if (!inside(tile, position, 0.5)) continue
    const known: Corner = (column, row) =>
      inside(tile, { column, row }, 0) ? tileSample(tile, column, row) : beyondRim(mosaic, tile, column, row)
    const whole = bilinear(position, known)
    if (!Number.isNaN(whole)) return { elevationM: whole, filled: false }
    const patched = bilinear(position, (column, row) => {
      const value = known(column, row)
      return Number.isNaN(value) ? filledSample(tile, column, row) : value
    })
    if (!Number.isNaN(patched)) return { elevationM: patched, filled: true }
  }
  return null
}
