/** Positions as people write and read them. */
import { isValidCell } from 'h3-js'
import { normalizeLng } from '#core/geo/longitude'
import type { LatLng } from '#core/geo/sphere'
import { positionText } from '#core/words/positionText'

/** "37.7749, −122.4194" with as many decimals as the zoom can tell apart. */
export function formatPosition(latitude: number, longitude: number, zoom: number): string {
  const decimals = Math.max(1, Math.min(6, Math.round(zoom * 0.35)))
  return positionText({ lat: latitude, lng: normalizeLng(longitude) }, decimals)
}

const NUMBER = '\\d{1,3}(?:\\.\\d+)?'
/** 37, 37.77, 37°, 37°46.5′, 37° 46' 29.64", 37d46m29s, 37:46:29, each perhaps with a sign or a letter of the compass. */
const PART = new RegExp(
  `^([NSEW])?\\s*([+-])?\\s*(${NUMBER})\\s*(?:[°ºd:]|\\s|(?=[NSEW]$)|$)\\s*(?:(${NUMBER})\\s*(?:['′’m:]|\\s|(?=[NSEW]$)|$)\\s*(?:(${NUMBER})\\s*(?:"|″|”|''|s)?)?)?\\s*([NSEW])?$`,
  'i',
)

/**
 * Typed latitude and longitude, or null when it is not that or lies outside the globe. Decimal degrees, degrees and minutes,
 * or degrees, minutes and seconds; with a sign or N, S, E, W before or after. Letters may put longitude first.
 */
export function parsePosition(text: string): LatLng | null {
  for (const [first, second] of splits(text.trim().replaceAll('−', '-'))) {
    const [a, b] = [parsePart(first), parsePart(second)]
    const position = a && b && (a.axis === 'lng' || b.axis === 'lat' ? pair(b, a) : pair(a, b))
    if (position) return position
  }
  return null
}

interface Part {
  degrees: number
  /** Which way its letter points; null without one. */
  axis: 'lat' | 'lng' | null
}

function pair(first: Part, second: Part): LatLng | null {
  if (first.axis === 'lng' || second.axis === 'lat') return null
  const [lat, lng] = [first.degrees, second.degrees]
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null
}

/** Where the text may fall into two: at its comma or semicolon, after a letter of the compass, or in the middle of its numbers. */
function splits(text: string): [string, string][] {
  const comma = /^([^,;]+)[,;]([^,;]+)$/.exec(text)
  if (comma) return [[(comma[1] ?? '').trim(), (comma[2] ?? '').trim()]]
  const letters = [...text.matchAll(/[NSEW]/gi)].map(({ index }) => index)
  if (letters.length > 0) {
    // An s may also be seconds: every place is tried, and only the right one reads as two parts.
    return letters.flatMap((at) => [at, at + 1]).map((at) => [text.slice(0, at).trim(), text.slice(at).trim()])
  }
  const words = text.split(/\s+/)
  if (words.length % 2 !== 0) return []
  const half = words.length / 2
  return [[words.slice(0, half).join(' '), words.slice(half).join(' ')]]
}

function parsePart(text: string): Part | null {
  const match = PART.exec(text)
  if (!match) return null
  const [, before, sign, whole = '', minutes, seconds, after] = match
  const letter = (before ?? after)?.toUpperCase()
  const isTwice = before !== undefined && after !== undefined
  const hasFraction = (number: string | undefined) => number?.includes('.') === true
  // 37.5° 30′ and 37° 30.5′ 10″ say two things at once; a letter beside a sign does too.
  if (isTwice || (minutes !== undefined && hasFraction(whole)) || (seconds !== undefined && hasFraction(minutes))) return null
  if (letter !== undefined && sign !== undefined) return null
  const [minute, second] = [Number(minutes ?? 0), Number(seconds ?? 0)]
  if (minute >= 60 || second >= 60) return null
  const size = Number(whole) + minute / 60 + second / 3_600
  const isNegative = sign === '-' || letter === 'S' || letter === 'W'
  return {
    degrees: isNegative ? -size : size,
    axis: letter === undefined ? null : letter === 'N' || letter === 'S' ? 'lat' : 'lng',
  }
}

/** A typed H3 cell in lower case, with or without "0x", or null. */
export function parseCell(text: string): string | null {
  const cell = text.trim().toLowerCase().replace(/^0x/, '')
  return /^8[0-9a-f]{14}$/.test(cell) && isValidCell(cell) ? cell : null
}
