/** How well a receiver is heard: counts what came and keeps the newest word on satellites and HDOP, with or without a fix. */
import type { GnssReception } from './averagedPosition'
import type { NmeaMessage } from './NmeaReader'
import type { NmeaSentence } from './nmeaSentence'

/** In a text by which a training receiver says what it is. */
export const simulatedMark = 'simulated'

export class Reception {
  sentences = 0
  damaged = 0
  satellites: number | null = null
  hdop: number | null = null
  /** A text sentence said that the receiver is a simulated one. */
  isSimulated = false
  readonly types = new Set<string>()

  hear(message: NmeaMessage): void {
    if (message.kind !== 'sentence') {
      this.damaged += 1
      return
    }
    const { sentence } = message
    this.sentences += 1
    // Bounded: types beyond these are of no interest here.
    if (sentence.type === 'GGA' || sentence.type === 'RMC') this.types.add(sentence.type)
    if (sentence.type === 'GGA') this.#readGga(sentence.fields)
    if (textOf(sentence)?.toLowerCase().includes(simulatedMark)) this.isSimulated = true
  }

  countAnew(): void {
    this.sentences = 0
    this.damaged = 0
  }

  /** As shown; what is not given is that of a beginning. */
  toState(rest: Pick<GnssReception, 'fixesWanted'> & Partial<GnssReception>): GnssReception {
    const { sentences, damaged, satellites, hdop } = this
    return { sentences, damagedSentences: damaged, satellites, hdop, fixes: 0, scatter: [], ...rest }
  }

  #readGga(fields: readonly string[]): void {
    const [satellites = '', hdop = ''] = fields.slice(6, 8)
    this.satellites = /^\d{1,2}$/.test(satellites) ? Number(satellites) : null
    this.hdop = /^\d+(\.\d*)?$/.test(hdop) ? Number(hdop) : null
  }
}

/** What a TXT sentence says: total, number, severity, text. */
export function textOf({ type, fields }: NmeaSentence): string | null {
  return type === 'TXT' && fields.length >= 4 ? fields.slice(3).join(',') : null
}
