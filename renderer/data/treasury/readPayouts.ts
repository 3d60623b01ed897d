/** Payouts of version 4 as the records hold them, each with what its moves come to. */

import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import type { PayoutMoveRecord, PayoutRecord } from '#core/treasury/model/treasuryRecords'
import { payoutState } from '#core/treasury/state/payoutState'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'

export interface KeptPayout {
  id: string
  periodId: string
  /** On a chain that runs on one's own machine, or of the demo. */
  practice: boolean
  payout: PayoutFileV4
  moves: PayoutMove[]
  state: PayoutState
  createdAt: string
}

/** The oldest first. @param periodIds of the periods that are wanted; without it all */
export async function readPayouts(periodIds?: readonly string[], from: CommonmastDatabase = db): Promise<KeptPayout[]> {
  const records =
    periodIds === undefined ? await from.payouts.toArray() : await from.payouts.where('periodId').anyOf(periodIds).toArray()
  const ids = records.map(({ id }) => id)
  const moves = new Map(ids.map((id): [string, PayoutMoveRecord[]] => [id, []]))
  await from.payoutMoves
    .where('payoutId')
    .anyOf(ids)
    .each((move) => void moves.get(move.payoutId)?.push(move))
  return records
    .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
    .flatMap((record) => keptPayout(record, moves.get(record.id) ?? []))
}

/** One, or undefined where the records do not have it. */
export async function readPayout(id: string, from: CommonmastDatabase = db): Promise<KeptPayout | undefined> {
  const record = await from.payouts.get(id)
  if (!record) return undefined
  const [found] = keptPayout(record, await from.payoutMoves.where('payoutId').equals(id).toArray())
  return found
}

/** None where a later version wrote the file: main, which keeps it as well, says so before anything is signed. */
function keptPayout({ id, periodId, practice, file, createdAt }: PayoutRecord, moves: PayoutMoveRecord[]): KeptPayout[] {
  const parsed = payoutFileV4Schema.safeParse(file)
  if (!parsed.success) return []
  const payout = parsed.data
  const ofPayout = moves.map(({ practice: _practice, ...move }): PayoutMove => move)
  return [{ id, periodId, practice, payout, moves: ofPayout, state: payoutState(payout, ofPayout), createdAt }]
}
