import 'fake-indexeddb/auto'
import { gzipSync } from 'node:zlib'
import { fromArrayBuffer, type GeotiffWriterMetadata, writeArrayBuffer } from 'geotiff'
import { latLngToCell } from 'h3-js'
import { PMTiles } from 'pmtiles'
import initSqlJs from 'sql.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { sqlJsReader } from '#core/demand/sqlJsReader'
import { recordOf } from '#core/records/recordState'
import { backupText, restoreText } from '../backups/testing/backupRig'
import { widened } from '../fleet/fleetBounds'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { hasBulk, readChunks, removeLayer } from './dataLayers'
import { type LayerChoices, NO_CHOICES } from './layerPreview'
import { importLayerFile, type LayerTask, readLayerFile } from './layerSession'
import { openMapPack } from './mapPacks'
import { readMeasurementLayer } from './measurements'
import { unpackPackPart } from './unpackPackPart'

const CELL = latLngToCell(50.06, 19.94, 8)
const FAR = latLngToCell(10, 10, 8)
const choices = (more: Partial<LayerChoices> = {}): LayerChoices => ({ ...NO_CHOICES, name: 'Layer', ...more })
const task = (signal = new AbortController().signal): LayerTask => ({
  signal,
  progress: () => {},
  openTiff: async (file) => fromArrayBuffer(await file.arrayBuffer()),
  async openSqlite(bytes) {
    const { Database } = await initSqlJs()
    return sqlJsReader(new Database(bytes))
  },
})
const csv = (text: string, name = 'people.csv') => new File([text], name)
const weightsCsv = () => csv(`h3,population\n${CELL},2.5\n${FAR},1\nnowhere,1\n`)

async function hotspotAt(lat: number, lng: number): Promise<void> {
  const at = '2026-11-21T12:00:00.000Z'
  const h3 = latLngToCell(lat, lng, 12)
  const rest = { network: 'other', owner: null, place: null, groups: [], importId: null, createdAt: at, updatedAt: at }
  await seedRecords(db, 'hotspots', [{ id: 'A1', name: 'A1', lat, lng, h3, ...rest }])
}

beforeEach(() => openEmpty(db))

describe('a table of weights', () => {
  test('is previewed with its figures and problems, and nothing is written', async () => {
    const { preview } = await readLayerFile(weightsCsv(), choices(), task())
    expect(preview).toMatchObject({
      kind: 'demand',
      what: 'Weights per H3 cell',
      rows: 3,
      problemCount: 1,
      problems: [{ line: 4, field: 'h3' }],
      demand: { cells: 2, total: 3.5, unit: 'people', resolution: 8, resolutionIsFree: false },
      hasFleet: false,
      usable: true,
    })
    expect(await db.dataLayers.count()).toBe(0)
  })

  test('becomes a layer with its bulk, and goes as a whole', async () => {
    const layer = await importLayerFile(weightsCsv(), choices({ name: ' People ', unit: 'heads' }), task())
    expect(layer).toMatchObject({ kind: 'demand', name: 'People', unit: 'heads', cellCount: 2, totalWeight: 3.5, resolution: 8 })
    expect(layer.fileSha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await db.dataLayers.toArray()).map(recordOf)).toEqual([layer])
    const cells = [CELL, FAR].sort().map((cell) => BigInt(`0x${cell}`))
    expect(await readChunks(layer.id)).toMatchObject([{ cells: BigUint64Array.from(cells) }])
    await removeLayer(layer.id)
    expect([await db.dataLayers.count(), await db.layerChunks.count()]).toEqual([0, 0])
  })

  test('is cut to the fleet when that is asked for', async () => {
    await hotspotAt(50, 20)
    const { preview } = await readLayerFile(weightsCsv(), choices({ area: 'fleet' }), task())
    expect(preview).toMatchObject({ hasFleet: true, demand: { cells: 1, total: 2.5 }, choices: { area: 'fleet' } })
    expect((await readLayerFile(weightsCsv(), choices(), task())).preview.demand?.cells).toBe(2)
  })

  test('that ends without a line end or hides characters says so, and its name is plain', async () => {
    const cut = csv(`h3,population\n${CELL},2.5\n${FAR},1`, 'peo\u202eple.csv')
    const { preview } = await readLayerFile(cut, choices(), task())
    expect(preview.notes).toEqual([expect.stringContaining('Line 3 is the last')])
    const layer = await importLayerFile(cut, choices({ name: 'Peo\u200bple' }), task())
    expect(layer).toMatchObject({ name: 'People', fileName: 'people.csv' })
  })

  test('may be packed, and may be points binned as asked for', async () => {
    const packed = new File([gzipSync('lat,lng,weight\n50,20,3\n')], 'points.csv.gz')
    const { preview } = await readLayerFile(packed, choices({ resolution: 6 }), task())
    expect(preview.demand).toMatchObject({ cells: 1, total: 3, resolution: 6, resolutionIsFree: true })
    const broken = new File([gzipSync('lat,lng,weight\n').subarray(0, 20)], 'points.csv.gz')
    await expect(readLayerFile(broken, choices(), task())).rejects.toMatchObject({ code: 'file.gzip-damaged' })
    // 100 kB of gzip that stand for 101 MB of zeros.
    const bomb = new File([gzipSync(new Uint8Array(101_000_000))], 'points.csv.gz')
    await expect(readLayerFile(bomb, choices(), task())).rejects.toMatchObject({ code: 'file.unpacks-too-large' })
  })

  test('without a usable row writes nothing, nor does one that is cancelled', async () => {
    const nothing = csv('h3,weight\nx,1\n')
    await expect(importLayerFile(nothing, choices(), task())).rejects.toMatchObject({ code: 'import.nothing-to-import' })
    await expect(importLayerFile(weightsCsv(), choices(), task(AbortSignal.abort()))).rejects.toMatchObject({
      code: 'import.cancelled',
    })
    expect([await db.dataLayers.count(), await db.layerChunks.count()]).toEqual([0, 0])
  })

  test('comes back with a backup, cells and all', async () => {
    const layer = await importLayerFile(weightsCsv(), choices(), task())
    const backup = await backupText(db)
    await removeLayer(layer.id)
    expect([await db.dataLayers.count(), await hasBulk(layer.id)]).toEqual([0, false])
    await restoreText(db, backup)
    expect([await db.dataLayers.count(), await hasBulk(layer.id)]).toEqual([1, true])
    expect((await importLayerFile(weightsCsv(), choices(), task())).id).not.toBe(layer.id)
  })
})

test('measurements, which no backup holds, come back into their layer when their file is imported again', async () => {
  const drive = () => csv('lat,lng,rssi,gateway\n50,20,-101,a\n', 'drive.csv')
  const layer = await importLayerFile(drive(), choices(), task())
  const backup = await backupText(db)
  await removeLayer(layer.id)
  await restoreText(db, backup)
  expect([await db.dataLayers.count(), await hasBulk(layer.id)]).toEqual([1, false])
  expect((await importLayerFile(drive(), choices({ name: 'Again' }), task())).id).toBe(layer.id)
  expect([await db.dataLayers.count(), await hasBulk(layer.id)]).toEqual([1, true])
  expect((await importLayerFile(drive(), choices(), task())).id).not.toBe(layer.id)
})

test('measurements become a layer, misses and all, and are read back', async () => {
  const file = csv('lat,lng,rssi,gateway\n50,20,-101,a\n50.1,20,,b\n50.2,20,-99,a\n50.2,20,7,a\n', 'drive.csv')
  const { preview } = await readLayerFile(file, choices(), task())
  expect(preview).toMatchObject({ kind: 'measurements', rows: 4, problemCount: 1, demand: null, usable: true })
  const layer = await importLayerFile(file, choices(), task())
  expect(layer).toMatchObject({ kind: 'measurements', samples: 3, misses: 1, hotspots: 2, bounds: [20, 50, 20, 50.2] })
  const back = await readMeasurementLayer(layer.id)
  expect(back.hotspots).toEqual(['a', 'b'])
  expect([...back.hotspot]).toEqual([0, 1, 0])
  expect([...back.rssiDbm]).toEqual([-101, Number.NaN, -99])
  expect([...back.lat]).toEqual([50, 50.1, 50.2])
  await expect(readMeasurementLayer('gone')).rejects.toMatchObject({ code: 'measurements.missing' })
})

test('a GeoPackage becomes a layer', async () => {
  const { Database } = await initSqlJs()
  const made = new Database()
  made.run('CREATE TABLE population (h3 TEXT, population REAL)')
  made.run(`INSERT INTO population VALUES ('${CELL}', 12.5), ('${FAR}', 1)`)
  const file = new File([made.export().slice()], 'kontur.gpkg')
  expect(await importLayerFile(file, choices(), task())).toMatchObject({ kind: 'demand', totalWeight: 13.5, unit: 'people' })
})

describe('a GeoTIFF', () => {
  const raster = (name: string, metadata: GeotiffWriterMetadata = {}) => {
    const placed = { ModelPixelScale: [0.01, 0.01, 0], ModelTiepoint: [0, 0, 0, 20, 50, 0], GTRasterTypeGeoKey: 1 }
    const values = Float32Array.of(1, 2, 3, 4)
    const system = { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326 }
    return new File([writeArrayBuffer(values, { width: 2, height: 2, ...placed, ...system, ...metadata })], name)
  }

  test('of counts is binned, with the fleet around it or not', async () => {
    const { preview } = await readLayerFile(raster('pop.tif'), choices(), task())
    expect(preview).toMatchObject({ kind: 'demand', kinds: ['demand', 'terrain'], rows: 4, demand: { total: 10, resolution: 7 } })
    await hotspotAt(-30, 20)
    expect((await readLayerFile(raster('pop.tif'), choices(), task())).preview.choices.area).toBe('whole')
    const far = readLayerFile(raster('pop.tif'), choices({ area: 'fleet' }), task())
    await expect(far).rejects.toMatchObject({ code: 'raster.outside' })
  })

  test('may be heights, by its name or because a person says so', async () => {
    expect((await readLayerFile(raster('Copernicus_DSM_10.tif'), choices(), task())).preview.kind).toBe('terrain')
    expect((await readLayerFile(raster('pop.tif'), choices({ use: 'terrain' }), task())).preview.kind).toBe('terrain')
  })

  test('in Mollweide is refused with the reason', async () => {
    const file = raster('GHS_POP.tif', { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 54_009 })
    await expect(readLayerFile(file, choices(), task())).rejects.toMatchObject({
      code: 'raster.projected',
      message: expect.stringContaining('Mollweide'),
    })
  })
})

describe('a map pack', () => {
  /** An archive of raster tiles whose only entry spans the pieces it is kept in. */
  function archive(tileBytes: number): Uint8Array<ArrayBuffer> {
    const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)])
    const directory = [1, 0, 1, ...varint(tileBytes), 1]
    const metadata = new TextEncoder().encode('{"attribution":"Test"}')
    const tilesAt = 127 + directory.length + metadata.length
    const bytes = new Uint8Array(tilesAt + tileBytes)
    const view = new DataView(bytes.buffer)
    bytes.set(new TextEncoder().encode('PMTiles'))
    bytes[7] = 3
    const places = [127, directory.length, 127 + directory.length, metadata.length, 0, 0, tilesAt, tileBytes, 1, 1, 1]
    for (const [at, value] of places.entries()) view.setBigUint64(8 + at * 8, BigInt(value), true)
    // Clustered, nothing packed, PNG tiles, zoom 0 only.
    bytes.set([1, 1, 1, 2, 0, 0], 96)
    bytes.set(directory, 127)
    bytes.set(metadata, 127 + directory.length)
    for (let at = 0; at < tileBytes; at++) bytes[tilesAt + at] = at % 251
    return bytes
  }

  test('is kept in pieces and read as the archive it was', async () => {
    const bytes = archive(5_000_000)
    const layer = await importLayerFile(new File([bytes], 'zug.pmtiles'), choices(), task())
    expect(layer).toMatchObject({ kind: 'map-pack', tileType: 'png', sizeBytes: bytes.length, attribution: 'Test', maxZoom: 0 })
    expect(await db.layerChunks.count()).toBe(2)
    const tile = await new PMTiles(openMapPack(layer.id), undefined, unpackPackPart).getZxy(0, 0, 0)
    const expected = Buffer.from(bytes.subarray(bytes.length - 5_000_000))
    expect(Buffer.from(tile?.data ?? new ArrayBuffer()).equals(expected)).toBe(true)
  })

  test('without its bytes says what to do', async () => {
    await expect(openMapPack('gone').getBytes(0, 10)).rejects.toMatchObject({ code: 'map-pack.missing' })
  })
})

test('room around the fleet wraps at the antimeridian and takes the whole turn at a pole', () => {
  const [west, south, east, north] = widened([179.9, 0, 179.9, 0], 50_000)
  expect([west, east].map((lng) => Number(lng.toFixed(2)))).toEqual([179.45, -179.65])
  expect([south, north].map((lat) => Number(lat.toFixed(2)))).toEqual([-0.45, 0.45])
  expect(widened([10, 89.9, 10, 89.9], 50_000)).toEqual([-180, expect.closeTo(89.45, 2), 180, 90])
})

test('a GeoPackage that would fill the memory is refused before it is read', async () => {
  const head = new Blob(['SQLite format 3\0'])
  const slice = (from?: number, to?: number) => head.slice(from, to)
  const huge = { name: 'world.gpkg', size: 6_000_000_000, slice, arrayBuffer: () => Promise.reject(new Error('read')) }
  await expect(readLayerFile(huge as unknown as File, choices(), task())).rejects.toMatchObject({ code: 'file.too-large' })
})
