/**
 * Finds NMEA sentences in whatever comes over a serial line. Invariants: what is found does not depend on how the bytes
 * were cut; it never throws; it keeps no more than one longest sentence. A `$` in the middle of a line starts a new
 * sentence, because a receiver that is plugged in late begins anywhere.
 */
import { MAX_SENTENCE_CHARACTERS, type NmeaSentence, readNmeaSentence } from './nmeaSentence'

const DOLLAR = 0x24
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export class NmeaReader {
  #line = ''
  #isInside = false
  #damaged = 0

  /** Takes the next bytes. @returns the sentences that they complete, in order. */
  push(bytes: Uint8Array): NmeaSentence[] {
    const found: NmeaSentence[] = []
    for (const byte of bytes) {
      if (byte === DOLLAR) {
        // A line that a new sentence cuts off is lost, not merged with it.
        if (this.#isInside) this.#damaged += 1
        this.#line = '$'
        this.#isInside = true
      } else if (!this.#isInside) {
      } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        const reading = readNmeaSentence(this.#line)
        if (reading.kind === 'sentence') found.push(reading.sentence)
        else this.#damaged += 1
        this.#isInside = false
      } else if (this.#line.length >= MAX_SENTENCE_CHARACTERS) {
        this.#damaged += 1
        this.#isInside = false
      } else {
        this.#line += String.fromCharCode(byte)
      }
    }
    return found
  }

  /** Lines that began as a sentence and did not hold: cut off, too long, or with a wrong checksum. */
  get damagedSentences(): number {
    return this.#damaged
  }
}
