/**
 * The plane the map is drawn on: Web Mercator with a world 512 px wide at zoom 0, seen straight down.
 * Longitudes of a view and of bounds run on past ±180 rather than jumping, so everything near a view lies in one frame;
 * `normalizeLng` brings them back for people and records.
 */
import { toDegrees, toRadians } from '#core/geo/angles'
import { nearLng } from '#core/geo/longitude'
import type { LngLat } from './unwrapRing'

export interface MapView {
  longitude: number
  latitude: number
  zoom: number
}

export interface ViewSize {
  width: number
  height: number
}

/** Degrees, with west < east always; both may lie outside ±180. */
export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

const WORLD_PX = 512
const EARTH_CIRCUMFERENCE_M = 2 * Math.PI * 6_378_137
/** Where Web Mercator ends: the world is square. */
export const MAX_LATITUDE = 85.0511287798
export const MAX_ZOOM = 18

/** The height of a latitude on that plane, in pixels at zoom 0, from the south up. */
export function worldY(latitude: number): number {
  const lat = toRadians(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)))
  return WORLD_PX * (0.5 + Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI))
}

function latitudeOf(y: number): number {
  return toDegrees(2 * Math.atan(Math.exp((y / WORLD_PX - 0.5) * 2 * Math.PI))) - 90
}

/** Degrees to pixels from the upper left corner of the view. */
export function toPixel(view: MapView, size: ViewSize, [longitude, latitude]: LngLat): [number, number] {
  const scale = 2 ** view.zoom
  const x = ((nearLng(longitude, view.longitude) - view.longitude) * WORLD_PX * scale) / 360
  const y = (worldY(latitude) - worldY(view.latitude)) * scale
  return [size.width / 2 + x, size.height / 2 - y]
}

/** Pixels from the upper left corner to degrees, in the view's frame. */
export function fromPixel(view: MapView, size: ViewSize, x: number, y: number): LngLat {
  const scale = 2 ** view.zoom
  const longitude = view.longitude + ((x - size.width / 2) * 360) / (WORLD_PX * scale)
  return [longitude, latitudeOf(worldY(view.latitude) - (y - size.height / 2) / scale)]
}

/** What the view shows, with `pad` view widths more on every side; never more than `widest` degrees across. */
export function viewBounds(view: MapView, size: ViewSize, pad = 0, widest = 360): Bounds {
  const [west, north] = fromPixel(view, size, -pad * size.width, -pad * size.height)
  const [east, south] = fromPixel(view, size, (1 + pad) * size.width, (1 + pad) * size.height)
  const half = Math.min(widest / 2, (east - west) / 2)
  return { west: view.longitude - half, east: view.longitude + half, south, north }
}

export function containsBounds(outer: Bounds, inner: Bounds): boolean {
  return outer.west <= inner.west && outer.east >= inner.east && outer.south <= inner.south && outer.north >= inner.north
}

/** Metres on the ground under one pixel at the centre of the view. */
export function metresPerPixel(view: MapView): number {
  return (EARTH_CIRCUMFERENCE_M * Math.cos(toRadians(view.latitude))) / (WORLD_PX * 2 ** view.zoom)
}

/** The shortest stretch of longitudes that holds all of them, across the antimeridian when that is shorter. */
export function longitudeSpan(longitudes: ArrayLike<number>): { west: number; east: number } {
  const sorted = Float64Array.from(longitudes).sort()
  const first = sorted[0] ?? 0
  const last = sorted[sorted.length - 1] ?? 0
  let widest = first + 360 - last
  let west = first
  let east = last
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] ?? 0
    const here = sorted[i] ?? 0
    if (here - before > widest) {
      widest = here - before
      west = here
      east = before + 360
    }
  }
  return { west, east }
}

/** The world is never smaller than the window, so that no band beside it is empty. */
export function minZoom({ width, height }: ViewSize): number {
  return Math.max(0, Math.log2(Math.max(width, height) / WORLD_PX))
}

/** The nearest view that shows nothing beyond the ends of the world. */
export function clampView(view: MapView, size: ViewSize): MapView {
  const zoom = Math.max(minZoom(size), Math.min(MAX_ZOOM, view.zoom))
  const half = Math.min(WORLD_PX / 2, size.height / 2 / 2 ** zoom)
  const y = Math.max(half, Math.min(WORLD_PX - half, worldY(view.latitude)))
  // Untouched where it may be: a round trip through the projection would move it by a hair each time.
  const latitude = y === worldY(view.latitude) ? view.latitude : latitudeOf(y)
  return { longitude: view.longitude, latitude, zoom }
}

/** The view zoomed by some levels with one pixel kept over its place. */
export function zoomAround(view: MapView, size: ViewSize, levels: number, x: number, y: number): MapView {
  const zoom = Math.max(minZoom(size), Math.min(MAX_ZOOM, view.zoom + levels))
  const moved = { ...view, zoom }
  const [nowX, nowY] = toPixel(moved, size, fromPixel(view, size, x, y))
  const [longitude, latitude] = fromPixel(moved, size, size.width / 2 + nowX - x, size.height / 2 + nowY - y)
  return { longitude, latitude, zoom }
}

/** The view that shows all these points with a margin, or the whole world when there are none. */
export function fitView(longitudes: ArrayLike<number>, latitudes: ArrayLike<number>, size: ViewSize, maxZoom = 14): MapView {
  const wholeWorld = Math.log2(Math.max(size.width, 320) / WORLD_PX)
  if (longitudes.length === 0) return { longitude: 0, latitude: 25, zoom: Math.max(0, wholeWorld) }
  const { west, east } = longitudeSpan(longitudes)
  let south = 90
  let north = -90
  for (let i = 0; i < latitudes.length; i++) {
    south = Math.min(south, latitudes[i] ?? 90)
    north = Math.max(north, latitudes[i] ?? -90)
  }
  const margin = 0.86
  const zoomX = Math.log2((size.width * margin) / Math.max(1e-9, ((east - west) * WORLD_PX) / 360))
  const zoomY = Math.log2((size.height * margin) / Math.max(1e-9, worldY(north) - worldY(south)))
  return {
    longitude: (west + east) / 2,
    latitude: latitudeOf((worldY(north) + worldY(south)) / 2),
    zoom: Math.max(0, Math.min(zoomX, zoomY, maxZoom)),
  }
}
