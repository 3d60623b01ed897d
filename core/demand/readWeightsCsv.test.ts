import fc from 'fast-check'
import { cellToLatLng, cellToParent, getPentagons, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { exactSum } from './exactSum'
import { readWeightsCsv } from './readWeightsCsv'

const read = (text: string, resolution = 8) => readWeightsCsv(text, { resolution, source: 'test.csv' })
const A = latLngToCell(50.06, 19.94, 8)
const B = latLngToCell(50.2, 19.94, 8)
const hex = (cells: BigUint64Array) => Array.from(cells, (cell) => cell.toString(16))

describe('weights of cells', () => {
  it('come sorted, summed and with their unit', async () => {
    const [first, second] = [A, B].sort()
    const reading = await read(`h3,population\n${second},2.5\n${first},1\n`)
    expect(hex(reading.cells)).toEqual([first, second])
    expect([...reading.weights]).toEqual([1, 2.5])
    expect(reading).toMatchObject({
      resolution: 8,
      total: 3.5,
      unit: 'people',
      rows: 2,
      problemCount: 0,
      duplicates: 0,
      notes: [],
    })
  })

  it('name what is wrong by line and column, and keep the rest', async () => {
    const rows = [
      `${A},1`,
      'zzz,1',
      `${B},-2`,
      `${B},NaN`,
      `${B},1e400`,
      `${B},`,
      `,4`,
      `${B},1,2`,
      `${B},"3`,
      ' ',
      `8928308280fffff0,1`,
    ]
    const reading = await read(`H3 Index,Weight\n${rows.join('\n')}\n`)
    expect(reading.problems.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '3 H3 Index',
      '4 Weight',
      '5 Weight',
      '6 Weight',
      '7 Weight',
      '8 H3 Index',
      '9 null',
      '10 null',
    ])
    for (const { message } of reading.problems) expect(message).toMatch(/\.$/)
    expect(reading).toMatchObject({ total: 1, rows: 9, problemCount: 8 })
  })

  it('add up rows of the same cell and say so', async () => {
    const reading = await read(`hex;value\n${A};0,1\n0x${A.toUpperCase()};0,2\n${BigInt(`0x${A}`)};1.000e2\n`)
    expect(hex(reading.cells)).toEqual([A])
    expect(reading.total).toBeCloseTo(100.3, 12)
    expect(reading).toMatchObject({ duplicates: 2, problemCount: 0 })
    expect(reading.notes.join()).toContain('2 rows name cells')
  })

  it('of several resolutions are added up at the coarsest, and say so', async () => {
    const parent = cellToParent(A, 6)
    const reading = await read(`cell,w\n${A},2\n${parent},3\n${cellToParent(B, 7)},4\n`)
    expect(reading.resolution).toBe(6)
    expect(reading.total).toBe(9)
    expect(reading.weights[hex(reading.cells).indexOf(parent)]).toBe(cellToParent(B, 6) === parent ? 9 : 5)
    expect(reading.notes.join()).toMatch(/resolutions 6, 7, 8.*parents at 6/)
  })

  it('may be pentagons', async () => {
    const pentagons = getPentagons(5)
    const reading = await read(`h3,weight\n${pentagons.map((cell) => `${cell},1`).join('\n')}`)
    expect(reading).toMatchObject({ total: 12, resolution: 5, problemCount: 0 })
  })

  it('are summed without loss in any order', async () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1e12, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
        const cells = rows.map(([at]) => latLngToCell(at, at * 3, 7))
        const reading = await read(`h3,weight\n${rows.map(([, weight], at) => `${cells[at]},${weight}`).join('\n')}`)
        expect(reading.problemCount).toBe(0)
        expect(hex(reading.cells)).toEqual([...new Set(cells)].sort())
        const total = exactSum(rows.map(([, weight]) => weight))
        expect(Math.abs(reading.total - total)).toBeLessThanOrEqual(total * 2 * Number.EPSILON)
      }),
      { numRuns: 60 },
    )
  })
})

describe('weights of points', () => {
  it('are binned at the resolution asked for', async () => {
    const text = 'Longitude;Latitude;Pop_2020\n19,94;50,06;3\n19,94;50,06;4\n'
    const reading = await read(text, 9)
    expect(hex(reading.cells)).toEqual([latLngToCell(50.06, 19.94, 9)])
    expect(reading).toMatchObject({ total: 7, unit: 'people', duplicates: 0, resolution: 9 })
  })

  it('may lie at the poles and on the antimeridian, and not beyond', async () => {
    const reading = await read('lat,lng,weight\n90,0,1\n-90,12,1\n0.5,180,1\n0.5,-180,1\n90.1,0,1\n0,180.5,1\nx,0,1\n,0,1\n', 3)
    expect(reading.total).toBe(4)
    expect(hex(reading.cells)).toContain(latLngToCell(0.5, 180, 3))
    expect(reading.problems.map(({ line, field }) => `${line} ${field}`)).toEqual(['6 lat', '7 lng', '8 lat', '9 lat'])
  })

  it('lie in the cell they came from', async () => {
    const point = fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(point, fc.integer({ min: 0, max: 12 }), async ([lat, lng], resolution) => {
        const reading = await read(`lat,lng,weight\n${lat},${lng},5\n`, resolution)
        expect(hex(reading.cells)).toEqual([latLngToCell(lat, lng, resolution)])
      }),
    )
  })

  it('prefer the cell where a table has both', async () => {
    const [lat, lng] = cellToLatLng(B)
    expect(hex((await read(`h3,lat,lng,weight\n${A},${lat},${lng},1\n`)).cells)).toEqual([A])
  })
})

it('a table without weights is refused in words', async () => {
  await expect(read('lat,lng\n1,2\n')).rejects.toMatchObject({ code: 'weights.missing-columns', line: 1 })
})

it('a large table reports its progress and stops when it is asked to', async () => {
  const text = `h3,weight\n${`${A},1\n`.repeat(9_000)}`
  const seen: number[] = []
  const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} }
  const reading = readWeightsCsv(text, {
    resolution: 8,
    source: '',
    signal,
    onProgress: (rows) => {
      seen.push(rows)
      if (rows >= 4_000) signal.aborted = true
    },
  })
  await expect(reading).rejects.toMatchObject({ code: 'import.cancelled' })
  expect(seen).toEqual([0, 2_000, 4_000])
})
