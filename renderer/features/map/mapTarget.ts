/** Where to go to see a thing. */
import { cellToLatLng, getResolution } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import type { MapSelection } from '../../map/mapContent'
import type { MapView } from '../../map/mapView'
import type { LngLat } from '../../map/unwrapRing'

const HOTSPOT_ZOOM = 13.5

export function hotspotPosition({ lat, lng, h3 }: Pick<Hotspot, 'lat' | 'lng' | 'h3'>): LngLat | null {
  if (lat !== null && lng !== null) return [lng, lat]
  if (h3 === null) return null
  const [latitude, longitude] = cellToLatLng(h3)
  return [longitude, latitude]
}

/** The view of a chosen thing, or null when it has no position or is gone. */
export function targetOf(selection: MapSelection, hotspots: readonly Hotspot[]): MapView | null {
  if (selection.kind === 'cell') {
    const [latitude, longitude] = cellToLatLng(selection.cell)
    // Each resolution is √7 finer; a cell of resolution 0 fills the window at about zoom 2.
    return { latitude, longitude, zoom: Math.min(17, 2 + getResolution(selection.cell) * Math.log2(Math.sqrt(7))) }
  }
  const hotspot = hotspots.find(({ id }) => id === selection.id)
  const position = hotspot && hotspotPosition(hotspot)
  return position ? { longitude: position[0], latitude: position[1], zoom: HOTSPOT_ZOOM } : null
}
