/** How far journal and records have been brought together, for the screens. */
import { create } from 'zustand'
import { Problem } from '#core/model/problem'
import type { JournalledPayout } from '../treasury/settleTreasury'
import { keepAnchor } from './keepAnchor'
import { type KnownPayout, type PutBack, settleJournal } from './settleJournal'

export type SettlementState =
  | { kind: 'checking' }
  | { kind: 'settled'; putBack: PutBack; barred: PutBack }
  | { kind: 'unsettled'; putBack: PutBack; barred: PutBack; payouts: KnownPayout[]; lostFiles: JournalledPayout[] }
  /** The journal could not be asked, or a record not be written. */
  | { kind: 'failed'; problem: Problem }

export const useSettlement = create<{ state: SettlementState }>(() => ({ state: { kind: 'checking' } }))

let underWay: Promise<void> = Promise.resolve()

/** Compares and puts back; one after another, so that none puts back what another is writing. */
export function settle(): Promise<void> {
  underWay = underWay.then(async () => {
    useSettlement.setState({ state: { kind: 'checking' } })
    try {
      await keepAnchor()
      const { putBack, barred, unsettled, lostFiles } = await settleJournal()
      // What was paid and cannot be put back is missing in what is paid next; a record of a device is not.
      const isSettled = unsettled.length === 0 && lostFiles.length === 0 && barred.payouts === 0
      const state: SettlementState = isSettled
        ? { kind: 'settled', putBack, barred }
        : { kind: 'unsettled', putBack, barred, payouts: unsettled, lostFiles }
      useSettlement.setState({ state })
    } catch (thrown) {
      const problem = Problem.from(
        thrown,
        'journal.not-compared',
        'The journal could not be compared with the records: try again.',
      )
      useSettlement.setState({ state: { kind: 'failed', problem } })
    }
  })
  return underWay
}
