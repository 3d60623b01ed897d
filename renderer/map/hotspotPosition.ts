import { cellToLatLng } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import type { LngLat } from './unwrapRing'

/** Where a hotspot is: its own position, or the centre of its cell; null when it has neither. */
export function hotspotPosition({ lat, lng, h3 }: Pick<Hotspot, 'lat' | 'lng' | 'h3'>): LngLat | null {
  if (lat !== null && lng !== null) return [lng, lat]
  if (h3 === null) return null
  const [latitude, longitude] = cellToLatLng(h3)
  return [longitude, latitude]
}
