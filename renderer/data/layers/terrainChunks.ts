/** Terrain tiles as chunks of a data layer: whole rows, a few megabytes each, so that a path reads only what it crosses. */
import type { TerrainTile } from '#core/coverage/terrain/terrainTile'

export interface TerrainChunk {
  firstRow: number
  elevationsM: Int16Array | Float32Array
}

/** What of a layer's record the chunks' places follow from. */
export interface TileShape {
  bounds: readonly [number, number, number, number]
  columns: number
  rows: number
}

const SAMPLES_PER_CHUNK = 1_000_000

export function rowsPerChunk(columns: number): number {
  return Math.max(1, Math.floor(SAMPLES_PER_CHUNK / columns))
}

export function chunkCount({ columns, rows }: Pick<TileShape, 'columns' | 'rows'>): number {
  return Math.ceil(rows / rowsPerChunk(columns))
}

export function* terrainChunks(tile: TerrainTile): Generator<TerrainChunk & Record<string, unknown>> {
  const step = rowsPerChunk(tile.columns)
  for (let firstRow = 0; firstRow < tile.rows; firstRow += step) {
    const rows = Math.min(step, tile.rows - firstRow)
    // A copy: what is stored would otherwise drag the whole tile along.
    const elevationsM = tile.elevationsM.slice(firstRow * tile.columns, (firstRow + rows) * tile.columns)
    yield { firstRow, elevationsM }
  }
}

export function isTerrainChunk(data: Record<string, unknown> | undefined): data is TerrainChunk & Record<string, unknown> {
  const elevations = data?.elevationsM
  return typeof data?.firstRow === 'number' && (elevations instanceof Int16Array || elevations instanceof Float32Array)
}

/** The chunks, by number, that hold what lies between two latitudes with some rows around it. */
export function chunksBetween(shape: TileShape, south: number, north: number): number[] {
  const [, tileSouth, , tileNorth] = shape.bounds
  const rowsPerDegree = (shape.rows - 1) / (tileNorth - tileSouth)
  // Enough for the slope at the rim and for filling small voids.
  const around = 8
  const firstRow = Math.floor((tileNorth - north) * rowsPerDegree) - around
  const lastRow = Math.ceil((tileNorth - south) * rowsPerDegree) + around
  const step = rowsPerChunk(shape.columns)
  const first = Math.max(0, Math.floor(firstRow / step))
  const last = Math.min(chunkCount(shape) - 1, Math.floor(lastRow / step))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** The tile that consecutive chunks make up; all of them give the whole one. Null when they hold less than two rows. */
export function tileFromChunks(shape: TileShape, chunks: readonly TerrainChunk[]): TerrainTile | null {
  const [first] = chunks
  if (first === undefined) return null
  const samples = chunks.reduce((sum, { elevationsM }) => sum + elevationsM.length, 0)
  const rows = samples / shape.columns
  if (rows < 2) return null
  const elevationsM = first.elevationsM instanceof Int16Array ? new Int16Array(samples) : new Float32Array(samples)
  let at = 0
  for (const chunk of chunks) {
    elevationsM.set(chunk.elevationsM, at)
    at += chunk.elevationsM.length
  }
  const [west, south, east, north] = shape.bounds
  const rowDegrees = (north - south) / (shape.rows - 1)
  return {
    west,
    east: east <= west ? east + 360 : east,
    north: north - first.firstRow * rowDegrees,
    south: north - (first.firstRow + rows - 1) * rowDegrees,
    columns: shape.columns,
    rows,
    elevationsM,
  }
}
