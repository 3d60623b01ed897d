/** Imported terrain as a mosaic, for workers: of each layer only the rows that are needed, kept while they are used. */
import type { TerrainBounds } from '#core/coverage/terrain/terrainImage'
import { type TerrainMosaic, terrainMosaic } from '#core/coverage/terrain/terrainMosaic'
import type { TerrainTile } from '#core/coverage/terrain/terrainTile'
import type { TerrainLayer } from '#core/model/dataLayer'
import { Problem } from '#core/model/problem'
import { db } from '../records/openRecords'
import { chunkCount, chunksBetween, isTerrainChunk, type TerrainChunk, type TileShape, tileFromChunks } from './terrainChunks'

export interface LoadedTerrain {
  mosaic: TerrainMosaic
  /** The layers whose tiles are in it. */
  layers: TerrainLayer[]
  /** Layers that should be, but whose files are not here: after a restore they must be imported again. */
  missing: TerrainLayer[]
}

/** About 13 tiles of 1 arc second as integers. */
const CACHE_BYTES = 340e6

/** Chunks by layer, time of its last change and number; those used least recently go first. */
const cache = new Map<string, TerrainChunk>()
let cachedBytes = 0

async function chunkOf(layer: TerrainLayer, part: number): Promise<TerrainChunk | null> {
  const key = `${layer.id}:${layer.updatedAt}:${part}`
  const cached = cache.get(key)
  if (cached) {
    cache.delete(key)
    cache.set(key, cached)
    return cached
  }
  const data = (await db.layerChunks.get(`${layer.id}:${part}`))?.data
  if (!isTerrainChunk(data)) return null
  cache.set(key, data)
  cachedBytes += data.elevationsM.byteLength
  for (const [oldest, { elevationsM }] of cache) {
    if (cachedBytes <= CACHE_BYTES || oldest === key) break
    cache.delete(oldest)
    cachedBytes -= elevationsM.byteLength
  }
  return data
}

/** Whether two rectangles touch, longitudes taken round the globe; with a margin of a few samples. */
function touches(shape: TileShape, within: TerrainBounds): boolean {
  const [west, south, east, north] = shape.bounds
  const margin = 0.01
  if (south - margin > within.north || north + margin < within.south) return false
  const width = (((east - west) % 360) + 360) % 360 || 360
  const after = (((within.west - west) % 360) + 360) % 360
  return after <= width + margin || after + (within.east - within.west) + margin >= 360
}

/** The chunks of a layer that a rectangle needs; null when one of them is not here. */
async function chunksOf(
  layer: TerrainLayer,
  shape: TileShape,
  within: TerrainBounds | undefined,
): Promise<TerrainChunk[] | null> {
  const parts = within
    ? chunksBetween(shape, within.south, within.north)
    : Array.from({ length: chunkCount(shape) }, (_, part) => part)
  const chunks: TerrainChunk[] = []
  for (const part of parts) {
    const chunk = await chunkOf(layer, part)
    if (chunk === null) return null
    chunks.push(chunk)
  }
  return chunks
}

/**
 * The terrain of all layers, or of what touches a rectangle (east of 180 where it crosses the antimeridian).
 * @throws Problem `terrain.none` when no terrain was ever imported; `terrain.missing` when only records are left of it.
 */
export async function loadTerrain(within?: TerrainBounds): Promise<LoadedTerrain> {
  const known = await db.dataLayers.where('kind').equals('terrain').toArray()
  const all = known.filter((layer): layer is TerrainLayer => layer.kind === 'terrain')
  if (all.length === 0) {
    throw new Problem('terrain.none', 'No terrain is here yet: import an SRTM .hgt file or a GeoTIFF in degrees.')
  }
  const tiles: TerrainTile[] = []
  const layers: TerrainLayer[] = []
  const missing: TerrainLayer[] = []
  for (const layer of all) {
    if (layer.bounds === null) continue
    const shape: TileShape = { bounds: layer.bounds, columns: layer.columns, rows: layer.rows }
    if (within && !touches(shape, within)) continue
    const chunks = await chunksOf(layer, shape, within)
    const tile = chunks && tileFromChunks(shape, chunks)
    if (chunks === null) missing.push(layer)
    else if (tile !== null) {
      tiles.push(tile)
      layers.push(layer)
    }
  }
  if (tiles.length === 0 && missing.length > 0) {
    const names = missing.map(({ fileName, name }) => fileName ?? name).join(', ')
    throw new Problem('terrain.missing', `Of the terrain only the record is here: import ${names} again.`)
  }
  return { mosaic: terrainMosaic(tiles), layers, missing }
}
