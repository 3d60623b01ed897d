import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { terrainElevation } from '#core/coverage/terrain/terrainMosaic'
import type { TerrainTile } from '#core/coverage/terrain/terrainTile'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { removeLayer, writeLayer } from './dataLayers'
import { chunkCount, chunksBetween, rowsPerChunk, terrainChunks, tileFromChunks } from './terrainChunks'
import { readTerrainFile, terrainLayerOf } from './terrainFile'
import { loadTerrain } from './terrainLoad'

const now = '2026-11-21T12:00:00.000Z'

/** A wide tile, so that it takes several chunks: 4000 columns, 600 rows. */
function wideTile(west: number, south: number): TerrainTile {
  const columns = 4000
  const rows = 600
  const elevationsM = Int16Array.from({ length: columns * rows }, (_, at) => Math.floor(at / columns))
  return { west, south, east: west + 1, north: south + 1, columns, rows, elevationsM }
}

async function keep(id: string, tile: TerrainTile) {
  const layer = terrainLayerOf(tile, { name: `${id}.tif`, fileSha256: id }, { id, createdAt: now, now })
  await writeLayer(layer, terrainChunks(tile))
  return layer
}

describe('chunks of a tile', () => {
  it('make up the whole tile again, and any part of it in its place', () => {
    const tile = wideTile(8, 46)
    const shape = { bounds: [8, 46, 9, 47] as const, columns: 4000, rows: 600 }
    const chunks = [...terrainChunks(tile)]
    expect(chunks).toHaveLength(chunkCount(shape))
    expect(chunks.length).toBeGreaterThan(2)
    const { elevationsM, ...whole } = tileFromChunks(shape, chunks) ?? wideTile(0, 0)
    expect(whole).toEqual({ west: 8, south: 46, east: 9, north: 47, columns: 4000, rows: 600 })
    expect(elevationsM.every((elevation, at) => elevation === tile.elevationsM[at])).toBe(true)
    const part = tileFromChunks(shape, chunks.slice(1, 2))
    expect(part?.north).toBeCloseTo(47 - rowsPerChunk(4000) / 599, 12)
    expect(part?.elevationsM[0]).toBe(rowsPerChunk(4000))
  })

  it('are chosen by latitude, none for what lies elsewhere', () => {
    const shape = { bounds: [8, 46, 9, 47] as const, columns: 4000, rows: 600 }
    expect(chunksBetween(shape, 46, 47)).toEqual([0, 1, 2])
    expect(chunksBetween(shape, 46.9, 46.95)).toEqual([0])
    expect(chunksBetween(shape, 46.01, 46.02)).toEqual([2])
    expect(chunksBetween(shape, 40, 41)).toEqual([])
  })
})

describe('loadTerrain', () => {
  beforeEach(() => openEmpty(db))

  it('says that there is none, or that only its record is left', async () => {
    await expect(loadTerrain()).rejects.toMatchObject({ code: 'terrain.none' })
    const layer = await keep('alps', wideTile(8, 46))
    await db.layerChunks.clear()
    // As after a restore: the same record, its bulk gone.
    await seedRecords(db, 'dataLayers', [{ ...layer, name: 'Alps, restored' }])
    await expect(loadTerrain()).rejects.toMatchObject({ code: 'terrain.missing', message: expect.stringContaining('alps.tif') })
  })

  it('reads only what a rectangle touches, also across the antimeridian', async () => {
    await keep('alps', wideTile(8, 46))
    await keep('fiji', wideTile(179, -18))
    await keep('taveuni', wideTile(-180, -18))
    const { layers, mosaic, missing } = await loadTerrain({ west: 179.5, east: 180.5, south: -17.6, north: -17.4 })
    expect(layers.map(({ id }) => id).sort()).toEqual(['fiji', 'taveuni'])
    expect(missing).toEqual([])
    expect(terrainElevation(mosaic, -17.5, 179.99)?.elevationM).toBeCloseTo(299.5, 6)
    expect(terrainElevation(mosaic, -17.5, -179.99)?.elevationM).toBeCloseTo(299.5, 6)
    expect((await loadTerrain({ west: 0, east: 1, south: 0, north: 1 })).layers).toEqual([])
  })

  it('forgets a layer that was removed', async () => {
    await keep('alps', wideTile(8, 46))
    await keep('fiji', wideTile(179, -18))
    expect((await loadTerrain()).layers).toHaveLength(2)
    await removeLayer('alps')
    expect((await loadTerrain()).layers.map(({ id }) => id)).toEqual(['fiji'])
  })
})

describe('readTerrainFile', () => {
  it('reads an .hgt with its digest and record', async () => {
    const bytes = new Uint8Array(1201 * 1201 * 2)
    bytes[1] = 7
    const { tile, fileSha256 } = await readTerrainFile(new File([bytes], 'N46E008.hgt'))
    expect(fileSha256).toMatch(/^[0-9a-f]{64}$/)
    const layer = terrainLayerOf(tile, { name: 'N46E008.hgt', fileSha256 }, { id: 'a', createdAt: now, now })
    expect(layer).toMatchObject({
      source: 'srtm-hgt',
      bounds: [8, 46, 9, 47],
      columns: 1201,
      minElevationM: 0,
      maxElevationM: 7,
      voids: 0,
    })
  })

  it('asks to unpack, and refuses a file that knows nothing', async () => {
    await expect(readTerrainFile(new File([], 'N46E008.hgt.zip'))).rejects.toMatchObject({ code: 'terrain.packed' })
    const empty = { ...wideTile(8, 46), elevationsM: new Int16Array(4000 * 600).fill(-32_768) }
    expect(() => terrainLayerOf(empty, { name: 'x.tif', fileSha256: '' }, { id: 'a', createdAt: now, now })).toThrow(
      expect.objectContaining({ code: 'terrain.empty' }),
    )
  })
})
