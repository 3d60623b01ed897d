/** Objects of small values: for each key the latest transaction decides, and one that is gone is remembered as gone. */
import type { Stamp } from '../operation'
import { isObject, isTexts } from './forms'

/** How an operation changes a map. */
export interface MapChange {
  put?: Record<string, unknown>
  drop?: string[]
}

export function isMapChange(change: unknown): change is MapChange {
  if (!isObject(change)) return false
  const { put, drop } = change
  return (put === undefined || isObject(put)) && (drop === undefined || isTexts(drop))
}

type Value = Record<string, unknown>
type ByKey = Record<string, Stamp>

export function mergeMap(
  value: Value | undefined,
  byKey: ByKey | undefined,
  whole: Stamp,
  change: MapChange,
  stamp: Stamp,
): { value: Value; byKey: ByKey } {
  const next = { ...value }
  const stamps = { ...byKey }
  const isNewer = (key: string) => stamp >= (stamps[key] ?? (Object.hasOwn(next, key) ? whole : ''))
  for (const [key, item] of Object.entries(change.put ?? {})) {
    if (!isNewer(key)) continue
    next[key] = item
    stamps[key] = stamp
  }
  for (const key of change.drop ?? []) {
    if (!isNewer(key)) continue
    delete next[key]
    stamps[key] = stamp
  }
  return { value: sorted(next), byKey: stamps }
}

/** The transaction that wrote a key last; null when none did. */
export function stampOfKey(key: string, value: Value | undefined, byKey: ByKey | undefined, whole: Stamp): Stamp | null {
  return byKey?.[key] ?? (value && Object.hasOwn(value, key) ? whole : null)
}

/** The stamps that must be kept where those of `whole` go without saying; null when none. */
export function compactMap(value: Value, byKey: ByKey | undefined, before: Stamp, whole: Stamp): ByKey | null {
  const kept: ByKey = {}
  for (const key of [...new Set([...Object.keys(value), ...Object.keys(byKey ?? {})])].sort()) {
    const stamp = byKey?.[key] ?? before
    if (!Object.hasOwn(value, key) || stamp !== whole) kept[key] = stamp
  }
  return Object.keys(kept).length === 0 ? null : kept
}

/** Keys in one order, so that two installations hold the same bytes. */
export function sorted(value: Value): Value {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
