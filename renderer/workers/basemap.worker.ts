/** Decodes the world's countries and cuts them to a view, away from the thread that draws. */
import { type BasemapDetail, type BasemapPolygon, basemapPolygons, clipBasemap } from '../map/basemapGeometry'
import { type LandPolygons, landBuffers, landPolygons } from '../map/landPolygons'
import type { Bounds } from '../map/mapView'

export interface BasemapRequest {
  id: number
  detail: BasemapDetail
  bounds: Bounds
}

export interface BasemapReply {
  id: number
  land: LandPolygons
}

// Imported as text: the files travel as scripts of the program itself, which needs no fetching in either shell.
const SOURCES: Record<BasemapDetail, () => Promise<{ default: string }>> = {
  '110m': () => import('world-atlas/countries-110m.json?raw'),
  '50m': () => import('world-atlas/countries-50m.json?raw'),
  '10m': () => import('world-atlas/countries-10m.json?raw'),
}

const decoded = new Map<BasemapDetail, Promise<BasemapPolygon[]>>()

function polygonsOf(detail: BasemapDetail): Promise<BasemapPolygon[]> {
  const known = decoded.get(detail)
  if (known) return known
  const loading = SOURCES[detail]().then((source) => basemapPolygons(JSON.parse(source.default)))
  decoded.set(detail, loading)
  return loading
}

self.onmessage = async ({ data }: MessageEvent<BasemapRequest>) => {
  const land = landPolygons(clipBasemap(await polygonsOf(data.detail), data.bounds))
  const reply: BasemapReply = { id: data.id, land }
  self.postMessage(reply, { transfer: landBuffers(land) })
}
