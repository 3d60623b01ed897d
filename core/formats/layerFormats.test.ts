import { writeArrayBuffer } from 'geotiff'
import { latLngToCell } from 'h3-js'
import initSqlJs from 'sql.js'
import { describe, expect, it } from 'vitest'
import { sqlJsReader } from '../demand/sqlJsReader'
import { recogniseBinary } from '../files/recogniseBinary'
import { inspectFile } from './inspectFile'

const CELL = latLngToCell(50.06, 19.94, 8)
const OTHER = latLngToCell(50.2, 19.94, 8)
const inspectText = (text: string) => inspectFile({ fileName: 'a.csv', bytes: new TextEncoder().encode(text) })

describe('tables about places', () => {
  it.each([
    ['weights by cell', `h3,weight\n${CELL},1\n${OTHER},2\n`, 'weights-csv', 2],
    ['an export of Kontur as a table', `fid,h3,population\n1,${CELL},3\n`, 'weights-csv', 1],
    ['weights by point', 'lat,lng,weight\n50,20,1\n', 'weights-csv', 1],
    ['WorldPop as points', 'X,Y,Z\n20,50,1.25\n', 'weights-csv', 1],
    ['candidates by position', 'name,lat,lng,cost\nTower,50,20,800\n', 'candidates-csv', 1],
    ['candidates by cell', `h3,cost\n${CELL},800\n`, 'candidates-csv', 1],
    ['measurements', 'time,lat,lng,rssi,gateway\n1,50,20,-101,a\n2,50,20,-99,a\n', 'measurements-csv', 2],
    ['a fleet whose rows have keys', 'id,lat,lng,population\nA1,50,20,7\n', 'generic-hotspots-csv', 1],
    ['a fleet by name', 'name,lat,lng\nTower,50,20\n', 'generic-hotspots-csv', 1],
  ])('%s', async (_, text, format, rows) => {
    expect(await inspectText(text)).toEqual({ format, rows, recognised: true, withoutLocation: 0, problems: [] })
  })

  it('have their problems by line, and repeated cells are told of', async () => {
    const weights = await inspectText(`h3,weight\n${CELL},1\n${CELL},2\nx,1\n${OTHER},-1\n`)
    expect(weights.problems.map(({ line }) => line)).toEqual([4, 5, null])
    const candidates = await inspectText('name,lat,lng,cost\nA,50,20,-1\n')
    expect(candidates.problems).toEqual([{ line: 2, field: 'cost', message: expect.stringContaining('negative') }])
  })

  it('are no tables about places without a position or a weight', async () => {
    expect(await inspectText('town,population\nA,3\n')).toMatchObject({ format: 'csv', recognised: false })
    expect(await inspectText('lat,lng\n1,2\n')).toMatchObject({ format: 'csv', recognised: false })
  })
})

describe('binary layers', () => {
  const raster = (metadata: object) =>
    new Uint8Array(
      writeArrayBuffer(Float32Array.of(1, 2, 3, 4), {
        width: 2,
        height: 2,
        ModelPixelScale: [0.01, 0.01, 0],
        ModelTiepoint: [0, 0, 0, 20, 50, 0],
        GTModelTypeGeoKey: 2,
        GeographicTypeGeoKey: 4326,
        GTRasterTypeGeoKey: 1,
        ...metadata,
      }),
    )

  it('GeoTIFFs of people and of elevations are told apart', async () => {
    const people = await inspectFile({ fileName: 'pol_ppp.tif', bytes: raster({}) })
    expect(people).toEqual({ format: 'population-geotiff', rows: 4, recognised: true, withoutLocation: 0, problems: [] })
    const terrain = await inspectFile({ fileName: 'Copernicus_DSM_COG_10_N49_00_E020_00_DEM.tif', bytes: raster({}) })
    expect(terrain).toMatchObject({ format: 'terrain-geotiff', rows: 4, problems: [] })
  })

  it('a Mollweide raster and a broken one have their reason', async () => {
    const mollweide = raster({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 54_009 })
    const result = await inspectFile({ fileName: 'GHS_POP.tif', bytes: mollweide })
    expect(result.problems[0]?.message).toMatch(/Mollweide .*EPSG:4326/)
    const broken = await inspectFile({ fileName: 'a.tif', bytes: raster({}).slice(0, 12) })
    expect(broken).toMatchObject({ format: 'geotiff', problems: [{ message: expect.stringContaining('cut off') }] })
  })

  it('a GeoPackage is looked into where SQLite is at hand', async () => {
    const { Database } = await initSqlJs()
    const made = new Database()
    made.run('CREATE TABLE population (h3 TEXT, population REAL)')
    made.run(`INSERT INTO population VALUES ('${CELL}', 12.5)`)
    const bytes = made.export()
    const openSqlite = async (content: Uint8Array) => sqlJsReader(new Database(content))
    const result = await inspectFile({ fileName: 'kontur.gpkg', bytes, openSqlite })
    expect(result).toEqual({ format: 'weights-gpkg', rows: 1, recognised: true, withoutLocation: 0, problems: [] })
  })

  it('an SRTM tile counts its voids', async () => {
    const bytes = new Uint8Array(1_201 * 1_201 * 2)
    new DataView(bytes.buffer).setInt16(0, -32_768)
    const result = await inspectFile({ fileName: 'N47E008.hgt', bytes })
    expect(result).toMatchObject({ format: 'terrain-hgt', rows: 1_442_401, recognised: true })
    expect(result.problems).toEqual([{ line: null, field: null, message: expect.stringContaining('1 of 1,442,401 samples') }])
    expect((await inspectFile({ fileName: 'N47E008.hgt', bytes: bytes.subarray(4) })).problems).toHaveLength(1)
  })

  it('a map pack is read by its header', async () => {
    const bytes = new Uint8Array(127)
    bytes.set(new TextEncoder().encode('PMTiles'))
    bytes.set([3], 7)
    const view = new DataView(bytes.buffer)
    view.setBigUint64(72, 55n, true)
    bytes.set([1, 1, 1, 0, 14], 97 + 0)
    expect(await inspectFile({ fileName: 'zug.pmtiles', bytes })).toMatchObject({ format: 'pmtiles', rows: 55, problems: [] })
    view.setBigUint64(56, 4_000n, true)
    view.setBigUint64(64, 9_000n, true)
    const cut = await inspectFile({ fileName: 'zug.pmtiles', bytes })
    expect(cut.problems[0]?.message).toContain('cut off')
    bytes.set([2], 7)
    expect((await inspectFile({ fileName: 'zug.pmtiles', bytes })).problems[0]?.message).toContain('version 2')
  })
})

it('binary files are known by their first bytes, SRTM by name and size', () => {
  const srtm = 1_201 * 1_201 * 2
  expect(recogniseBinary('x', Uint8Array.of(0x4d, 0x4d, 0, 0x2a), 4)).toBe('geotiff')
  expect(recogniseBinary('x', Uint8Array.of(0x1f, 0x8b, 8), 3)).toBe('gzip')
  expect(recogniseBinary('N47E008.SRTMGL3', new Uint8Array(16), srtm)).toBe('hgt')
  expect(recogniseBinary('N47E008.csv', new Uint8Array(16), srtm)).toBeNull()
  expect(recogniseBinary('heights.bin', new Uint8Array(16), srtm)).toBeNull()
  expect(recogniseBinary('a.hgt', new Uint8Array(), 0)).toBeNull()
})
