/** Opening a closed period again: signed, and only while nothing of it was paid and nothing goes on from it. */
import type { Declaration, StatedDeclaration } from '#core/agreements/declaration'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import { isDemoKey } from '#core/model/demoIdentity'
import { Problem } from '#core/model/problem'
import type { Closing } from '#core/model/records'
import { periodOf } from '#core/rewards/splitFile'
import { periodPayment } from '#core/treasury/state/periodPayment'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { readPayouts } from '../treasury/readPayouts'
import { CLOSING_TABLES, closingOf, lastClosing, readClosings, splitOf } from './closings'

type Sign = (said: StatedDeclaration) => Promise<Declaration>

/**
 * @param reason why, in words; it is signed with it
 * @param sign asks main, which refuses where its journal knows of a payment
 * @throws Problem `reopening.no-reason`, `period.not-closed`, `period.paid`, `period.gone-on`, `declaration.does-not-hold`
 */
export async function reopenPeriod(periodId: string, reason: string, sign: Sign): Promise<void> {
  const why = reason.trim()
  if (why === '') throw new Problem('reopening.no-reason', 'Say why the period is opened again: it is signed and kept.')
  const closing = await reopenable(periodId)
  const { id, name } = periodOf(splitOf(closing))
  const said: StatedDeclaration = {
    kind: 'reopening',
    closedSplitSha256: splitOf(closing).contentSha256,
    period: { id, name },
    symbol: closing.symbol,
    reason: why,
  }
  const file = await sign(said)
  const [finding] = verifyDeclaration(file)
  if (finding) {
    throw new Problem('declaration.does-not-hold', 'The signature does not hold, so nothing was opened again: try again.', {
      cause: finding.message,
    })
  }
  const act = { kind: 'reopen', title: `${name} opened again` }
  await transact(db, act, [...CLOSING_TABLES], async (records) => {
    // While it was signed, the period may have been paid.
    const { id: closingId } = await reopenable(periodId)
    await records.put('reopenings', { id: file.facts.id, closingId, periodId, file, reopenedAt: nowText() })
  })
}

async function reopenable(periodId: string): Promise<Closing> {
  const closing = await closingOf(periodId)
  if (!closing) throw new Problem('period.not-closed', 'This period is not closed: there is nothing to open again.')
  const { name } = periodOf(splitOf(closing))
  const signatures = await db.signatures.where('periodId').equals(periodId).toArray()
  const payouts = (await readPayouts([periodId])).filter(({ practice }) => !practice)
  if (signatures.some(({ simulated }) => !simulated) || periodPayment(payouts) !== null) {
    throw new Problem('period.paid', `A payout of “${name}” is signed, so it stays closed: correct it in the next period.`)
  }
  const ofSameBooks = (await readClosings()).filter((one) => isDemoKey(one.periodId) === isDemoKey(periodId))
  if (lastClosing(closing, ofSameBooks)?.id !== closing.id) {
    throw new Problem('period.gone-on', `A later period goes on from the accounts of “${name}”: correct it in the next one.`)
  }
  return closing
}
