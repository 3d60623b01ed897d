/**
 * Hotspots that an agreement names and that have no reward: mistyped keys, and devices that got nothing. Where a key is
 * mistyped another agreement pays, and nothing else would look odd. SPEC.md, rule [AG5].
 */
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'
import type { AgreementFacts } from './termsOf'

export interface UnmatchedKeys {
  agreementId: string
  agreementName: string
  /** As the agreement names them, in normal form. */
  hotspots: string[]
}

/** A reference to a hotspot of one network, with the network before its key. */
const WITH_NETWORK = /^[a-z][a-z0-9-]*:/

/**
 * @param groups the hotspots of each group, as far as they are named
 * @param keys of the hotspots of `network` that have a reward, or are known otherwise
 */
export function unmatchedKeys(
  agreements: readonly Pick<AgreementFacts, 'id' | 'name' | 'scope'>[],
  groups: readonly { name: string; hotspots: readonly string[] }[],
  keys: ReadonlySet<string>,
  network: string,
): UnmatchedKeys[] {
  const isMissing = (reference: string) => {
    const key = keyInNetwork(reference, network)
    // Of another network, whose rewards are no part of this.
    return !keys.has(key) && !(key === reference && WITH_NETWORK.test(reference))
  }
  return agreements.flatMap(({ id, name, scope }) => {
    if (scope.kind !== 'hotspots' && scope.kind !== 'group') return []
    const named =
      scope.kind === 'hotspots'
        ? scope.hotspotIds
        : groups.filter((group) => group.name === scope.group).flatMap((group) => group.hotspots)
    const hotspots = [...new Set(named.filter(isMissing))]
    return hotspots.length === 0 ? [] : [{ agreementId: id, agreementName: name, hotspots }]
  })
}

const NAMED = 5

/** "Agreement "Hill" names mast-O3 and 3 more". */
export function unmatchedText({ agreementName, hotspots }: Pick<UnmatchedKeys, 'agreementName' | 'hotspots'>): string {
  const more = hotspots.length > NAMED ? ` and ${hotspots.length - NAMED} more` : ''
  return `Agreement "${agreementName}" names ${hotspots.slice(0, NAMED).join(', ')}${more}`
}
