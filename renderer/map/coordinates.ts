/** Positions as people write and read them. */
import { isValidCell } from 'h3-js'
import { normalizeLng } from './mapView'

/** "37.7749, −122.4194" with as many decimals as the zoom can tell apart. */
export function formatPosition(latitude: number, longitude: number, zoom: number): string {
  const decimals = Math.max(1, Math.min(6, Math.round(zoom * 0.35)))
  return `${latitude.toFixed(decimals)}, ${normalizeLng(longitude).toFixed(decimals)}`
}

const NUMBER = '([+-]?\\d{1,3}(?:\\.\\d+)?)°?'
const PAIR = new RegExp(`^\\s*${NUMBER}\\s*[,;\\s]\\s*${NUMBER}\\s*$`)

/** Typed "lat, lng" in degrees, or null when it is not that or lies outside the globe. */
export function parsePosition(text: string): { lat: number; lng: number } | null {
  const match = PAIR.exec(text)
  if (!match) return null
  const lat = Number(match[1])
  const lng = Number(match[2])
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null
}

/** A typed H3 cell in lower case, or null. */
export function parseCell(text: string): string | null {
  const cell = text.trim().toLowerCase()
  return /^8[0-9a-f]{14}$/.test(cell) && isValidCell(cell) ? cell : null
}
