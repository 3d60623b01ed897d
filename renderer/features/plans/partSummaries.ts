/** What each folded part of the form says while it is closed. */
import { costText } from '#core/words/costText'
import { countText } from '#core/words/countText'
import { lengthText } from '#core/words/distanceText'
import type { PlanDraft } from './planDraft'

/** One line per part. */
export function partSummaries(draft: PlanDraft) {
  const { demand, budget, currency, gridCost, listed, movable, mustHave, forbidden, spacingM } = draft
  const list = (parts: (string | false)[], none: string) => parts.filter(Boolean).join(', ') || none
  return {
    demand: demand ? demand.name : 'Every cell alike',
    limits: list(
      [
        Number(budget) > 0 && `Budget ${costText(Number(budget), currency)}`,
        Number(gridCost) > 0 && `a site ${costText(Number(gridCost), currency)}`,
      ],
      'No budget',
    ),
    candidates: list(
      [
        draft.grid && 'A grid',
        listed.length > 0 && countText(listed.length, 'listed place'),
        movable.length > 0 && `${countText(movable.length, 'hotspot')} to move`,
      ],
      'Nowhere yet',
    ),
    places: list(
      [
        mustHave.length > 0 && `${mustHave.length} must-have`,
        forbidden.length > 0 && countText(forbidden.length, 'forbidden area'),
        Number(spacingM) > 0 && `${lengthText(Number(spacingM))} apart`,
      ],
      'None',
    ),
    effort: `Resolution ${draft.resolution}, at most ${draft.timeS} s, ${draft.countExisting ? 'the fleet counts' : 'the fleet does not count'}`,
  }
}
