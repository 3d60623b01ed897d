/**
 * Whether what comes over a line is noise, as a wrong speed gives it, or a binary protocol that is not spoken here: told apart from
 * silence, because something else is to be done. Keeps the first bytes only.
 */
import { Problem } from '../../model/problem'
import { utf8Text } from '../improv/text'

const KEPT_BYTES = 2_048
/** Fewer may be what a chip says at a speed of its own while it starts. */
const ENOUGH_BYTES = 24
/** Of noise about half is no text; log text has hardly any. */
const UNREADABLE_SHARE = 0.25

const BINARY = [
  { mark: [0xb5, 0x62], code: 'gnss.binary', name: "u-blox's own binary protocol", advice: 'switch NMEA on in its set-up' },
  { mark: [0xa0, 0xa1], code: 'gnss.binary', name: "SkyTraq's own binary protocol", advice: 'switch NMEA on in its set-up' },
  { mark: [0xa0, 0xa2], code: 'gnss.binary', name: "SiRF's own binary protocol", advice: 'switch NMEA on in its set-up' },
  { mark: [0xd3, 0x00], code: 'gnss.binary', name: 'RTCM corrections only', advice: 'switch NMEA on in its set-up' },
  {
    mark: [0x94, 0xc3],
    code: 'session.other-protocol',
    name: "Meshtastic's protocol",
    advice: 'set it up with the Meshtastic app',
  },
] as const
/** By chance two bytes in a row come once in so many thousand. */
const MARKS_WANTED = 3

export class LineNoise {
  #kept: number[] = []

  hear(bytes: Uint8Array): void {
    this.#kept.push(...bytes.subarray(0, Math.max(0, KEPT_BYTES - this.#kept.length)))
  }

  forget(): void {
    this.#kept = []
  }

  /** What is to be said of what was heard: null for nothing, and for text. */
  problem(): Problem | null {
    const bytes = Uint8Array.from(this.#kept)
    if (bytes.length < ENOUGH_BYTES || unreadable(bytes) < bytes.length * UNREADABLE_SHARE) return null
    const binary = BINARY.find(({ mark }) => count(bytes, mark) >= MARKS_WANTED)
    if (binary) {
      return new Problem(binary.code, `The device speaks ${binary.name}, which is not understood here: ${binary.advice}.`)
    }
    return noiseProblem()
  }
}

export const noiseCode = 'session.noise'

/** @param tried the speeds at which noise came too */
export function noiseProblem(tried: readonly number[] = []): Problem {
  const also = tried.length === 0 ? '' : `, also at ${tried.join(', ')} baud`
  const advice = tried.length === 0 ? 'open the port at another speed (4800, 9600, 38400 or 115200)' : 'choose its speed by hand'
  return new Problem(
    noiseCode,
    `What comes from the device is noise, as at a wrong speed${also}: ${advice}, and check the cable.`,
  )
}

function unreadable(bytes: Uint8Array): number {
  const isText = utf8Text(bytes) !== null
  // Bell, backspace, tab, line ends and escape belong to terminals.
  return bytes.filter((byte) => (byte < 0x20 ? !(byte >= 7 && byte <= 13) && byte !== 0x1b : byte >= 0x7f && !isText)).length
}

function count(bytes: Uint8Array, [first, second]: readonly [number, number]): number {
  return bytes.filter((byte, at) => byte === first && bytes[at + 1] === second).length
}
