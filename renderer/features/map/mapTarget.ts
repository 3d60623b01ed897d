/** Where to go to see a thing. */
import { cellToLatLng, getResolution } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import { hotspotPosition } from '../../map/hotspotPosition'
import type { MapSelection } from '../../map/mapContent'
import type { MapView } from '../../map/mapView'

const HOTSPOT_ZOOM = 13.5

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
