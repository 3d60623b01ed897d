/**
 * A satellite receiver that does not exist, for training, tests and the tour: it speaks NMEA once a second by itself, first
 * without a fix as after a cold start, then with fixes that scatter. It says in a text sentence that it is simulated. The same
 * unit always says the same.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { LatLng } from '../../geo/sphere'
import { placeAt } from '../../geo/tangentPlane'
import { type SeededRandom, seededRandom } from '../../model/seededRandom'
import { nmeaChecksum } from '../nmea/nmeaSentence'
import type { DeviceFaults, SimulatedDevice } from './simulatedDevice'
import { withFaults } from './withFaults'

export interface SimulatedReceiverOptions extends DeviceFaults {
  /** From 1: each scatters in its own way. */
  unit?: number
  /** Where it stands, degrees. */
  lat?: number
  lng?: number
  altitudeM?: number
  /** Standard deviation of a fix, east and north each. */
  scatterM?: number
  /** Seconds without a fix at first; Infinity for a receiver in a cellar. */
  searchingS?: number
  hdop?: number
  satellites?: number
  /** Over ground, heading north. */
  speedMps?: number
  /** Every so many seconds one fix leaps by 250 m; 0 for never. */
  leapEveryS?: number
}

/** The market square of the demo cooperative. */
const home = { lat: 50.0614, lng: 19.9372 }
const firstMs = Date.UTC(2026, 5, 1, 10)
const epochMs = 1_000
const leapM = 250
const knotsPerMps = 3600 / 1852

export function createSimulatedReceiver(options: SimulatedReceiverOptions = {}): SimulatedDevice {
  const { unit = 1, lat = home.lat, lng = home.lng, altitudeM = 219, scatterM = 1.5, searchingS = 3, hdop = 0.9 } = options
  const { satellites = 9, speedMps = 0, leapEveryS = 0, ...faults } = options
  const random = seededRandom(`simulated receiver ${unit}`)
  const banner = `GNTXT,01,01,02,Commonmast simulated receiver unit ${unit}`
  let second = 0

  function nextEpoch(): string[] {
    const time = new Date(firstMs + second * epochMs)
    const leapsNow = leapEveryS > 0 && second % leapEveryS === leapEveryS - 1
    const offset = {
      eastM: noise(random, scatterM),
      northM: noise(random, scatterM) + second * speedMps + (leapsNow ? leapM : 0),
    }
    const place = second < searchingS ? null : placeAt({ lat, lng }, offset)
    second += 1
    const [clock, date] = [timeText(time), dateText(time)]
    if (!place) return [banner, `GNRMC,${clock},V,,,,,,,${date},,,N,V`, `GNGGA,${clock},,,,,0,02,99.99,,,,,,`]
    const [where, knots] = [placeText(place), (speedMps * knotsPerMps).toFixed(3)]
    const count = `${satellites}`.padStart(2, '0')
    return [
      banner,
      `GNRMC,${clock},A,${where},${knots},${speedMps > 0 ? '0.00' : ''},${date},,,A,V`,
      `GNGGA,${clock},${where},1,${count},${hdop.toFixed(2)},${altitudeM.toFixed(1)},M,39.4,M,,`,
      `GNGSA,A,3,,,,,,,,,,,,,${(hdop * 1.8).toFixed(2)},${hdop.toFixed(2)},${(hdop * 1.5).toFixed(2)}`,
    ]
  }

  const device: SimulatedDevice = {
    boot: () => [{ delayMs: 0, bytes: encode([banner]), unplug: false }],
    // Receivers take orders in languages of their own; this one knows none.
    receive: () => [],
    idle: () => [{ delayMs: epochMs, bytes: encode(nextEpoch()), unplug: false }],
  }
  return withFaults(device, faults, {
    boot: '\u0000\u0000garbage of a speed change\r\n',
    before: 'a half line of something else ',
    chatter: '$GNGLL,5003.68,N,01956.2,E,100000.00,A,A*00\r\n',
  })
}

const noise = (random: SeededRandom, scatterM: number) => (scatterM === 0 ? 0 : random.normal() * scatterM)

function encode(bodies: readonly string[]): Uint8Array {
  return utf8ToBytes(bodies.map((body) => `$${body}*${nmeaChecksum(body)}\r\n`).join(''))
}

const twoDigits = (value: number) => `${value}`.padStart(2, '0')

function timeText(time: Date): string {
  return `${[time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(twoDigits).join('')}.00`
}

function dateText(time: Date): string {
  return [time.getUTCDate(), time.getUTCMonth() + 1, time.getUTCFullYear() % 100].map(twoDigits).join('')
}

function placeText({ lat, lng }: LatLng): string {
  return `${angleText(lat, 2)},${lat < 0 ? 'S' : 'N'},${angleText(lng, 3)},${lng < 0 ? 'W' : 'E'}`
}

/** Degrees and minutes with five decimals, as written by receivers; rounded before they are split, so that no minute is 60. */
function angleText(degrees: number, digits: number): string {
  const units = Math.round(Math.abs(degrees) * 60 * 1e5)
  const whole = Math.floor(units / 6e6)
  return `${`${whole}`.padStart(digits, '0')}${((units - whole * 6e6) / 1e5).toFixed(5).padStart(8, '0')}`
}
