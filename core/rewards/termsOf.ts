/** Agreements as they are kept and read, as terms: percentages alone become one stage. */
import { instantOf } from '../model/periodDates'
import type { DustPolicy, Stage, StageShare, Terms, TermsScope } from '../model/terms'

export interface AgreementFacts {
  id: string
  name: string
  scope: TermsScope
  /** Of an agreement of percentages alone; else empty. */
  shares: { memberId: string; percent: string }[]
  stages?: Stage[] | undefined
  from?: string | undefined
  to?: string | undefined
  dust?: DustPolicy | undefined
}

export function termsOf({ id, name, scope, shares, stages, from, to, dust }: AgreementFacts): Terms {
  return {
    id,
    name,
    scope,
    from: from === undefined ? null : instantOf(from),
    to: to === undefined ? null : instantOf(to),
    dust: dust ?? 'largest-remainder',
    stages: stages ? [...stages] : [remainderOf(shares)],
  }
}

function remainderOf(shares: AgreementFacts['shares']): Stage {
  return { id: 'shares', kind: 'remainder', shares: shares.map(({ memberId, percent }): StageShare => ({ memberId, percent })) }
}
