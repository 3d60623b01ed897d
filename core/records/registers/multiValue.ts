/** Versions: each names those that it has seen and replaces. Versions that did not know of each other stand side by side. */
import type { Stamp } from '../operation'
import type { VersionStamps } from '../recordState'
import { isObject, isTexts } from './forms'

/** How an operation writes a version. */
export interface VersionChange {
  /** The fields of the register. */
  value: Record<string, unknown>
  /** The versions that it replaces. */
  over: Stamp[]
}

export function isVersionChange(change: unknown): change is VersionChange {
  return isObject(change) && isObject(change.value) && isTexts(change.over)
}

type Value = Record<string, unknown>

export function mergeVersions(
  value: Value | undefined,
  versions: VersionStamps | undefined,
  whole: Stamp,
  change: VersionChange,
  stamp: Stamp,
): VersionStamps {
  const before = versionsOf(value, versions, whole)
  const over = [...new Set([...before.over, ...change.over])].sort()
  const all = new Map([...before.live, [stamp, change.value] as [Stamp, Value]])
  const live = [...all].filter(([each]) => !over.includes(each)).sort(([one], [other]) => (one > other ? -1 : 1))
  return { live, over }
}

/** All versions that stand; one where nobody disagreed. */
export function versionsOf(value: Value | undefined, versions: VersionStamps | undefined, whole: Stamp): VersionStamps {
  if (versions) return versions
  return { live: value === undefined ? [] : [[whole, value]], over: [] }
}

/** What must be kept where one version of `whole` goes without saying; null when nothing. */
export function compactVersions(versions: VersionStamps, whole: Stamp): VersionStamps | null {
  const [first] = versions.live
  const isPlain = versions.over.length === 0 && versions.live.length === 1 && first?.[0] === whole
  return isPlain ? null : versions
}
