/**
 * The RFC 8785 (JSON Canonicalization Scheme) form that digests and signatures are made of. The scheme has none for half of a
 * surrogate pair, as a name that was cut in the middle of an emoji ends with; version 2 of the package writes it as JSON
 * itself does, `\ud83d`, so that one such name does not keep a whole document from being sealed or read. Later versions
 * refuse it, and cannot be loaded as CommonJS, which the flows' runner does on Node 20.
 */
import canonicalize from 'canonicalize'

/** @returns undefined for what is no JSON at all. @throws Error for NaN, infinities, bigints and circles. */
export function canonicalJson(value: unknown): string | undefined {
  return canonicalize(value)
}
