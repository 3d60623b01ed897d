/** Decodes the world's countries and cuts them to a view, away from the thread that draws. */
import { type BasemapDetail, type BasemapPolygon, basemapPolygons, clipBasemap } from '../map/basemapGeometry'
import { landBuffers, landPolygons } from '../map/landPolygons'
import { serveWorker } from '../platform/serveWorker'
import { basemapContract } from './basemapContract'

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

serveWorker(basemapContract, {
  async land({ detail, bounds }, { transfer }) {
    const land = landPolygons(clipBasemap(await polygonsOf(detail), bounds))
    transfer(landBuffers(land))
    return land
  },
})
