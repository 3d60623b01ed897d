/** What opens a closed period again, for tests that need no genuine signature. */
import type { Closing } from '#core/model/records'
import { nowText } from '../../records/newId'

export function reopeningOf({ id, periodId, symbol }: Pick<Closing, 'id' | 'periodId' | 'symbol'>) {
  const period = { id: periodId, name: periodId }
  const said = { kind: 'reopening' as const, closedSplitSha256: 'a'.repeat(64), period, symbol, reason: 'A wrong address' }
  const reopenedAt = nowText()
  const file = {
    format: 'commonmast-declaration-v1' as const,
    facts: { id: `again-${id}`, said, signedAt: reopenedAt },
    publicKey: 'b'.repeat(64),
    signature: 'c'.repeat(128),
  }
  return { id: file.facts.id, closingId: id, periodId, file, reopenedAt }
}
