/** A measured path or a lasso on its way, over everything else. */
import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import { nearLng } from '#core/geo/longitude'
import { greatCirclePoints } from './greatCirclePoints'
import type { MapPath } from './mapContent'
import { linesLayer, withAlpha } from './mapLayers'
import type { MapView } from './mapView'
import { type Scheme, SELECTION } from './palette'
import type { LngLat } from './unwrapRing'

export function pathLayers({ points, closed, marked }: MapPath, scheme: Scheme, view: MapView): Layer[] {
  const first = points[0]
  if (!first) return []
  const flat = unwrapLine(marked ? legsOf(points, closed) : closed ? [...points, first] : points, view.longitude)
  const color = withAlpha(SELECTION[scheme], 1)
  const segments = flat.slice(1).map((to, i) => ({ from: flat[i] ?? to, to }))
  const layers: Layer[] = [linesLayer('path', segments, color, 2)]
  if (marked) {
    layers.push(
      new ScatterplotLayer<LngLat>({
        id: 'path-corners',
        data: points.map(([longitude, latitude]): LngLat => [nearLng(longitude, view.longitude), latitude]),
        positionFormat: 'XY',
        getPosition: (corner) => [corner[0], corner[1]],
        radiusUnits: 'pixels',
        getRadius: 4,
        getFillColor: color,
      }),
    )
  }
  return layers
}

/** The shortest way over the globe from each point to the next, as the lengths are measured. */
function legsOf(points: readonly LngLat[], closed: boolean): LngLat[] {
  const ends = closed && points[0] ? [...points, points[0]] : points
  return ends.flatMap((to, i) => {
    const from = ends[i - 1]
    return from ? greatCirclePoints(from, to).slice(1) : [to]
  })
}

/** Without a jump at the antimeridian, and beginning in the turn of the globe that the view shows. */
function unwrapLine(points: readonly LngLat[], centreLng: number): LngLat[] {
  let near = centreLng
  return points.map(([longitude, latitude]) => {
    near = nearLng(longitude, near)
    return [near, latitude]
  })
}
