/** Whether agreements would claim one hotspot, before they are written. SPEC.md, rules [AG2], [AG3] and [AG8]. */
import { Problem } from '../model/problem'
import type { Terms } from '../model/terms'
import { createTermsChooser, type TermsSubject } from './termsInForce'

const ALWAYS = ''

/**
 * @param subjects hotspots that are known, named as the terms name them
 * @throws Problem `agreement.ambiguous`, naming both agreements and what they claim, or `agreement.duplicate-id`
 */
export function refuseAmbiguousClaims(all: readonly Terms[], subjects: Iterable<TermsSubject>): void {
  const choose = createTermsChooser(all)
  const grouped = new Set(all.flatMap(({ scope }) => (scope.kind === 'group' ? [scope.group] : [])))
  const instants = [ALWAYS, ...new Set(all.flatMap(({ from }) => from ?? []))]
  for (const subject of subjects) {
    // Only a hotspot of several groups can be claimed twice without its claims being the same.
    if (subject.groups.filter((group) => grouped.has(group)).length < 2) continue
    for (const instant of instants) choose(subject, instant)
  }
}

/** The problem instead of an exception, for a form. */
export function ambiguousClaim(all: readonly Terms[], subjects: Iterable<TermsSubject>): Problem | null {
  try {
    refuseAmbiguousClaims(all, subjects)
    return null
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown
    throw thrown
  }
}
