import { cellToBoundary, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { sphericalAreaM2 } from '#core/geo/ringArea'
import type { Hotspot } from '#core/model/records'
import { cellsGeoJson, hotspotsGeoJson } from './geoJsonText'

type Ring = [number, number][]

interface Collection {
  name: string
  features: {
    properties: { h3: string; value: number | null; label?: string; id?: string }
    geometry: { type: string; coordinates: unknown } | null
  }[]
}

const read = (pieces: Iterable<{ text: string }>): Collection => JSON.parse([...pieces].map(({ text }) => text).join(''))

function layerAround(lat: number, lng: number, rings: number) {
  const cells = gridDisk(latLngToCell(lat, lng, 7), rings).sort()
  return {
    cells,
    layer: {
      cells: BigUint64Array.from(cells, (cell) => BigInt(`0x${cell}`)),
      values: Float32Array.from(cells, (_, i) => (i === 0 ? Number.NaN : i / 10)),
      resolution: 7,
      combine: 'max' as const,
      name: 'Received "power"',
      unit: 'dBm',
    },
  }
}

describe('GeoJSON of the map', () => {
  it('has every cell with its value and its outline, in more than one piece', () => {
    const { cells, layer } = layerAround(48.2, 16.37, 30)
    const pieces = [...cellsGeoJson({ layer, bounds: null, labels: [[Math.fround(0.3), 'Three']] })]
    expect(pieces.length).toBeGreaterThan(3)
    const { name, features } = read(pieces)
    expect(name).toBe('Received "power"')
    expect(features.map(({ properties }) => properties.h3)).toEqual(cells)
    expect(features.slice(0, 4).map(({ properties }) => properties.value)).toEqual([null, 0.1, 0.2, 0.3])
    expect(features[3]?.properties.label).toBe('Three')
    const outline = (features[5]?.geometry?.coordinates as Ring[] | undefined)?.[0]
    const expected = cellToBoundary(cells[5] ?? '', true)
    expect(outline).toHaveLength(7)
    expect(outline?.[0]).toEqual(outline?.at(-1))
    outline?.forEach(([lng, lat], i) => {
      expect(lng).toBeCloseTo(expected[i]?.[0] ?? 0, 6)
      expect(lat).toBeCloseTo(expected[i]?.[1] ?? 0, 6)
    })
  })

  it('keeps to bounds', () => {
    const { layer } = layerAround(48.2, 16.37, 30)
    const { features } = read(cellsGeoJson({ layer, bounds: { west: 16.3, east: 16.4, south: 48.15, north: 48.25 }, labels: [] }))
    expect(features.length).toBeGreaterThan(10)
    expect(features.length).toBeLessThan(60)
  })

  it('cuts cells at the antimeridian without losing any of them', () => {
    const { cells, layer } = layerAround(-17, 180, 3)
    const { features } = read(cellsGeoJson({ layer, bounds: null, labels: [] }))
    const cut = features.filter(({ geometry }) => geometry?.type === 'MultiPolygon')
    expect(cut.length).toBeGreaterThan(3)
    for (const [i, { geometry }] of features.entries()) {
      const polygons = (geometry?.type === 'MultiPolygon' ? geometry.coordinates : [geometry?.coordinates]) as Ring[][]
      const rings = polygons.flatMap((polygon) => polygon.slice(0, 1))
      for (const [lng] of rings.flat()) expect(Math.abs(lng)).toBeLessThanOrEqual(180)
      const whole = sphericalAreaM2(cellToBoundary(cells[i] ?? '', true) as Ring)
      const area = rings.reduce((sum, ring) => sum + sphericalAreaM2(ring.slice(0, -1)), 0)
      expect(area / whole).toBeCloseTo(1, 3)
    }
  })

  it('has every hotspot, also without a position, and an empty list as an empty collection', () => {
    const hotspot = { name: 'A', network: 'n', place: null, groups: [], createdAt: '2026-01-01', h3: null }
    const fleet = [
      { ...hotspot, id: 'a', lat: 1.5, lng: 2.5 },
      { ...hotspot, id: 'b', lat: null, lng: null },
    ] as unknown as Hotspot[]
    const { features } = read(hotspotsGeoJson(fleet))
    expect(features.map(({ properties, geometry }) => [properties.id, geometry?.coordinates])).toEqual([
      ['a', [2.5, 1.5]],
      ['b', undefined],
    ])
    expect(read(hotspotsGeoJson([])).features).toEqual([])
  })
})
