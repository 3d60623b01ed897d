/**
 * What agreements reach in a period, so that it can be named before anything is split: agreements that take nothing, and
 * rewards that are left to the default beside agreements for others. SPEC.md, rules [AG5] and [AG7].
 */
import { countText } from '../words/countText'
import { numberText } from '../words/numberText'
import type { AgreementFacts } from './termsOf'

export interface AgreementsReach {
  /** Agreements for hotspots or groups that none of the rewards has. */
  unused: string[]
  /** The rewards that only the default reaches, where there are agreements for others; null where there are none. */
  leftToDefault: { agreementName: string; rewards: number; of: number } | null
}

/** @param rewardsOf how many rewards the agreement of an id takes */
export function agreementsReach(
  agreements: readonly Pick<AgreementFacts, 'id' | 'name' | 'scope'>[],
  rewardsOf: (agreementId: string) => number,
  rewards: number,
): AgreementsReach {
  const others = agreements.filter(({ scope }) => scope.kind !== 'default' && scope.kind !== 'fed')
  const byDefault = agreements.find(({ scope }) => scope.kind === 'default')
  const left = byDefault ? rewardsOf(byDefault.id) : 0
  return {
    unused: others.filter(({ id }) => rewardsOf(id) === 0).map(({ name }) => name),
    leftToDefault:
      byDefault && left > 0 && others.length > 0 ? { agreementName: byDefault.name, rewards: left, of: rewards } : null,
  }
}

const NAMED = 5

/** Sentences for a person; none where all agreements are used and reach all. */
export function reachTexts({ unused, leftToDefault }: AgreementsReach): string[] {
  const more = unused.length > NAMED ? ` and ${unused.length - NAMED} more` : ''
  const names = unused
    .slice(0, NAMED)
    .map((name) => `"${name}"`)
    .join(', ')
  const texts =
    unused.length === 0 ? [] : [`${countText(unused.length, 'agreement takes', 'agreements take')} nothing: ${names}${more}.`]
  if (leftToDefault) {
    const { agreementName, rewards, of } = leftToDefault
    texts.push(
      `${numberText(rewards)} of ${countText(of, 'reward')} are shared by "${agreementName}", because no other agreement names their hotspots.`,
    )
  }
  return texts
}
