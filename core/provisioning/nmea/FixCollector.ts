/**
 * GGA and RMC of the same moment make one position fix. Both must agree that there is one: GGA gives quality, satellites,
 * HDOP and altitude, RMC the date and its own word that the position holds. Each moment counts once, however many satellite
 * systems tell of it, and a receiver whose clock stands still gives no more fixes. Degrees WGS 84, metres, UTC.
 */
import { greatCircleM, type LatLng } from '../../geo/sphere'
import type { NmeaSentence } from './nmeaSentence'

/** NMEA's fix quality, in words. Estimated (dead reckoning), manual and simulated positions are not measured ones. */
const QUALITIES: Record<string, FixQuality> = { '1': 'gps', '2': 'differential', '3': 'pps', '4': 'rtk', '5': 'rtk-float' }
export type FixQuality = 'gps' | 'differential' | 'pps' | 'rtk' | 'rtk-float'

export interface PositionFix {
  lat: number
  lng: number
  quality: FixQuality
  satellites: number
  hdop: number
  /** Above mean sea level; null where the receiver does not say. */
  altitudeM: number | null
  /** ISO 8601, from the satellites. */
  time: string
}

interface Half {
  time: string
  lat: number
  lng: number
}

/** Rounded differently by the two sentences at most: three decimals of a minute are 1.9 m, two are 19 m. */
const SAME_PLACE_M = 20

export class FixCollector {
  #gga: (Half & Pick<PositionFix, 'quality' | 'satellites' | 'hdop' | 'altitudeM'>) | null = null
  #rmc: (Half & { date: string }) | null = null
  #lastTime = ''

  /** Takes the next sentence. @returns a fix when this one completes it. */
  push(sentence: NmeaSentence): PositionFix | null {
    if (sentence.type === 'GGA') this.#gga = readGga(sentence.fields)
    else if (sentence.type === 'RMC') this.#rmc = readRmc(sentence.fields)
    else return null
    const [gga, rmc] = [this.#gga, this.#rmc]
    if (!gga || !rmc || Number(gga.time) !== Number(rmc.time)) return null
    this.#gga = null
    this.#rmc = null
    const time = isoTime(rmc.date, rmc.time)
    if (time === null || greatCircleM(gga, rmc) > SAME_PLACE_M) return null
    const hasAdvanced = time > this.#lastTime
    // A clock that was put back goes on from there.
    this.#lastTime = time
    if (!hasAdvanced) return null
    const { lat, lng, quality, satellites, hdop, altitudeM } = gga
    return { lat, lng, quality, satellites, hdop, altitudeM, time }
  }
}

function readGga(fields: readonly string[]) {
  const [time = '', lat = '', northSouth = '', lng = '', eastWest = '', code = '', satellites = '', hdop = '', altitude = ''] =
    fields
  const quality = QUALITIES[code]
  const place = readPlace(lat, northSouth, lng, eastWest)
  if (!quality || !place || !isTime(time) || !/^\d{1,2}$/.test(satellites) || !isNumber(hdop) || Number(hdop) < 0) return null
  return {
    ...place,
    time,
    quality,
    satellites: Number(satellites),
    hdop: Number(hdop),
    altitudeM: isNumber(altitude) ? Number(altitude) : null,
  }
}

function readRmc(fields: readonly string[]) {
  const [time = '', status = '', lat = '', northSouth = '', lng = '', eastWest = '', , , date = ''] = fields
  // From version 2.3 on the mode says how the position came to be: E and M are not measured, S is simulated, N is none.
  const mode = fields[11] ?? 'A'
  // From version 4.1 on a receiver may call its own position unsafe. V says only that it does not judge.
  const isUnsafe = fields[12] === 'U'
  const place = readPlace(lat, northSouth, lng, eastWest)
  if (status !== 'A' || isUnsafe || /^[EMSN]$/.test(mode) || !place || !isTime(time) || !/^\d{6}$/.test(date)) return null
  return { ...place, time, date }
}

/** `ddmm.mmmm` and `dddmm.mmmm` as degrees; null unless both are there and on the globe. */
function readPlace(lat: string, northSouth: string, lng: string, eastWest: string): LatLng | null {
  const [, latDeg, latMin] = /^(\d{2})(\d{2}(?:\.\d*)?)$/.exec(lat) ?? []
  const [, lngDeg, lngMin] = /^(\d{3})(\d{2}(?:\.\d*)?)$/.exec(lng) ?? []
  if (latMin === undefined || lngMin === undefined || !/^[NS]$/.test(northSouth) || !/^[EW]$/.test(eastWest)) return null
  if (Number(latMin) >= 60 || Number(lngMin) >= 60) return null
  const place = {
    lat: (northSouth === 'S' ? -1 : 1) * (Number(latDeg) + Number(latMin) / 60),
    lng: (eastWest === 'W' ? -1 : 1) * (Number(lngDeg) + Number(lngMin) / 60),
  }
  return Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 ? place : null
}

const isTime = (text: string) => /^([01]\d|2[0-3])[0-5]\d([0-5]\d|60)(\.\d*)?$/.test(text)
const isNumber = (text: string) => /^-?(\d+(\.\d*)?|\.\d+)$/.test(text)

/** `ddmmyy` and `hhmmss.sss`; the two digits of the year are this century's. Null for a day that is not in the calendar. */
function isoTime(date: string, time: string): string | null {
  const [day, month, year] = [date.slice(0, 2), date.slice(2, 4), `20${date.slice(4, 6)}`]
  const milliseconds = time.slice(7, 10).padEnd(3, '0')
  const text = `${year}-${month}-${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}.${milliseconds}Z`
  const parsed = new Date(text)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString() === text ? text : null
}
