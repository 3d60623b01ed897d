/**
 * GGA and RMC of the same moment make one position fix. Both must agree that there is one: GGA gives quality, satellites,
 * HDOP and altitude, RMC the date and its own word that the position holds. Each moment counts once, however many satellite
 * systems tell of it, and a receiver whose clock stands still gives no more fixes. Degrees WGS 84, metres, UTC.
 */
import { greatCircleM } from '../../geo/sphere'
import { type DateNote, readFixDate } from './fixDate'
import type { NmeaSentence } from './nmeaSentence'
import { type FixQuality, type GgaDetails, type Half, readGga, readRmc, type Unmeasured } from './sentencePlace'

export interface PositionFix {
  lat: number
  lng: number
  quality: FixQuality
  /** Null where the receiver does not say, as with HDOP and altitude. */
  satellites: number | null
  hdop: number | null
  /** Above mean sea level. */
  altitudeM: number | null
  /** ISO 8601, from the satellites but for what `dateNote` says. */
  time: string
  dateNote?: DateNote
  /** The day that the receiver told, where `dateNote` says that it is another. */
  toldDate?: string | null
}

/** What kept sentences from being a fix, since the last fix. */
export interface WhyNoFix {
  /** The receiver's own word. */
  noFix: number
  /** Of these one is kept, as it came. */
  notUnderstood: number
  example: string
  unmeasured: Unmeasured | null
  /** GGA and RMC that tell different moments or places. */
  apart: number
  /** As it was told. */
  impossibleDate: string | null
  /** The same moment again. */
  standing: number
}

const none = (): WhyNoFix => ({
  noFix: 0,
  notUnderstood: 0,
  example: '',
  unmeasured: null,
  apart: 0,
  impossibleDate: null,
  standing: 0,
})

/** Rounded differently by the two sentences at most: three decimals of a minute are 1.9 m, two are 19 m. */
const SAME_PLACE_M = 20
const EXAMPLE_CHARACTERS = 90

type Place<Details> = Extract<Half<Details>, { kind: 'place' }>

export class FixCollector {
  readonly #now: () => number
  #gga: Place<GgaDetails> | null = null
  #rmc: Place<{ date: string }> | null = null
  #lastTime = ''
  #why = none()
  /** The days of training receivers are made up. */
  isTraining = false

  /** @param now the installation's clock, milliseconds of UTC */
  constructor(now: () => number) {
    this.#now = now
  }

  get whyNoFix(): WhyNoFix {
    return this.#why
  }

  /** Takes the next sentence. @returns a fix when this one completes it. */
  push(sentence: NmeaSentence): PositionFix | null {
    if (sentence.type === 'GGA') this.#gga = this.#placeOf(sentence, readGga(sentence.fields), this.#gga)
    else if (sentence.type === 'RMC') this.#rmc = this.#placeOf(sentence, readRmc(sentence.fields), this.#rmc)
    else return null
    const [gga, rmc] = [this.#gga, this.#rmc]
    if (!gga || !rmc || Number(gga.time) !== Number(rmc.time)) return null
    this.#gga = null
    this.#rmc = null
    if (greatCircleM(gga, rmc) > SAME_PLACE_M) {
      this.#why.apart += 1
      return null
    }
    const date = readFixDate(rmc.date, rmc.time, this.#now(), this.isTraining)
    if (!date) {
      this.#why.impossibleDate = rmc.date
      return null
    }
    const { time, note, toldDate } = date
    const hasAdvanced = time > this.#lastTime
    // A clock that was put back goes on from there.
    this.#lastTime = time
    if (!hasAdvanced) {
      this.#why.standing += 1
      return null
    }
    this.#why = none()
    const { lat, lng, quality, satellites, hdop, altitudeM } = gga
    return { lat, lng, quality, satellites, hdop, altitudeM, time, ...(note ? { dateNote: note, toldDate } : {}) }
  }

  /** @param before what waits for its other half: another one of its kind that comes first was left alone. */
  #placeOf<Details>({ talker, type, fields }: NmeaSentence, half: Half<Details>, before: unknown): Place<Details> | null {
    switch (half.kind) {
      case 'place':
        if (before) this.#why.apart += 1
        return half
      case 'no-fix':
        this.#why.noFix += 1
        return null
      case 'unmeasured':
        this.#why.unmeasured = half.how
        return null
      case 'not-understood':
        this.#why.notUnderstood += 1
        this.#why.example = `$${talker}${type},${fields.join(',')}`.slice(0, EXAMPLE_CHARACTERS)
        return null
    }
  }
}
