/** An end of a terrain profile: a hotspot, or a place that was typed or picked on the map. */
import type { Hotspot } from '#core/model/records'
import { formatPosition, parsePosition } from '../../../map/coordinates'
import { hotspotPosition } from '../../../map/hotspotPosition'

export interface PathEnd {
  lat: number
  lng: number
  /** The hotspot that stands there, or null. */
  hotspotId: string | null
}

/** As an input shows it: the hotspot's name, or coordinates to about a metre. */
export function pathEndText(end: PathEnd, hotspots: readonly Hotspot[]): string {
  const hotspot = hotspots.find(({ id }) => id === end.hotspotId)
  return hotspot?.name ?? formatPosition(end.lat, end.lng, 14)
}

export function pathEndOfHotspot(hotspot: Hotspot): PathEnd | null {
  const position = hotspotPosition(hotspot)
  return position && { lng: position[0], lat: position[1], hotspotId: hotspot.id }
}

/** Typed coordinates, or the hotspot of that name or key; null when it is neither. */
export function readPathEnd(text: string, hotspots: readonly Hotspot[]): PathEnd | null {
  const position = parsePosition(text)
  if (position) return { ...position, hotspotId: null }
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return null
  const named =
    hotspots.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted) ??
    hotspots.find(({ name }) => name.toLowerCase().includes(wanted))
  return named ? pathEndOfHotspot(named) : null
}
