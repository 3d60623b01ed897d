/** Versions of one register that did not know of each other: they stand side by side until a person chooses (SPEC.md, [RC11]). */
import { Problem } from '../model/problem'
import type { MergePlan } from './mergePlan'
import type { Change, Stamp } from './operation'
import type { RecordState, VersionStamps } from './recordState'
import type { VersionChange } from './registers/multiValue'
import { sameValue } from './sameValue'

export interface StandingVersions {
  /** Name of the register. */
  register: string
  /** The fields that it says together. */
  fields: readonly string[]
  /** Two or more that differ, the latest first. */
  versions: readonly { stamp: Stamp; value: Record<string, unknown> }[]
}

/** The registers of a record of which versions stand that say different things: who wrote the same is of one mind. */
export function standingVersions({ ordered }: MergePlan, { stamps }: Pick<RecordState, 'stamps'>): StandingVersions[] {
  return ordered.flatMap(({ name, rule, fields }) => {
    const written = rule === 'multi-value' ? (stamps?.[name] as VersionStamps | undefined) : undefined
    const distinct = (written?.live ?? []).filter(
      ([, value], at, all) => all.findIndex(([, other]) => sameValue(other, value)) === at,
    )
    if (distinct.length < 2) return []
    return [{ register: name, fields, versions: distinct.map(([stamp, value]) => ({ stamp, value })) }]
  })
}

/**
 * The change by which one of the versions that stand is the only one: it is written again, over all of them.
 * @throws Problem `data.versions-changed` when the chosen one stands no more
 */
export function chooseVersion(plan: MergePlan, key: string, state: RecordState, register: string, chosen: Stamp): Change {
  const { live, over } = (state.stamps?.[register] as VersionStamps | undefined) ?? { live: [], over: [] }
  const value = live.find(([stamp]) => stamp === chosen)?.[1]
  if (!value || live.length < 2) {
    throw new Problem('data.versions-changed', 'These versions were changed meanwhile: look at them again, and choose then.', {
      cause: `${plan.table} ${key} ${register}`,
    })
  }
  const change: VersionChange = { value, over: [...new Set([...live.map(([stamp]) => stamp), ...over])].sort() }
  return { table: plan.table, key, set: { [register]: change } }
}
