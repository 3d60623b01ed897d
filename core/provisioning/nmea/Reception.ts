/** How well a receiver is heard: counts what came and keeps the newest word on satellites and HDOP, with or without a fix. */
import type { GnssReception } from './averagedPosition'
import type { NmeaMessage } from './NmeaReader'
import type { NmeaSentence } from './nmeaSentence'
import { readHdop, readRmc, readSatellites } from './sentencePlace'

/** In a text by which a training receiver says what it is. */
export const simulatedMark = 'simulated'

export class Reception {
  sentences = 0
  damaged = 0
  /** Sentences without a checksum, of those that are damaged. */
  unchecked = 0
  satellites: number | null = null
  hdop: number | null = null
  /** Of the newest RMC that says it has a fix: before one, a receiver's date may still be that of its own clock. */
  rmcDate: { date: string; time: string } | null = null
  /** A text sentence said that the receiver is a simulated one. */
  isSimulated = false
  readonly types = new Set<string>()

  hear(message: NmeaMessage): void {
    if (message.kind !== 'sentence') {
      this.damaged += 1
      if (message.kind === 'unchecked') this.unchecked += 1
      return
    }
    const { sentence } = message
    this.sentences += 1
    // Bounded: types beyond these are of no interest here.
    if (sentence.type === 'GGA' || sentence.type === 'RMC') this.types.add(sentence.type)
    if (sentence.type === 'GGA') this.#readGga(sentence.fields)
    if (sentence.type === 'RMC') this.#readRmc(sentence.fields)
    if (textOf(sentence)?.toLowerCase().includes(simulatedMark)) this.isSimulated = true
  }

  /** Most of what came is whole but for a checksum. */
  get isUnchecked(): boolean {
    return this.unchecked > 0 && this.unchecked * 2 > this.damaged
  }

  countAnew(): void {
    this.sentences = 0
    this.damaged = 0
    this.unchecked = 0
  }

  /** As shown; what is not given is that of a beginning. */
  toState(rest: Pick<GnssReception, 'fixesWanted'> & Partial<GnssReception>): GnssReception {
    const { sentences, damaged, satellites, hdop } = this
    return { sentences, damagedSentences: damaged, satellites, hdop, fixes: 0, scatter: [], ...rest }
  }

  #readGga(fields: readonly string[]): void {
    const [satellites = '', hdop = ''] = fields.slice(6, 8)
    this.satellites = readSatellites(satellites.trim())
    this.hdop = readHdop(hdop.trim())
  }

  #readRmc(fields: readonly string[]): void {
    const half = readRmc(fields)
    if (half.kind === 'place') this.rmcDate = { date: half.date, time: half.time }
  }
}

/** What a TXT sentence says: total, number, severity, text. */
export function textOf({ type, fields }: NmeaSentence): string | null {
  return type === 'TXT' && fields.length >= 4 ? fields.slice(3).join(',') : null
}
