/** A member's standing as it is typed, and read back. */
import { instantTyped } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { Standing } from '#core/model/terms'
import type { StandingDraft } from './StandingFields'

export function standingDraft(standing: Standing = { kind: 'active' }): StandingDraft {
  const draft: StandingDraft = { kind: standing.kind, afterwards: 'hold', heirId: null, reserve: '', from: '' }
  if (standing.kind !== 'left') return draft
  const { afterwards } = standing
  if (afterwards.kind === 'hold') return draft
  return {
    ...draft,
    ...{ afterwards: afterwards.kind, from: afterwards.from.replace('T00:00:00.000Z', '') },
    ...(afterwards.kind === 'to-member' ? { heirId: afterwards.memberId } : { reserve: afterwards.reserve }),
  }
}

/** @throws Problem `standing.incomplete`, or `period.bad-date` */
export function readStanding({ kind, afterwards, heirId, reserve, from }: StandingDraft): Standing {
  if (kind !== 'left') return { kind }
  if (afterwards === 'hold') return { kind, afterwards: { kind: afterwards } }
  const at = instantTyped(from)
  const name = reserve.trim()
  if (at === null) throw new Problem('standing.incomplete', 'Say from which day on.', { field: 'from' })
  if (afterwards === 'to-reserve') {
    if (name === '') throw new Problem('standing.incomplete', 'Name the reserve.', { field: 'reserve' })
    return { kind, afterwards: { kind: afterwards, reserve: name, from: at } }
  }
  if (heirId === null) throw new Problem('standing.incomplete', 'Choose the heir.', { field: 'heirId' })
  return { kind, afterwards: { kind: afterwards, memberId: heirId, from: at } }
}
