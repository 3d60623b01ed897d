/**
 * Natural Earth countries (world-atlas) as flat polygons, and the part of them near a view.
 * Neighbouring countries get different tones, so borders show without drawing a line: outlines are what makes maps slow.
 */
import { feature, neighbors } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { clipRing } from './clipRing'
import type { Bounds } from './mapView'
import { unwrapRing } from './unwrapRing'

export type BasemapDetail = '110m' | '50m' | '10m'

/** Coarse when far out, fine when close; the worker loads each when it is first needed. */
export function basemapDetail(zoom: number): BasemapDetail {
  if (zoom < 2.8) return '110m'
  return zoom < 6 ? '50m' : '10m'
}

export interface BasemapPolygon {
  /** Flat open rings; the first is the outline, the others are holes. */
  rings: Float64Array[]
  bounds: Bounds
  /** 0 to 3. */
  tone: number
}

/** One clipped polygon as the layer takes it: XY pairs, and where each hole starts, counted in values. */
export interface BasemapPiece {
  positions: Float64Array
  holeIndices: number[]
  tone: number
}

type CountriesTopology = Topology<{ countries: GeometryCollection; land: GeometryCollection }>

export function basemapPolygons(topology: CountriesTopology): BasemapPolygon[] {
  const countries = topology.objects.countries
  const tones = assignTones(neighbors(countries.geometries))
  return feature(topology, countries).features.flatMap(({ geometry }, index) => {
    const tone = tones[index] ?? 0
    if (geometry.type === 'Polygon') return [flatPolygon(geometry.coordinates, tone)]
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.map((polygon) => flatPolygon(polygon, tone)) : []
  })
}

/** The smallest tone that no earlier neighbour has, as far as four tones go. */
function assignTones(neighbours: number[][]): number[] {
  const tones: number[] = []
  neighbours.forEach((others, index) => {
    const taken = new Set(others.filter((other) => other < index).map((other) => tones[other]))
    tones.push([0, 1, 2, 3].find((tone) => !taken.has(tone)) ?? index % 4)
  })
  return tones
}

function flatPolygon(rings: number[][][], tone: number): BasemapPolygon {
  const flat = rings.map((ring) => unwrapRing(ring.map(([longitude = 0, latitude = 0]) => [longitude, latitude] as const)))
  const bounds: Bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [longitude, latitude] of flat[0] ?? []) {
    bounds.west = Math.min(bounds.west, longitude)
    bounds.east = Math.max(bounds.east, longitude)
    bounds.south = Math.min(bounds.south, latitude)
    bounds.north = Math.max(bounds.north, latitude)
  }
  return { rings: flat.map((ring) => Float64Array.from(ring.flat())), bounds, tone }
}

/** What of the polygons lies within `bounds`, in the frame of `bounds`: a polygon can appear in more than one turn of the globe. */
export function clipBasemap(polygons: BasemapPolygon[], bounds: Bounds): BasemapPiece[] {
  const pieces: BasemapPiece[] = []
  for (const polygon of polygons) {
    if (polygon.bounds.north < bounds.south || polygon.bounds.south > bounds.north) continue
    const firstTurn = Math.ceil((bounds.west - polygon.bounds.east) / 360)
    const lastTurn = Math.floor((bounds.east - polygon.bounds.west) / 360)
    for (let turn = firstTurn; turn <= lastTurn; turn++) {
      const piece = clipPolygon(polygon, turn * 360, bounds)
      if (piece) pieces.push(piece)
    }
  }
  return pieces
}

function clipPolygon(polygon: BasemapPolygon, shift: number, bounds: Bounds): BasemapPiece | null {
  const positions: number[] = []
  const holeIndices: number[] = []
  for (const [index, ring] of polygon.rings.entries()) {
    // A hole was unwrapped on its own and may have landed in another turn than its outline.
    const turn = index === 0 ? 0 : 360 * Math.round(((polygon.rings[0]?.[0] ?? 0) - (ring[0] ?? 0)) / 360)
    const clipped = clipRing(ring, shift + turn, bounds)
    if (clipped.length < 6) {
      if (index === 0) return null
      continue
    }
    if (index > 0) holeIndices.push(positions.length)
    for (const value of clipped) positions.push(value)
  }
  return { positions: Float64Array.from(positions), holeIndices, tone: polygon.tone }
}
