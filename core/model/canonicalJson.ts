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

/**
 * Whether a text is the RFC 8785 form of what JSON.parse made of it. Where it is, JSON.stringify most often gives it back, in a
 * fraction of the time that the form takes to be made; then only the order of names is left to be looked at.
 */
export function isCanonical(text: string, parsed: unknown): boolean {
  return (hasNamesInOrder(parsed) && JSON.stringify(parsed) === text) || canonicalJson(parsed) === text
}

function hasNamesInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(hasNamesInOrder)
  let before: string | null = null
  for (const name in value) {
    if (before !== null && before >= name) return false
    before = name
    if (!hasNamesInOrder((value as Record<string, unknown>)[name])) return false
  }
  return true
}
