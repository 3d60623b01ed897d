/** A position typed by hand, in degrees (WGS 84). Nothing is guessed: both numbers must be there and in range. */
import { Problem } from '#core/model/problem'

export interface TypedPosition {
  lat: string
  lng: string
}

/** @throws Problem `position.malformed` or `position.out-of-range`, its `field` `lat` or `lng`. */
export function parsePosition(typed: TypedPosition): { lat: number; lng: number } {
  return { lat: degrees(typed.lat, 'lat', 'latitude', 90), lng: degrees(typed.lng, 'lng', 'longitude', 180) }
}

function degrees(text: string, field: string, name: string, limit: number): number {
  const trimmed = text.trim()
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(trimmed)) {
    throw new Problem('position.malformed', `Write the ${name} in degrees with a point, such as -8.61.`, { field })
  }
  const value = Number(trimmed)
  if (Math.abs(value) > limit) {
    throw new Problem('position.out-of-range', `The ${name} must lie between -${limit} and ${limit}.`, { field })
  }
  return value
}
