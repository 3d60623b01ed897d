/** The deck.gl layers of a map, bottom to top. Buffers are made elsewhere; here they only get their look. */
import type { Layer, LayerExtension } from '@deck.gl/core'
import { LineLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers'
import { nearLng } from '#core/geo/longitude'
import type { MapSide } from './cellLayer'
import { type CellPolygons, cellRing, vertexColors } from './cellPolygons'
import { FlatPolygonLayer } from './flatPolygonLayer'
import type { FleetDrawing } from './fleetDrawing'
import type { LandPolygons } from './landPolygons'
import { DIVIDED } from './layerExtensions'
import type { MapContent } from './mapContent'
import type { Bounds, MapView } from './mapView'
import { AREA, GRATICULE, HOTSPOT, LAND_TONES, type Rgb, type Scheme, SELECTION } from './palette'
import { type LngLat, unwrapRing } from './unwrapRing'

export const withAlpha = (color: Rgb, alpha: number): [number, number, number, number] => [
  color[0],
  color[1],
  color[2],
  Math.round(alpha * 255),
]

/** Where the map is cut in two, and which side a layer is on. */
export interface Divided {
  /** From the left edge, in CSS pixels; null when both sides are one map. */
  dividerPx: number | null
  side?: MapSide | undefined
}

/** What a layer needs to end at the divider; nothing when it lies on both sides. */
export function dividedProps({ dividerPx, side }: Divided, others: LayerExtension[] = []) {
  const isCut = dividerPx !== null && side !== undefined
  return { extensions: isCut ? [...others, DIVIDED] : others, dividerPx: dividerPx ?? 0, dividerSide: side ?? 'left' }
}

/** The same object for the same buffers: a new one would be uploaded again with every frame of a pan. */
const cellData = new WeakMap<Uint8Array, CellData>()

interface CellData {
  length: number
  startIndices: Uint32Array
  attributes: Record<string, { value: Uint8Array | Uint32Array | Float64Array; size: number; normalized?: boolean }>
}

function cellDataOf(polygons: CellPolygons, colors: Uint8Array): CellData {
  const known = cellData.get(colors)
  if (known) return known
  const data: CellData = {
    length: polygons.length,
    startIndices: polygons.startIndices,
    attributes: {
      indices: { value: polygons.indices, size: 1 },
      getPolygon: { value: polygons.positions, size: 2 },
      getFillColor: { value: colors, size: 4, normalized: true },
    },
  }
  cellData.set(colors, data)
  return data
}

/** @param colors per vertex, made for these polygons and kept with them. */
export function cellsLayer(
  id: string,
  polygons: CellPolygons,
  colors: Uint8Array,
  opacity: number,
  divided: Divided = { dividerPx: null },
  extensions: LayerExtension[] = [],
): Layer {
  return new FlatPolygonLayer({
    id,
    data: cellDataOf(polygons, colors),
    _normalize: false,
    positionFormat: 'XY',
    opacity,
    ...dividedProps(divided, extensions),
  })
}

/** The colours of the land that was drawn last, which stays the same during a pan. */
const landColors = new WeakMap<LandPolygons, Partial<Record<Scheme, Uint8Array>>>()

export function basemapLayer(land: LandPolygons, scheme: Scheme): Layer {
  const known = landColors.get(land) ?? {}
  const tones = LAND_TONES[scheme]
  const colors = known[scheme] ?? vertexColors(land.polygons, (polygon) => tones[land.tones[polygon] ?? 0] ?? [0, 0, 0])
  landColors.set(land, { ...known, [scheme]: colors })
  return cellsLayer('basemap', land.polygons, colors, 1)
}

export function hotspotsLayer(drawing: FleetDrawing, opacity: number): Layer {
  const { fill, edge } = HOTSPOT[drawing.scheme]
  return new ScatterplotLayer({
    id: 'hotspots',
    data: { length: drawing.members.length, attributes: { getPosition: { value: drawing.points, size: 2 } } },
    positionFormat: 'XY',
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    getRadius: 4.5,
    getFillColor: withAlpha(fill, 1),
    getLineColor: withAlpha(edge, 1),
    stroked: true,
    getLineWidth: 1,
    opacity,
  })
}

interface Segment {
  from: LngLat
  to: LngLat
}

export function linesLayer(id: string, data: Segment[], color: [number, number, number, number], width: number): Layer {
  return new LineLayer<Segment>({
    id,
    data,
    positionFormat: 'XY',
    getSourcePosition: (segment) => [segment.from[0], segment.from[1]],
    getTargetPosition: (segment) => [segment.to[0], segment.to[1]],
    getColor: color,
    getWidth: width,
    widthUnits: 'pixels',
  })
}

const GRATICULE_STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]

/** A light grid of meridians and parallels, about six across the bounds. */
export function graticuleLayer(bounds: Bounds, scheme: Scheme, opacity: number): Layer {
  const wanted = (bounds.east - bounds.west) / 8
  const step = GRATICULE_STEPS.find((degrees) => degrees <= wanted * 1.5) ?? 0.001
  const segments: Segment[] = []
  for (let i = Math.ceil(bounds.west / step); i * step <= bounds.east; i++) {
    segments.push({ from: [i * step, bounds.south], to: [i * step, bounds.north] })
  }
  for (let i = Math.ceil(bounds.south / step); i * step <= bounds.north; i++) {
    segments.push({ from: [bounds.west, i * step], to: [bounds.east, i * step] })
  }
  return linesLayer('graticule', segments, withAlpha(GRATICULE[scheme], 0.22 * opacity), 1)
}

/** The outline of the chosen cell and a ring around the chosen position. */
export function selectionLayers(content: MapContent, view: MapView): Layer[] {
  const color = withAlpha(SELECTION[content.scheme], 1)
  const layers: Layer[] = []
  if (content.selectedCell) {
    layers.push(linesLayer('selected-cell', outline(cellRing(content.selectedCell, view.longitude)), color, 2))
  }
  if (content.selectedPosition) {
    const [longitude, latitude] = content.selectedPosition
    layers.push(
      new ScatterplotLayer<LngLat>({
        id: 'selected-position',
        data: [[nearLng(longitude, view.longitude), latitude]],
        positionFormat: 'XY',
        getPosition: (position) => [position[0], position[1]],
        filled: false,
        stroked: true,
        radiusUnits: 'pixels',
        lineWidthUnits: 'pixels',
        getRadius: 10,
        getLineWidth: 2.5,
        getLineColor: color,
      }),
    )
  }
  return layers
}

/** The drawn area: its edges, its corners, and a light fill. */
export function areaLayers(corners: readonly LngLat[], scheme: Scheme, view: MapView): Layer[] {
  if (corners.length === 0) return []
  const flat = unwrapRing(corners)
  const shift = nearLng(flat[0]?.[0] ?? 0, view.longitude) - (flat[0]?.[0] ?? 0)
  const ring = flat.map(([longitude, latitude]): LngLat => [longitude + shift, latitude])
  const color = AREA[scheme]
  return [
    new SolidPolygonLayer<readonly LngLat[]>({
      id: 'area',
      data: ring.length > 2 ? [ring] : [],
      getPolygon: (polygon) => polygon.map(([longitude, latitude]): [number, number] => [longitude, latitude]),
      getFillColor: withAlpha(color, 0.12),
    }),
    linesLayer('area-edges', outline(ring), withAlpha(color, 1), 2),
    new ScatterplotLayer<LngLat>({
      id: 'area-corners',
      // A long outline has many corners; marks help only while it is drawn by hand.
      data: ring.length <= 40 ? ring : [],
      positionFormat: 'XY',
      getPosition: (corner) => [corner[0], corner[1]],
      radiusUnits: 'pixels',
      getRadius: 3.5,
      getFillColor: withAlpha(color, 1),
    }),
  ]
}

const outline = (ring: readonly LngLat[]): Segment[] => ring.map((from, i) => ({ from, to: ring[(i + 1) % ring.length] ?? from }))
