/**
 * What GGA and RMC say of a place. Receivers differ in how they write it: zeros in front are left out, letters are small, what is
 * unknown is empty. What can be read in one way only is read; what cannot is told apart from "no fix", because the advice differs.
 */
import type { LatLng } from '../../geo/sphere'

/** NMEA's fix quality, in words. Estimated (dead reckoning), manual and simulated positions are not measured ones. */
const QUALITIES: Record<string, FixQuality> = { '1': 'gps', '2': 'differential', '3': 'pps', '4': 'rtk', '5': 'rtk-float' }
export type FixQuality = 'gps' | 'differential' | 'pps' | 'rtk' | 'rtk-float'

/** Positions that a receiver gives without having measured them: by quality in GGA, by mode in RMC. */
const UNMEASURED: Record<string, Unmeasured> = {
  '6': 'estimated',
  '7': 'typed in',
  '8': 'simulated',
  E: 'estimated',
  M: 'typed in',
  S: 'simulated',
}
export type Unmeasured = 'estimated' | 'typed in' | 'simulated'

export type Half<Details> =
  | ({ kind: 'place'; time: string } & LatLng & Details)
  /** The receiver's own word that it has none. */
  | { kind: 'no-fix' }
  | { kind: 'unmeasured'; how: Unmeasured }
  /** It says that it has a fix, in a form that cannot be read. */
  | { kind: 'not-understood' }

export interface GgaDetails {
  quality: FixQuality
  satellites: number | null
  hdop: number | null
  altitudeM: number | null
}

export function readGga(fields: readonly string[]): Half<GgaDetails> {
  const [time = '', lat = '', northSouth = '', lng = '', eastWest = '', code = '', satellites = '', hdop = '', altitude = ''] =
    fields.map((field) => field.trim())
  if (/^0*$/.test(code) && (code !== '' || lat === '')) return { kind: 'no-fix' }
  const how = UNMEASURED[code]
  if (how) return { kind: 'unmeasured', how }
  const quality = QUALITIES[code]
  const clock = readTime(time)
  const place = readPlace(lat, northSouth, lng, eastWest)
  if (!quality || !place || clock === null) return { kind: 'not-understood' }
  return {
    kind: 'place',
    ...place,
    time: clock,
    quality,
    satellites: readSatellites(satellites),
    hdop: readHdop(hdop),
    altitudeM: /^-?(\d+(\.\d*)?|\.\d+)$/.test(altitude) ? Number(altitude) : null,
  }
}

export function readRmc(fields: readonly string[]): Half<{ date: string }> {
  const [time = '', status = '', lat = '', northSouth = '', lng = '', eastWest = '', , , date = ''] = fields.map((field) =>
    field.trim(),
  )
  // From version 2.3 on the mode says how the position came to be.
  const mode = fields[11]?.trim() ?? ''
  const how = UNMEASURED[mode]
  if (how) return { kind: 'unmeasured', how }
  // From version 4.1 on a receiver may call its own position unsafe. V says only that it does not judge.
  if (status.toUpperCase() === 'V' || mode === 'N' || fields[12] === 'U' || (status === '' && lat === ''))
    return { kind: 'no-fix' }
  const clock = readTime(time)
  const place = readPlace(lat, northSouth, lng, eastWest)
  return status.toUpperCase() === 'A' && place && clock !== null
    ? { kind: 'place', ...place, time: clock, date }
    : { kind: 'not-understood' }
}

/** Null for none, for 0, which no geometry has, and for what is no number. */
export function readHdop(text: string): number | null {
  return /^\d*\.?\d+$|^\d+\.$/.test(text) && Number(text) > 0 ? Number(text) : null
}

export function readSatellites(text: string): number | null {
  return /^\d{1,3}$/.test(text) ? Number(text) : null
}

/**
 * `ddmm.mmmm` and `dddmm.mmmm` as degrees; null unless both are there and on the globe. Zeros in front may be missing as long as
 * three digits stand before the point: fewer may as well be whole degrees, which some devices write, and would be elsewhere.
 */
function readPlace(lat: string, northSouth: string, lng: string, eastWest: string): LatLng | null {
  const [latDegrees, lngDegrees] = [readAngle(lat, 4), readAngle(lng, 5)]
  if (latDegrees === null || lngDegrees === null || !/^[NS]$/i.test(northSouth) || !/^[EW]$/i.test(eastWest)) return null
  const place = {
    lat: (northSouth.toUpperCase() === 'S' ? -1 : 1) * latDegrees,
    lng: (eastWest.toUpperCase() === 'W' ? -1 : 1) * lngDegrees,
  }
  return Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 ? place : null
}

function readAngle(text: string, mostDigits: number): number | null {
  const [, degrees = '', minutes = ''] = /^(\d{1,3})(\d{2}(?:\.\d*)?)$/.exec(text) ?? []
  const digits = degrees.length + 2
  if (degrees === '' || digits > mostDigits || Number(minutes) >= 60) return null
  return Number(degrees) + Number(minutes) / 60
}

/** `hhmmss` with its zero in front, and decimals if there are any; null for no time of day. */
function readTime(text: string): string | null {
  const padded = /^\d{5}(?:\.|$)/.test(text) ? `0${text}` : text
  return /^([01]\d|2[0-3])[0-5]\d([0-5]\d|60)(\.\d*)?$/.test(padded) ? padded : null
}
