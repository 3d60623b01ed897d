/** A field that says when a record was changed last: alone it is no change. */
export const CHANGED_AT = 'updatedAt'

/** Whether two values of a record are the same to a reader: as JSON has them, in whatever order their keys stand. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    return one.every((value, at) => sameValue(value, other[at]))
  }
  const left = one as Record<string, unknown>
  const right = other as Record<string, unknown>
  // A field that is undefined is not there: neither JSON nor an operation carries it.
  const names = Object.keys(left).filter((name) => left[name] !== undefined)
  const others = Object.keys(right).filter((name) => right[name] !== undefined)
  return names.length === others.length && names.every((name) => sameValue(left[name], right[name]))
}
