import fc from 'fast-check'
import { fromArrayBuffer, type GeotiffWriterMetadata, writeArrayBuffer } from 'geotiff'
import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { exactSum } from './exactSum'
import { readRasterFacts } from './rasterFacts'
import { readRasterWeights } from './readRasterWeights'

interface MadeRaster {
  width: number
  height: number
  west: number
  north: number
  step: number
  values: Float32Array | Int16Array
  metadata?: GeotiffWriterMetadata
}

async function open({ width, height, west, north, step, values, metadata }: MadeRaster) {
  const bytes = writeArrayBuffer(values, {
    width,
    height,
    ModelPixelScale: [step, step, 0],
    ModelTiepoint: [0, 0, 0, west, north, 0],
    GTModelTypeGeoKey: 2,
    GeographicTypeGeoKey: 4326,
    GTRasterTypeGeoKey: 1,
    ...metadata,
  })
  return fromArrayBuffer(bytes)
}
const made = (values: number[], more: Partial<MadeRaster> = {}): MadeRaster => ({
  width: 4,
  height: values.length / 4,
  west: 19.9,
  north: 50.1,
  step: 0.01,
  values: Float32Array.from(values),
  ...more,
})
async function read(raster: MadeRaster, options: { resolution?: number; bounds?: [number, number, number, number] } = {}) {
  const tiff = await open(raster)
  const facts = await readRasterFacts(tiff, 'pop.tif')
  return readRasterWeights(tiff, { facts, resolution: 8, bounds: null, source: 'pop.tif', unit: 'people', ...options })
}

describe('a raster of counts', () => {
  it('says where it lies and which cells fit it', async () => {
    const facts = await readRasterFacts(await open(made([1, 2, 3, 4, 5, 6, 7, 8])), 'x.tif')
    expect(facts).toMatchObject({ width: 4, height: 2, sampleFormat: 'float', bitsPerSample: 32, suggestedResolution: 7 })
    expect(facts.bounds.map((degrees) => Number(degrees.toFixed(6)))).toEqual([19.9, 50.08, 19.94, 50.1])
    expect(facts.firstLng).toBeCloseTo(19.905, 9)
    expect(facts.firstLat).toBeCloseTo(50.095, 9)
  })

  it('gives each pixel to the cell its middle lies in', async () => {
    const reading = await read(made([1, 2, 3, 4]))
    const expected = new Map<string, number>()
    for (const [x, value] of [1, 2, 3, 4].entries()) {
      const cell = latLngToCell(50.095, 19.905 + x * 0.01, 8)
      expected.set(cell, (expected.get(cell) ?? 0) + value)
    }
    expect(new Map(Array.from(reading.cells, (cell, at) => [cell.toString(16), reading.weights[at] ?? 0]))).toEqual(expected)
    expect(reading).toMatchObject({ total: 10, rows: 4, problemCount: 0 })
  })

  it('leaves out what holds no value, and names negative counts', async () => {
    const nothing = Math.fround(-99_999.9)
    const metadata = { GDAL_NODATA: '-99999.9' }
    const reading = await read(made([nothing, Number.NaN, 3, -4], { metadata }))
    expect(reading).toMatchObject({ total: 3, rows: 2, problemCount: 1 })
    expect(reading.problems[0]?.message).toContain('1 pixels hold a negative count')
  })

  it('keeps the total whatever the counts and the resolution', async () => {
    const counts = fc.array(fc.float({ min: 0, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 64 })
    const place = fc.record({
      west: fc.double({ min: -200, max: 200, noNaN: true }),
      north: fc.double({ min: -60, max: 89, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(counts, place, fc.integer({ min: 3, max: 10 }), async (list, { west, north }, resolution) => {
        const values = list.slice(0, list.length - (list.length % 4))
        const reading = await read(made(values, { west, north, step: 0.05 }), { resolution })
        const total = exactSum(Float32Array.from(values))
        expect(Math.abs(reading.total - total)).toBeLessThanOrEqual(total * Number.EPSILON)
        expect(reading.rows).toBe(values.length)
      }),
      { numRuns: 40 },
    )
  })

  it('is cut to bounds by the middle of its pixels, across the antimeridian too', async () => {
    const values = Array.from({ length: 16 }, (_, at) => at + 1)
    const inside = await read(made(values), { bounds: [19.91, 50.07, 19.93, 50.09] })
    expect(inside.total).toBe(6 + 7 + 10 + 11)
    const seam = made([1, 2, 4, 8], { west: 179.98, north: 0.01 })
    expect((await read(seam, { bounds: [179.99, 0, -179.99, 1] })).total).toBe(2 + 4)
    const everywhere = made([1, 2, 4, 8], { west: -180, north: 0.01, step: 90 })
    expect((await read(everywhere, { bounds: [100, -60, -100, 1], resolution: 2 })).total).toBe(8 + 1)
    await expect(read(made(values), { bounds: [0, 0, 1, 1] })).rejects.toMatchObject({ code: 'raster.outside' })
  })

  it('says when its pixels are larger than the cells', async () => {
    expect((await read(made([1, 2, 3, 4]), { resolution: 10 })).notes.join()).toContain('Resolution 7 fits')
    expect((await read(made([1, 2, 3, 4]), { resolution: 6 })).notes).toEqual([])
  })

  it('is read piece by piece with progress, and stops when it is asked to', async () => {
    const signal = { aborted: true, addEventListener: () => {}, removeEventListener: () => {} }
    const tiff = await open(made([1, 2, 3, 4]))
    const facts = await readRasterFacts(tiff, 'a.tif')
    const options = { facts, resolution: 8, bounds: null, source: '', unit: 'people' }
    await expect(readRasterWeights(tiff, { ...options, signal })).rejects.toMatchObject({ code: 'import.cancelled' })
    const seen: number[] = []
    await readRasterWeights(tiff, { ...options, onProgress: (rows) => void seen.push(rows) })
    expect(seen).toEqual([0, 1])
  })
})

describe('rasters that are refused', () => {
  const factsWith = async (metadata: GeotiffWriterMetadata) =>
    readRasterFacts(await open(made([1, 2, 3, 4], { metadata })), 'GHS_POP.tif')

  it('are projected: Mollweide by name and code, others by their code', async () => {
    const mollweide = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 54_009, GeographicTypeGeoKey: 4326 }
    await expect(factsWith(mollweide)).rejects.toMatchObject({
      code: 'raster.projected',
      message: expect.stringMatching(/Mollweide \(ESRI:54009\).*EPSG:4326/),
    })
    await expect(factsWith({ ...mollweide, ProjectedCSTypeGeoKey: 32_767, GTCitationGeoKey: 'World_Mollweide' })).rejects.toThrow(
      /Mollweide/,
    )
    await expect(factsWith({ ...mollweide, ProjectedCSTypeGeoKey: 3_857 })).rejects.toThrow(/EPSG:3857/)
  })

  it('are on another datum', async () => {
    await expect(factsWith({ GeographicTypeGeoKey: 4_284 })).rejects.toMatchObject({ code: 'raster.other-datum' })
  })

  it('are packed in a way whose size nobody bounds', async () => {
    const packed = (Compression: number) => expect(factsWith({ Compression } as GeotiffWriterMetadata)).rejects
    await packed(50_000).toMatchObject({ code: 'raster.packing', message: expect.stringMatching(/Zstandard.*COMPRESS=DEFLATE/) })
    await packed(34_887).toThrow(/LERC/)
    await packed(7).toThrow(/JPEG/)
    await packed(61_000).toThrow(/packing 61000/)
  })

  it('are cut off', async () => {
    const bytes = writeArrayBuffer(new Float32Array(10_000), { width: 100, height: 100, GeographicTypeGeoKey: 4326 })
    const opened = fromArrayBuffer(bytes.slice(0, 2_000)).then((tiff) => readRasterFacts(tiff, 'pop.tif'))
    await expect(opened).rejects.toThrow()
  })
})

it('elevations and counts are told apart by name, then by values', async () => {
  const guess = async (name: string, values: number[]) => (await readRasterFacts(await open(made(values)), name)).looksLike
  expect(await guess('Copernicus_DSM_COG_10_N50_00_E019_00_DEM.tif', [0, 0, 0, 0])).toBe('terrain')
  expect(await guess('pol_ppp_2020.tif', [300, 300, 300, 300])).toBe('population')
  expect(await guess('a.tif', [0, 1.5, 0, 12])).toBe('population')
  expect(await guess('a.tif', [212, 230, 228, 240])).toBe('terrain')
  expect(await guess('a.tif', [0, -3, 2, 8])).toBe('terrain')
})
