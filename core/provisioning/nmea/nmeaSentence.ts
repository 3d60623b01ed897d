/**
 * One line of NMEA 0183: `$` talker and type, fields between commas, `*` and a checksum that is the exclusive or of the
 * bytes between. A sentence without a checksum, or with a wrong one, is none: positions decide where income is measured.
 */

export interface NmeaSentence {
  /** GP, GL, GA, GB, GN …; P alone for what a manufacturer made up, whose letters begin the type then. */
  talker: string
  /** GGA, RMC, GSA … or, after P, for example UBX and MTK705. */
  type: string
  /** After the type, as written; empty ones stand for what the receiver does not know. */
  fields: string[]
}

/** The standard allows 82 characters; receivers with many fields send more. */
export const MAX_SENTENCE_CHARACTERS = 120

const SHAPE = /^\$(P|[A-OQ-Z][A-Z\d])([A-Z]{2}[A-Z\d]+)(?:,([\x20-\x7e]*))?\*([0-9A-Fa-f]{2})$/

/** Whole but for the checksum, which some receivers leave out. */
const WITHOUT_CHECKSUM = /^\$(?:P|[A-OQ-Z][A-Z\d])[A-Z]{2}[A-Z\d]+,[\x20-\x29\x2b-\x7e]*$/

export type NmeaReading =
  | { kind: 'sentence'; sentence: NmeaSentence }
  | { kind: 'damaged' }
  | { kind: 'unchecked' }
  | { kind: 'not-nmea' }

/**
 * Reads one line without its line end. `damaged` looks like a sentence and fails its checksum or its form; `unchecked` has no
 * checksum at all.
 */
export function readNmeaSentence(written: string): NmeaReading {
  const line = written.trimEnd()
  if (!line.startsWith('$')) return { kind: 'not-nmea' }
  if (WITHOUT_CHECKSUM.test(line)) return { kind: 'unchecked' }
  const [, talker, type, body, given] = (line.length <= MAX_SENTENCE_CHARACTERS && SHAPE.exec(line)) || []
  if (talker === undefined || type === undefined || given === undefined) return { kind: 'damaged' }
  if (talker !== 'P' && type.length !== 3) return { kind: 'damaged' }
  if (nmeaChecksum(line.slice(1, line.lastIndexOf('*'))) !== given.toUpperCase()) return { kind: 'damaged' }
  return { kind: 'sentence', sentence: { talker, type, fields: body?.split(',') ?? [] } }
}

/** Two upper-case hex digits. @param body what stands between `$` and `*`, ASCII */
export function nmeaChecksum(body: string): string {
  let sum = 0
  for (let at = 0; at < body.length; at++) sum ^= body.charCodeAt(at)
  return sum.toString(16).toUpperCase().padStart(2, '0')
}
