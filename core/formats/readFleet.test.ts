import fc from 'fast-check'
import { cellToLatLng, cellToParent, greatCircleDistance, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../../fixtures/readFixture'
import { hotspotSchema } from '../model/records'
import { readFleet } from './readFleet'
import type { FleetOptions } from './readOpenedFleet'

const data = (name: string) => readFixture(`data/${name}`)
const readData = (name: string) => readFleet({ fileName: name, bytes: data(name) })
const readCase = (name: string) => readFleet({ fileName: name, bytes: readFixture(`cases/files/${name}`) })
const readText = (text: string, more: FleetOptions = {}) =>
  readFleet({ fileName: 'fleet.csv', bytes: new TextEncoder().encode(text), ...more })
const rowSchema = hotspotSchema.omit({ importId: true, createdAt: true, updatedAt: true }).strict()
const zurichCell = latLngToCell(47.37, 8.54, 12)

describe('readFleet on real fleets', () => {
  it('reads the Helium explorer hotspots', async () => {
    const { hotspots, problems, duplicates, withoutLocation, rows } = await readData('helium_explorer_hotspots_2020-10-26.csv')
    expect({ rows, read: hotspots.length, withoutLocation }).toEqual({ rows: 3640, read: 3640, withoutLocation: 82 })
    expect(problems).toEqual([])
    expect(duplicates).toEqual([])
    expect(new Set(hotspots.map((hotspot) => hotspot.owner)).size).toBe(1887)
    expect(hotspots[0]).toEqual({
      id: 'helium:11LCQYHjBAL9guKeRpoKBdkM6UQPWJ8Ar4guAnjqGQZwh8h6kCM',
      name: 'Shaggy Juniper Spider',
      network: 'helium',
      owner: '14gyS4Xjqwu2NyUwC3qP6H5b119vPABCyQscqjHnfYaDxjpNWuj',
      lat: 26.034639922064027,
      lng: -80.35043362750105,
      h3: '8c44a1a8a6b61ff',
      place: 'Davie, FL, US',
      groups: [],
    })
    for (const hotspot of hotspots) expect(rowSchema.parse(hotspot)).toEqual(hotspot)
    const unlocated = hotspots.filter((hotspot) => hotspot.h3 === null)
    expect(unlocated).toHaveLength(82)
    expect(unlocated.every(({ lat, lng, place }) => lat === null && lng === null && place === null)).toBe(true)
  })

  it('reads the same gateways from CSV and GeoJSON', async () => {
    const csv = await readData('ttn_gateways.csv')
    const geojson = await readData('ttn_gateways.geojson')
    expect(csv.hotspots).toHaveLength(134)
    expect(geojson.hotspots).toEqual(csv.hotspots)
    expect(csv.hotspots[1]).toMatchObject({
      id: 'ttn:becompany-zh-gw',
      name: 'becompany-zh-gw',
      network: 'ttn',
      owner: null,
      lat: 47.3898,
    })
    for (const hotspot of csv.hotspots) expect(rowSchema.parse(hotspot)).toEqual(hotspot)
  })

  it('reads a known format by another mapping when the person gives one', async () => {
    const mapping = { id: 'name', h3: 'location' }
    const bytes = data('helium_explorer_hotspots_2020-10-26.csv')
    const { format, hotspots, duplicates } = await readFleet({ fileName: 'x', bytes, mapping, network: 'lora' })
    expect(format).toBe('generic-hotspots-csv')
    expect(duplicates).toHaveLength(1)
    expect(hotspots).toHaveLength(3639)
    expect(hotspots[0]).toMatchObject({ id: 'lora:Shaggy Juniper Spider', network: 'lora', h3: '8c44a1a8a6b61ff' })
  })

  it('does not take rewards for a fleet', async () => {
    await expect(readData('weatherxm_beta_rewards_table.csv')).rejects.toMatchObject({ code: 'import.not-a-fleet' })
    await expect(readData('ttn_measurements.preview.csv')).rejects.toMatchObject({ code: 'import.mapping-needed' })
  })
})

describe('readFleet on any table', () => {
  it('computes the cell from degrees and degrees from the cell', async () => {
    const { hotspots } = await readText(`id,lat,lng,h3\na,47.37,8.54,\nb,,,${zurichCell.toUpperCase()}\nc,NA,NA,NA\n`)
    const [lat, lng] = cellToLatLng(zurichCell)
    expect(hotspots).toMatchObject([
      { id: 'other:a', lat: 47.37, lng: 8.54, h3: zurichCell },
      { id: 'other:b', lat, lng, h3: zurichCell },
      { id: 'other:c', lat: null, lng: null, h3: null },
    ])
  })

  it.each([
    ['semicolons and decimal commas', 'Gateway ID;Latitude;Longitude;Tags\ng1;47,37;8,54;"north;roof"\n'],
    ['the delimiter that Excel declares', 'sep=;\neui;lat;lon;group,s;groups\ng1;47.37;8.54;;north|roof\n'],
    ['tabs', 'eui\tlat\tlon\tgroup\ng1\t47.37\t8.54\tnorth|roof\n'],
    ['a byte order mark and CRLF', '\ufeffid,lat,long,groups\r\ng1,47.37,8.54,"north, roof"\r\n'],
  ])('reads %s', async (_, text) => {
    const { hotspots, problems } = await readText(text)
    expect(problems).toEqual([])
    expect(hotspots).toMatchObject([{ id: 'other:g1', lat: 47.37, lng: 8.54, h3: zurichCell, groups: ['north', 'roof'] }])
  })

  it('gives every row back as it was written, with its true line', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.replace(/[\r\0]/g, '\n').trim())
    const row = fc.record({
      name: text,
      owner: text.map((value) => `o${value}`),
      lat: fc.double({ min: -89, max: 89, noNaN: true }).map((value) => Number(value.toFixed(6)) || 1),
      lng: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => Number(value.toFixed(6)) || 1),
      broken: fc.boolean(),
    })
    const newline = fc.constantFrom('\n', '\r\n')
    const delimiter = fc.constantFrom(',', ';', '\t', '|')
    const quote = (value: string) => `"${value.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), newline, delimiter, async (rows, end, comma) => {
        let file = ['key', 'name', 'owner', 'lat', 'lng'].join(comma) + end
        const brokenLines: number[] = []
        for (const [index, { name, owner, lat, lng, broken }] of rows.entries()) {
          if (broken) brokenLines.push(file.split('\n').length)
          file += [`k${index}`, quote(name), quote(owner), broken ? 'north' : lat, lng].join(comma) + end
        }
        const { hotspots, problems } = await readText(file)
        const whole = rows.map((entry, index) => ({ ...entry, id: `k${index}` })).filter((entry) => !entry.broken)
        expect(hotspots).toEqual(
          whole.map(({ id, name, owner, lat, lng }) => ({
            ...{ id: `other:${id}`, name: name || id, network: 'other', owner, lat, lng },
            ...{ h3: latLngToCell(lat, lng, 12), place: null, groups: [] },
          })),
        )
        expect(problems.map(({ line, field }) => ({ line, field }))).toEqual(brokenLines.map((line) => ({ line, field: 'lat' })))
      }),
      { numRuns: 200 },
    )
  })
})

describe('readFleet on bad rows', () => {
  const coarse = cellToParent(zurichCell, 8)
  it.each([
    ['too few cells', 'a,b,1,2\nx,y,47,8,', 2, null, 'has 4 cells under 5 columns: add'],
    ['too few cells at the end', 'x,y,47,8,\na,b', 3, null, 'cut off'],
    ['too many cells', 'a,b,47,8,,,', 2, null, 'has 7 cells'],
    ['an open quote', 'x,y,47,8,\n"a,b,47,8,\nz,z,47,8,', 3, null, 'opened on line 3 is never closed'],
    ['no key', ' ,b,47,8,', 2, 'id', 'needs its own key'],
    ['a word for a latitude', 'a,b,north,8,', 2, 'lat', '"north" is not a number'],
    ['a latitude alone', 'a,b,47,,', 2, 'lng', 'give both or neither'],
    ['a latitude off the globe', 'a,b,200,8,', 2, 'lat', 'outside -90 to 90'],
    ['a longitude off the globe', 'a,b,47,181,', 2, 'lng', 'outside -180 to 180'],
    ['swapped degrees', 'a,b,-122.4,37.7,', 2, 'lat', 'look swapped'],
    ['swapped degrees beside their cell', `a,b,8.54,47.37,${zurichCell}`, 2, 'h3', 'look swapped'],
    ['the null island', 'a,b,0,0.0,', 2, 'lat', 'leave both empty'],
    ['an unknown cell', 'a,b,,,8c1f8d7ffffffff', 2, 'h3', 'is not an H3 cell'],
    ['a cell that is a word', 'a,b,,,Zurich', 2, 'h3', 'is not an H3 cell'],
    ['a coarse cell', `a,b,,,${coarse}`, 2, 'h3', 'resolution 8'],
    ['a cell elsewhere', `a,b,46.95,7.45,${zurichCell}`, 2, 'h3', 'km from'],
    ['a key that came before', 'a,b,47,8,\n"c\nd",e,47,8,\na,f,47,8,', 5, 'id', 'already on line 2'],
    ['a key that a spreadsheet rounded', '2.19E+26,b,47,8,', 2, 'id', 'with that column as text'],
  ])('names %s', async (_, rows, line, field, message) => {
    const reading = await readText(`id,name,lat,lng,h3\n${rows}\n`)
    expect(reading.problems.at(-1)).toEqual({ line, field, message: expect.stringContaining(message) })
    expect(reading.hotspots.length + reading.problems.length).toBe(reading.rows)
  })

  it('accepts degrees that were blurred within a kilometre of the cell', async () => {
    const [lat, lng] = cellToLatLng(zurichCell)
    const { hotspots, problems } = await readText(`id,lat,lng,h3\na,${lat + 0.005},${lng},${zurichCell}\n`)
    expect(problems).toEqual([])
    expect(greatCircleDistance([hotspots[0]?.lat ?? 0, lng], [lat, lng], 'm')).toBeGreaterThan(500)
  })

  it('names every missing column of a known format', async () => {
    const text = 'address,name,long_city,short_state,score\na,b,c,d,1\n'
    const reading = await readText(text)
    expect(reading).toMatchObject({ format: 'helium-explorer-hotspots-csv', rows: 1, hotspots: [] })
    expect(reading.problems).toEqual([
      {
        line: 1,
        field: 'owner, lat, lng, location',
        message: expect.stringContaining('"owner", "lat", "lng", "location" are missing'),
      },
    ])
  })

  it('names a mapped column that is missing or there twice, and a table without rows', async () => {
    const first = async (text: string, more?: FleetOptions) => (await readText(text, more)).problems[0]
    expect(await first('id,lat,lng\n1,2,3\n', { mapping: { id: 'id', h3: 'hex' } })).toMatchObject({ field: 'hex', line: 1 })
    expect(await first('id,lat,lng,lat\n1,2,3,4\n')).toMatchObject({
      field: 'lat',
      message: expect.stringContaining('more than once'),
    })
    expect(await first('\nid,lat,lng\n')).toMatchObject({ line: 2, message: expect.stringContaining('no rows') })
  })

  it('names features that are no gateways by their lines', async () => {
    const feature = (id: string, geometry: unknown) => JSON.stringify({ type: 'Feature', properties: { eui_id: id }, geometry })
    const point = (coordinates: unknown) => ({ type: 'Point', coordinates })
    const features = [
      feature('a', point([8.5, 47.3])),
      feature('b', {
        type: 'LineString',
        coordinates: [
          [8, 47],
          [9, 48],
        ],
      }),
      feature('c', null),
      feature('a', point([8.5, 47.3])),
      feature('d', point(['8', 47])),
      feature('e', point([8, 95, 400])),
      '"[no feature, {"',
      feature('f', point([8, 47, 400])),
    ]
    const text = `{"type": "FeatureCollection", "features": [\n${features.join(',\n').replaceAll('"[no feature, {"', '"[no feature, {\\""')}\n]}`
    const { hotspots, problems, rows, withoutLocation } = await readText(text)
    expect({ rows, withoutLocation, ids: hotspots.map((hotspot) => hotspot.id) }).toEqual({
      rows: 8,
      withoutLocation: 1,
      ids: ['ttn:a', 'ttn:c', 'ttn:f'],
    })
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'geometry'],
      [5, 'eui_id'],
      [6, 'coordinates'],
      [7, 'coordinates[1]'],
      [8, 'type'],
    ])
  })
})

describe('readFleet and the keys of devices', () => {
  it('takes one gateway in four spellings for one hotspot, and names the others by their lines', async () => {
    const { hotspots, problems, duplicates } = await readCase('25-fleet-case-eui.csv')
    expect(hotspots.map(({ id }) => id)).toEqual(['other:A84041FFFF1E0001'])
    expect(duplicates.map(({ key, line, firstLine }) => [key, line, firstLine])).toEqual([
      ['a84041ffff1e0001', 3, 2],
      ['eui-a84041ffff1e0001', 4, 2],
      ['A8:40:41:FF:FF:1E:00:01', 5, 2],
    ])
    expect(problems[1]?.message).toContain('"eui-a84041ffff1e0001" is the same device as "A84041FFFF1E0001" on line 2')
  })

  it('has one gateway in two networks as two hotspots', async () => {
    const text = 'eui,lat,lng,network\nA84041FFFF1E0001,47,8,ttn\na84041ffff1e0001,47,8,Helium\n'
    const { hotspots, problems } = await readText(text)
    expect(problems).toEqual([])
    expect(hotspots.map(({ id, network }) => [id, network])).toEqual([
      ['ttn:A84041FFFF1E0001', 'ttn'],
      ['helium:A84041FFFF1E0001', 'helium'],
    ])
  })

  it('refuses keys that a spreadsheet made numbers of', async () => {
    const { hotspots, problems } = await readCase('12c-fleet-excel-eui.csv')
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, 'gateway_eui'],
      [3, 'gateway_eui'],
    ])
    expect(hotspots).toHaveLength(1)
  })

  it('refuses a Helium address with a letter wrong', async () => {
    const text = new TextDecoder().decode(data('helium_explorer_hotspots_2020-10-26.csv'))
    const rows = text.split('\n').slice(0, 3).join('\n')
    const { hotspots, problems } = await readText(rows.replace('11LCQYH', '11LCQYJ'))
    expect(hotspots).toHaveLength(1)
    expect(problems).toEqual([{ line: 2, field: 'address', message: expect.stringContaining('missing or mistyped') }])
  })
})

describe('readFleet while it works', () => {
  it('reports progress and stops between two pauses when it is cancelled', async () => {
    const rows = Array.from({ length: 9_000 }, (_, index) => `k${index},47.37,8.54`)
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} }
    const reports: number[] = []
    const onProgress = async (rowsDone: number) => {
      reports.push(rowsDone)
      signal.aborted = rowsDone >= 4_000
    }
    const reading = readText(`id,lat,lng\n${rows.join('\n')}`, { signal, onProgress })
    await expect(reading).rejects.toMatchObject({ code: 'import.cancelled' })
    expect(reports).toEqual([0, 2_000, 4_000])
  })

  it('stops when it is cancelled at the very end', async () => {
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} }
    const onProgress = (rowsDone: number) => {
      signal.aborted = rowsDone === 1
    }
    await expect(readText('id,lat,lng\na,47,8\n', { signal, onProgress })).rejects.toMatchObject({ code: 'import.cancelled' })
  })
})
