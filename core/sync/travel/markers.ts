/**
 * What stands in a travelling operation in place of a value: an object with a single name that begins with `$`. A value of
 * that very form travels within `$plain`, so that nothing that a person writes is taken for one. SPEC.md, [SY60].
 */
import { isRecord } from '../../model/isRecord'

export interface Marked {
  /** `$file`, `$plain` or one that only a later version knows. */
  marker: string
  content: unknown
}

/** @returns null for a value that stands for itself */
export function readMarked(value: unknown): Marked | null {
  if (!isRecord(value)) return null
  const names = Object.keys(value)
  const [marker] = names
  if (marker === undefined || names.length > 1 || !marker.startsWith('$')) return null
  return { marker, content: value[marker] }
}

/** The value as it travels in the clear. */
export function plainly(value: unknown): unknown {
  return readMarked(value) ? { $plain: value } : value
}
