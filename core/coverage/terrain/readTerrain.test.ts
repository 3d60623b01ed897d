import { writeArrayBuffer } from 'geotiff'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../model/problem'
import { readHgt } from './readHgt'
import { readTerrainGeoTiff } from './readTerrainGeoTiff'
import { summariseTile, tileSample } from './terrainTile'

/** An SRTM file of 3 arc seconds whose samples are a function of row and column. */
function hgtBytes(elevation: (row: number, column: number) => number): Uint8Array {
  const view = new DataView(new ArrayBuffer(1201 * 1201 * 2))
  for (let row = 0; row < 1201; row++) {
    for (let column = 0; column < 1201; column++) view.setInt16((row * 1201 + column) * 2, elevation(row, column), false)
  }
  return new Uint8Array(view.buffer)
}

/** Fresh every time: the writer takes fields out of what it is given. */
const metadata = () => ({
  width: 4,
  height: 3,
  ModelPixelScale: [0.25, 0.5, 0],
  ModelTiepoint: [0, 0, 0, 8, 47, 0],
  GTModelTypeGeoKey: 2,
  GTRasterTypeGeoKey: 1,
  GeographicTypeGeoKey: 4326,
})
const ramp = Float32Array.from({ length: 12 }, (_, index) => index * 10)

async function thrown(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (problem) {
    if (problem instanceof Problem) return problem
  }
  throw new Error('no problem was thrown')
}

describe('readHgt', () => {
  it('takes the corner from the name and the resolution from the size', () => {
    const tile = readHgt(
      'S34W071.hgt',
      hgtBytes((row, column) => row * 2 - column),
    )
    expect(tile).toMatchObject({ south: -34, north: -33, west: -71, east: -70, columns: 1201, rows: 1201 })
    expect(tileSample(tile, 0, 1200)).toBe(2400)
    expect(tileSample(tile, 1200, 0)).toBe(-1200)
  })

  it('knows voids and impossible heights apart from elevations', () => {
    const tile = readHgt(
      'n47e008.SRTMGL3.hgt',
      hgtBytes((row, column) => (row === 0 ? (column === 0 ? -32_768 : 12_345) : 500)),
    )
    expect(summariseTile(tile)).toEqual({ minElevationM: 500, maxElevationM: 500, voids: 1201 })
  })

  it.each([
    ['terrain.hgt', 'terrain.hgt-name'],
    ['N95E008.hgt', 'terrain.hgt-name'],
    ['N47E190.hgt', 'terrain.hgt-name'],
    ['N47E008.hgt', 'terrain.hgt-size'],
  ])('says what it expects of %s', (name, code) => {
    expect(() => readHgt(name, new Uint8Array(100))).toThrow(expect.objectContaining({ code, field: name }))
  })
})

describe('readTerrainGeoTiff', () => {
  it('places pixels that are areas by their middle', async () => {
    const tile = await readTerrainGeoTiff(writeArrayBuffer(ramp, metadata()))
    expect(tile).toMatchObject({ west: 8.125, north: 46.75, east: 8.875, south: 45.75, columns: 4, rows: 3 })
    expect([...tile.elevationsM]).toEqual([...ramp])
  })

  it('places pixels that are points where they are', async () => {
    const tile = await readTerrainGeoTiff(writeArrayBuffer(ramp, { ...metadata(), GTRasterTypeGeoKey: 2 }))
    expect(tile).toMatchObject({ west: 8, north: 47, east: 8.75, south: 46 })
  })

  it('keeps integers and makes the nodata value a void', async () => {
    // The writer cannot write 16-bit integers: it gets their bytes, big-endian as its header says, and what they are.
    const view = new DataView(new ArrayBuffer(24))
    for (let index = 0; index < 12; index++) view.setInt16(index * 2, index === 0 ? -9999 : index, false)
    const integers = { BitsPerSample: [16], SampleFormat: [2], SamplesPerPixel: [1], StripByteCounts: [24] }
    const bytes = new Uint8Array(view.buffer)
    const tile = await readTerrainGeoTiff(writeArrayBuffer(bytes, { ...metadata(), ...integers, GDAL_NODATA: '-9999\u0000' }))
    expect(tile.elevationsM).toBeInstanceOf(Int16Array)
    expect(summariseTile(tile)).toEqual({ minElevationM: 1, maxElevationM: 11, voids: 1 })
  })

  it('takes what is no height on earth for a void', async () => {
    const tile = await readTerrainGeoTiff(
      writeArrayBuffer(
        Float32Array.from(ramp, (v) => (v === 50 ? -3.4e38 : v)),
        metadata(),
      ),
    )
    expect(summariseTile(tile)).toEqual({ minElevationM: 0, maxElevationM: 110, voids: 1 })
  })

  it('refuses a projected grid with the reason and the remedy', async () => {
    const { GeographicTypeGeoKey: _, ...rest } = metadata()
    const projected = { ...rest, GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32632, PCSCitationGeoKey: 'WGS 84 / UTM zone 32N' }
    const problem = await thrown(readTerrainGeoTiff(writeArrayBuffer(ramp, projected)))
    expect(problem.code).toBe('terrain.geotiff-projected')
    expect(problem.message).toContain('UTM zone 32N')
    expect(problem.message).toContain('gdalwarp')
  })

  it('refuses another system and what is no GeoTIFF', async () => {
    const other = await thrown(readTerrainGeoTiff(writeArrayBuffer(ramp, { ...metadata(), GeographicTypeGeoKey: 4314 })))
    expect(other.code).toBe('terrain.geotiff-system')
    expect((await thrown(readTerrainGeoTiff(new ArrayBuffer(64)))).code).toBe('terrain.geotiff-unreadable')
  })
})
