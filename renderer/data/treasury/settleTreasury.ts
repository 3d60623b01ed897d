/** Payouts of version 4 in main's journal and in the records brought together: what one lacks comes from the other. */
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { CallOutput } from '#core/contract/defineContract'
import { Problem } from '#core/model/problem'
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import { consoleClient } from '../../platform/consoleClient'
import { db } from '../records/openRecords'
import { asFarAsAllowed } from '../sync/access/asFarAsAllowed'
import { type KeptPayout, readPayouts } from './readPayouts'
import { saveKnownPayout } from './savePayout'

export type JournalledPayout = CallOutput<ConsoleContract, 'treasury.list'>['payouts'][number]

export interface TreasurySettlement {
  /** How many payouts the journal had and the records did not, until they were put back into them. */
  putBack: number
  /** The journal knows of them, and their files are gone here and there: nothing is paid until a person has dealt with them. */
  lostFiles: JournalledPayout[]
  /** How many the records lack, whole or in part, and this laptop's roles do not let it put back. */
  barred: number
}

/** @throws Problem of the calls and of the writes; what was brought together until then stays so */
export async function settleTreasury(): Promise<TreasurySettlement> {
  const { payouts: journalled } = await consoleClient.call('treasury.list', {})
  const kept = new Map((await readPayouts()).map((one) => [one.id, one]))
  const known = new Map(journalled.map((one) => [one.payoutId, one]))
  for (const one of kept.values()) {
    if (journalLacks(one, known.get(one.id))) {
      await consoleClient.call('treasury.learn', { payout: one.payout, moves: one.moves })
    }
  }
  let [putBack, barred] = [0, 0]
  const lostFiles: JournalledPayout[] = []
  for (const one of journalled) {
    const here = kept.get(one.payoutId)
    if (here) {
      if (!(await asFarAsAllowed(() => saveKnownPayout(here.payout, one.moves)))) barred += 1
    } else if (one.fileState === 'whole') {
      const payout = await consoleClient.call('treasury.file', { payoutId: one.payoutId })
      if (await asFarAsAllowed(() => saveKnownPayout(payout, one.moves))) putBack += 1
      else barred += 1
    } else if (!isVoid(one) && !(await isHidden(one.payoutId))) {
      lostFiles.push(one)
    }
  }
  return { putBack, lostFiles, barred }
}

/**
 * Takes in the file of a payout that a person kept.
 * @throws Problem `payout.not-this-file`, or those of the calls and of the writes
 */
export async function bringPayoutFile(document: unknown, payoutId: string): Promise<void> {
  const parsed = payoutFileV4Schema.safeParse(document)
  if (!parsed.success || parsed.data.contentSha256 !== payoutId) {
    throw new Problem(
      'payout.not-this-file',
      'This is not the file of that payout: choose the one that was saved when it was made.',
    )
  }
  const payout: PayoutFileV4 = parsed.data
  const { moves } = await consoleClient.call('treasury.learn', { payout, moves: [] })
  await saveKnownPayout(payout, moves)
}

/** A person says what became of a payout whose file is gone: it counts as void from then on. @throws Problem of the call */
export async function dealWithLost(payoutId: string, reason: string): Promise<void> {
  await consoleClient.call('treasury.void', { payoutId, reason })
}

function journalLacks({ moves }: KeptPayout, journalled: JournalledPayout | undefined): boolean {
  if (journalled?.fileState !== 'whole') return true
  const known = new Set(journalled.moves.map(({ id }) => id))
  return moves.some(({ id }) => !known.has(id))
}

function isVoid({ moves }: JournalledPayout): boolean {
  return moves.some(({ fact }) => fact.kind === 'voided')
}

/** What a person has removed, as what was practised may be, is not asked for again. */
async function isHidden(payoutId: string): Promise<boolean> {
  return (await db.shadows.where('table').equals('payouts').primaryKeys()).some((id) => id.endsWith(payoutId))
}
