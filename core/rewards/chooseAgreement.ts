/**
 * Which agreement applies to a hotspot: one that names it, else one for a group it is in, else the default. Never a
 * guess: where two would apply, nobody is paid until a person decides. SPEC.md, rules [AG1] to [AG4].
 */
import { Problem } from '../model/problem'
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'
import type { SplitAgreement } from './splitFile'

export interface AgreementSubject {
  hotspotKey: string
  groups: readonly string[]
}

/**
 * Looks up agreements by hotspot.
 * @param network whose keys the subjects have; without one, agreements are looked up as they name hotspots
 * @returns a function giving the agreement, or null where none applies; it throws Problem `agreement.ambiguous`
 * for a hotspot in two groups that both have one.
 * @throws Problem `agreement.ambiguous` when two agreements claim the same hotspot, the same group or the default,
 * and `agreement.duplicate-id`.
 */
export function createAgreementChooser(
  agreements: readonly SplitAgreement[],
  network?: string,
): (subject: AgreementSubject) => SplitAgreement | null {
  const ids = new Set<string>()
  const byHotspot = new Map<string, SplitAgreement>()
  const byGroup = new Map<string, SplitAgreement>()
  const byDefault = new Map<string, SplitAgreement>()

  function claim(map: Map<string, SplitAgreement>, key: string, agreement: SplitAgreement, what: string): void {
    const other = map.get(key)
    if (other) throw ambiguous(what, other, agreement)
    map.set(key, agreement)
  }

  for (const agreement of agreements) {
    const { scope } = agreement
    if (scope.kind === 'default') claim(byDefault, '', agreement, 'every hotspot without one of its own')
    else if (scope.kind === 'group') claim(byGroup, scope.group, agreement, `group "${scope.group}"`)
    else {
      const keys = scope.hotspotIds.map((id) => (network === undefined ? id : keyInNetwork(id, network)))
      for (const key of new Set(keys)) claim(byHotspot, key, agreement, `hotspot "${key}"`)
    }
    if (ids.has(agreement.id)) {
      throw new Problem('agreement.duplicate-id', `Two agreements have the id "${agreement.id}": give one of them another id.`)
    }
    ids.add(agreement.id)
  }

  return ({ hotspotKey, groups }) => {
    const named = byHotspot.get(hotspotKey)
    if (named) return named
    let chosen: SplitAgreement | undefined
    for (const group of groups) {
      const agreement = byGroup.get(group)
      if (agreement && chosen && agreement !== chosen) throw ambiguous(`hotspot "${hotspotKey}"`, chosen, agreement)
      chosen ??= agreement
    }
    return chosen ?? byDefault.get('') ?? null
  }
}

function ambiguous(what: string, first: SplitAgreement, second: SplitAgreement): Problem {
  return new Problem(
    'agreement.ambiguous',
    `Two agreements apply to ${what}: "${first.name}" and "${second.name}". Change one, or name the hotspot in an agreement of its own.`,
  )
}
