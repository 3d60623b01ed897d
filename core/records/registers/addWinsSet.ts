/**
 * Sets: an addition is named by its transaction, and a removal names the additions that it has seen. What was added
 * without the removal knowing stays. Source: Shapiro et al., "A comprehensive study of CRDTs" (2011), the OR-set.
 */
import type { Stamp } from '../operation'
import type { ElementStamps } from '../recordState'
import { isObject, isTexts } from './forms'

/** How an operation changes a set. */
export interface SetChange {
  add?: string[]
  /** By element: the additions that the removal has seen. */
  remove?: Record<string, Stamp[]>
}

/** By hand, because every row of an import comes by here. */
export function isSetChange(change: unknown): change is SetChange {
  if (!isObject(change)) return false
  const { add, remove } = change
  return (
    (add === undefined || isTexts(add)) && (remove === undefined || (isObject(remove) && Object.values(remove).every(isTexts)))
  )
}

type ByElement = Record<string, ElementStamps>

/** Stamps of every element that ever was in the set, those of `whole` written out. */
function expand(value: readonly string[], byElement: ByElement | undefined, whole: Stamp): Map<string, ElementStamps> {
  const all = new Map<string, ElementStamps>(Object.entries(byElement ?? {}))
  for (const element of value) if (!all.has(element)) all.set(element, [[whole], []])
  return all
}

export function mergeSet(
  value: readonly string[] | undefined,
  byElement: ByElement | undefined,
  whole: Stamp,
  change: SetChange,
  stamp: Stamp,
): { value: string[]; byElement: ByElement } {
  const all = expand(value ?? [], byElement, whole)
  for (const element of change.add ?? []) {
    const [added, removed] = all.get(element) ?? [[], []]
    all.set(element, [withStamps(added, [stamp]), removed])
  }
  for (const [element, seen] of Object.entries(change.remove ?? {})) {
    const [added, removed] = all.get(element) ?? [[], []]
    all.set(element, [added, withStamps(removed, seen)])
  }
  return { value: elementsOf(all), byElement: Object.fromEntries(all) }
}

/**
 * Every addition of an element that is known. A removal names all of them, those too that were removed before, so that it
 * stands whatever becomes of the earlier removal.
 */
export function knownAdditions(element: string, byElement: ByElement | undefined, whole: Stamp): Stamp[] {
  const [added] = byElement?.[element] ?? [[whole]]
  return [...added]
}

/** The stamps that must be kept where those of `whole` go without saying; null when none. */
export function compactSet(
  value: readonly string[],
  byElement: ByElement | undefined,
  before: Stamp,
  whole: Stamp,
): ByElement | null {
  const kept = [...expand(value, byElement, before)].filter(
    ([, [added, removed]]) => removed.length > 0 || added.length !== 1 || added[0] !== whole,
  )
  return kept.length === 0 ? null : Object.fromEntries(kept.sort(byText))
}

function byText([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}

function elementsOf(all: ReadonlyMap<string, ElementStamps>): string[] {
  return [...all]
    .filter(([, [added, removed]]) => added.some((stamp) => !removed.includes(stamp)))
    .map(([element]) => element)
    .sort()
}

function withStamps(one: readonly Stamp[], other: readonly Stamp[]): Stamp[] {
  return [...new Set([...one, ...other])].sort()
}
