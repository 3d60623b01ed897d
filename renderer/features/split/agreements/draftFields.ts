/** Terms as an agreement keeps them: percentages of members alone stand as its shares, as they always did. */
import type { Agreement } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import type { AgreementFields } from '../../../data/agreements/saveAgreements'

/** The stage that shares of percentages alone are read as. */
const SHARES_ID = 'shares'

export function fieldsOf({ name, scope, from, to, dust, stages }: Terms): AgreementFields {
  const shares = plainShares(stages)
  return {
    name,
    scope,
    shares: shares ?? [],
    stages: shares ? undefined : stages,
    from: from ?? undefined,
    to: to ?? undefined,
    // The usual policy has no mark on record.
    dust: dust === 'largest-remainder' ? undefined : dust,
  }
}

function plainShares(stages: Terms['stages']): Agreement['shares'] | null {
  const [only, ...others] = stages
  if (only?.kind !== 'remainder' || only.id !== SHARES_ID || others.length > 0) return null
  const shares = only.shares.flatMap(({ memberId, percent, ...more }) =>
    memberId === undefined || percent === undefined || Object.keys(more).length > 0 ? [] : [{ memberId, percent }],
  )
  return shares.length === only.shares.length ? shares : null
}
