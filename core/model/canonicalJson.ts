/**
 * The RFC 8785 (JSON Canonicalization Scheme) form that digests and signatures are made of. The scheme has none for half of a
 * surrogate pair, as a name that was cut in the middle of an emoji ends with; here it is written as JSON itself writes it,
 * `\ud83d`, so that one such name does not keep a whole document from being sealed or read.
 */
import canonicalize from 'canonicalize'

/** Where such a half stood: a character that Unicode keeps for a program's own use, around its number. */
const MARK = '\uffff'
const MARKED = new RegExp(`${MARK}(d[89a-f][0-9a-f]{2})${MARK}`, 'g')
const ESCAPE = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/gi

/** @returns undefined for what is no JSON at all. @throws Error for NaN, infinities, bigints and circles. */
export function canonicalJson(value: unknown): string | undefined {
  try {
    return canonicalize(value)
  } catch (thrown) {
    if (!(thrown instanceof Error) || !/surrogate/i.test(thrown.message)) throw thrown
    // JSON.stringify writes such halves, and nothing else of these numbers, as escapes.
    const marked = JSON.stringify(value, refuseWhatJsonBends).replace(ESCAPE, (written, half?: string) =>
      half ? MARK + half.toLowerCase() + MARK : written,
    )
    return canonicalize(JSON.parse(marked))?.replace(MARKED, '\\u$1')
  }
}

/** JSON would write null. */
function refuseWhatJsonBends(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is not allowed`)
  return value
}
