/** A draft in one sentence or three, so that a person reads what they ask for before it is worked on. */
import { countText } from '#core/words/countText'
import { areaText, lengthText } from '#core/words/distanceText'
import { numberText } from '#core/words/numberText'
import { type PlanDraft, settingsOf } from './planDraft'

interface DraftFacts {
  areaM2: number
  areaCells: number
  /** Hotspots in service that can reach the area. */
  hotspots: number
  /** How far the profile reaches. */
  reachM: number
}

export function planSentence(draft: PlanDraft, facts: DraftFacts): string {
  const { limit, candidates, spacingM, countExisting, mustHave, forbidden } = settingsOf(draft)
  const sites = limit.count === null ? 'as many sites as the budget allows' : `up to ${countText(limit.count, 'site')}`
  const budget = limit.budget === null ? '' : ` within ${numberText(limit.budget)} ${limit.currency}`
  const where = `in ${areaText(facts.areaM2)}, about ${countText(facts.areaCells, 'cell')}`
  const worth = draft.demand ? `to reach the most ${draft.demand.unit} (${draft.demand.name})` : 'to reach the most cells'
  const link = draft.profile
    ? `${draft.profile.name}, which reaches ${lengthText(facts.reachM)}`
    : `a circle of ${lengthText(facts.reachM)}`
  const from = [
    candidates.grid && 'a grid',
    candidates.listed.length > 0 && countText(candidates.listed.length, 'listed place'),
    candidates.movable.length > 0 && `${countText(candidates.movable.length, 'hotspot')} that may be moved`,
  ].filter(Boolean)
  const rules = [
    mustHave.length > 0 && `${countText(mustHave.length, 'site')} must be among them`,
    forbidden.length > 0 && `none in ${countText(forbidden.length, 'forbidden area')}`,
    spacingM > 0 && `at least ${lengthText(spacingM)} apart`,
  ].filter(Boolean)
  const existing = countExisting
    ? `${countText(facts.hotspots, 'hotspot in service counts', 'hotspots in service count')} already.`
    : 'Hotspots in service do not count.'
  return [
    `Choose ${sites}${budget} ${where}, ${worth} that nobody reaches yet, each with ${link}.`,
    from.length > 0 && `From ${joined(from as string[])}${rules.length > 0 ? `; ${joined(rules as string[])}` : ''}.`,
    existing,
  ]
    .filter(Boolean)
    .join(' ')
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
