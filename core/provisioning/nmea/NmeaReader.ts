/**
 * Finds NMEA sentences in whatever comes over a serial line. Invariants: what is found does not depend on how the bytes
 * were cut; it never throws; it keeps no more than one longest sentence. A `$` in the middle of a line starts a new
 * sentence, because a receiver that is plugged in late begins anywhere.
 */
import { MAX_SENTENCE_CHARACTERS, type NmeaSentence, readNmeaSentence } from './nmeaSentence'

const DOLLAR = 0x24
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
/** Bytes outside of sentences that are told as one noise: as many as the standard's longest sentence. */
const NOISE_BYTES = 82

export type NmeaMessage =
  | { kind: 'sentence'; sentence: NmeaSentence }
  /** Began as a sentence and did not hold: cut off, too long, or with a wrong checksum. */
  | { kind: 'damaged' }
  /** A whole line that looks like a sentence, but without a checksum: what it says cannot be trusted. */
  | { kind: 'unchecked' }
  /** So much that was no sentence at all, as a wrong speed gives it. */
  | { kind: 'noise' }

export class NmeaReader {
  #line = ''
  #isInside = false
  #damaged = 0
  #strayBytes = 0

  /** Takes the next bytes. @returns the sentences that they complete, in order. */
  push(bytes: Uint8Array): NmeaSentence[] {
    return this.read(bytes).flatMap((message) => (message.kind === 'sentence' ? [message.sentence] : []))
  }

  /** Takes the next bytes. @returns all that they complete, in order, also what was damaged. */
  read(bytes: Uint8Array): NmeaMessage[] {
    const found: NmeaMessage[] = []
    for (const byte of bytes) {
      if (byte === DOLLAR) {
        // A line that a new sentence cuts off is lost, not merged with it.
        if (this.#isInside) found.push(this.#lose())
        this.#line = '$'
        this.#isInside = true
      } else if (!this.#isInside) {
        this.#strayBytes += 1
        if (this.#strayBytes < NOISE_BYTES) continue
        this.#strayBytes = 0
        found.push({ kind: 'noise' })
      } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        found.push(this.#finish() ?? this.#lose(readNmeaSentence(this.#line).kind === 'unchecked' ? 'unchecked' : 'damaged'))
      } else if (this.#line.length >= MAX_SENTENCE_CHARACTERS) {
        found.push(this.#lose())
      } else {
        this.#line += String.fromCharCode(byte)
      }
    }
    return found
  }

  /** The sentence whose line end did not come, if all else did. What is not whole is still waited for. */
  giveUpPartial(): NmeaMessage[] {
    const message = this.#isInside ? this.#finish() : null
    return message ? [message] : []
  }

  /** Lines that began as a sentence and did not hold. */
  get damagedSentences(): number {
    return this.#damaged
  }

  #finish(): NmeaMessage | null {
    const reading = readNmeaSentence(this.#line)
    if (reading.kind !== 'sentence') return null
    this.#isInside = false
    this.#strayBytes = 0
    return reading
  }

  #lose(kind: 'damaged' | 'unchecked' = 'damaged'): NmeaMessage {
    this.#damaged += 1
    this.#isInside = false
    return { kind }
  }
}
