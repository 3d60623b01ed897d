/** Keeps payouts of version 4 and their moves in the records: facts, each once, whoever tells of them. */
import { isDemoKey } from '#core/model/demoIdentity'
import { Problem } from '#core/model/problem'
import { periodOf } from '#core/rewards/splitFile'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { countsForPeriod, periodPayment } from '#core/treasury/state/periodPayment'
import { CLOSING_TABLES } from '../money/closings'
import { keepPaidSplit } from '../money/distributions'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { readPayout } from './readPayouts'

/**
 * Keeps a payout that main knows. One that is here already is not written again.
 * @throws Problem of the write
 */
export async function savePayout(payout: PayoutFileV4): Promise<void> {
  const { id: periodId, name } = periodOf(payout.split)
  const id = payout.contentSha256
  const act = { kind: 'payout', title: `Payout of ${name} prepared` }
  await transact(db, act, ['payouts'], async (records) => {
    if (await records.get('payouts', id)) return
    await records.put('payouts', { id, periodId, file: payout, practice: isPractice(payout), createdAt: nowText() })
  })
}

/**
 * Keeps the moves of a payout that is here; those that are here already are not written again. Once a real payout is signed, its
 * period has the very split that it pays, and is closed; what is void leaves both as they are.
 * @throws Problem `payout.not-in-records`, or of the write
 */
export async function saveMoves(payoutId: string, moves: readonly PayoutMove[]): Promise<void> {
  const kept = await readPayout(payoutId)
  if (!kept) throw new Problem('payout.not-in-records', 'The records do not have this payout: open its file first.')
  const known = new Set(kept.moves.map(({ id }) => id))
  const added = moves.filter((move) => move.payoutId === payoutId && !known.has(move.id))
  if (added.length === 0) return
  const { payout, practice, periodId } = kept
  const act = { kind: 'payout', title: titleOf(periodOf(payout.split).name, added) }
  await transact(db, act, ['payoutMoves'], async (records) => {
    for (const move of added) await records.put('payoutMoves', { ...move, practice })
  })
  if (!countsForPeriod(periodId, practice)) return
  const after = await readPayout(payoutId)
  if (!after || periodPayment([after]) === null || isDemoKey(periodId)) return
  await transact(db, { kind: 'payout', title: `Split of ${periodOf(payout.split).name} kept` }, [...CLOSING_TABLES], (records) =>
    keepPaidSplit(records, payout.split),
  )
}

/** Both, as main gives them. */
export async function saveKnownPayout(payout: PayoutFileV4, moves: readonly PayoutMove[]): Promise<void> {
  await savePayout(payout)
  await saveMoves(payout.contentSha256, moves)
}

function isPractice({ treasury, split }: PayoutFileV4): boolean {
  return isPracticeChain(treasury.chain) || isDemoKey(periodOf(split).id)
}

const STEPS: Partial<Record<PayoutMove['fact']['kind'], string>> = {
  proposed: 'proposed',
  confirmed: 'signed',
  cancelling: 'cancelled',
  broadcast: 'sent',
  mined: 'mined',
  unmined: 'no longer mined',
  reconciled: 'paid',
  'part-paid': 'paid in part',
  voided: 'made void',
  replaced: 'replaced',
}

/** "Payout of October signed", by the last step. */
function titleOf(name: string, moves: readonly PayoutMove[]): string {
  const kind = moves.at(-1)?.fact.kind
  return `Payout of ${name} ${(kind && STEPS[kind]) ?? 'prepared'}`
}
