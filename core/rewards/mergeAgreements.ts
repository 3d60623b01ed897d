/**
 * Agreements of a file among those that are kept: which of them each is, and which hotspots it means. SPEC.md, rules [MA1]
 * and [MA2].
 */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import type { HotspotReferences } from '../networks/deviceKey/hotspotReference'
import { agreementIdOf } from './agreementId'
import type { AgreementsReading } from './agreementsReading'
import type { AgreementFacts } from './termsOf'

export interface ResolvedAgreements {
  groups: AgreementsReading['groups']
  agreements: AgreementFacts[]
  /** Hotspots that a key alone does not tell apart. */
  problems: FileProblem[]
}

/** The reading with ids of the fleet's hotspots in place of their keys; a key that the fleet does not have stays. */
export function resolveHotspots({ groups, agreements }: AgreementsReading, references: HotspotReferences): ResolvedAgreements {
  const problems: FileProblem[] = []
  const named = new Set<string>()
  const resolve = (reference: string, field: string): string => {
    try {
      return references.resolve(reference, { field })
    } catch (thrown) {
      if (!named.has(reference)) problems.push(toFileProblem(thrown))
      named.add(reference)
      return reference
    }
  }
  return {
    groups: groups.map(({ name, hotspots }) => ({ name, hotspots: hotspots.map((key) => resolve(key, 'hotspots')) })),
    agreements: agreements.map((agreement) => {
      const { scope } = agreement
      if (scope.kind !== 'hotspots') return agreement
      const hotspotIds = [...new Set(scope.hotspotIds.map((key) => resolve(key, 'hotspotIds')))]
      return { ...agreement, scope: { ...scope, hotspotIds } }
    }),
    problems,
  }
}

/**
 * The agreements under the ids of those that they replace: of the one with the same id, else of the one for the very same
 * hotspots, group or all others. The others keep the id of the file and replace nothing.
 * @param agreements as `resolveHotspots` gives them
 */
export function matchAgreements(
  existing: readonly Pick<AgreementFacts, 'id' | 'scope' | 'from'>[],
  agreements: readonly AgreementFacts[],
): AgreementFacts[] {
  const ids = new Set(existing.map(({ id }) => id))
  const taken = new Set(agreements.map(({ id }) => id).filter((id) => ids.has(id)))
  const idByScope = new Map(
    existing
      .filter(({ id, scope }) => !taken.has(id) && scope.kind !== 'fed')
      .map(({ id, scope, from }) => [agreementIdOf(scope, from), id]),
  )
  return agreements.map((agreement) => {
    const { id, scope, from } = agreement
    if (ids.has(id) || scope.kind === 'fed') return agreement
    return { ...agreement, id: idByScope.get(agreementIdOf(scope, from)) ?? id }
  })
}
