import { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import type { SignedPayout } from '#core/payout/signedPayout'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { type KnownPayout, knownEarlierPayout, knownPayoutOf } from '#core/treasury/payout/knownPayout'
import { guardPayoutV4 } from '#core/treasury/payout/payoutGuardV4'
import { payoutStanding } from '#core/treasury/state/payoutStanding'
import type { PayoutBook } from './PayoutBook'

/** Payouts of the first versions, as their own service knows them. */
export interface EarlierPayouts {
  /** The oldest first. @throws Problem `payout.journal-unreadable` or `disk.*` */
  signedPayouts(): Promise<readonly SignedPayout[]>
  /** @throws Problem where its file is not there. */
  file(transactionHash: string): Promise<PayoutFile>
}

/** Every payout that this installation knows of, whatever its version. */
export async function knownPayouts(book: PayoutBook, earlier: EarlierPayouts): Promise<KnownPayout[]> {
  const known = await knownEarlierPayouts(earlier)
  for (const { payout, state } of await book.openAll()) known.push(knownPayoutOf(payout, payoutStanding(payout, state)))
  return known
}

/** Those of versions 1 to 3. */
export async function knownEarlierPayouts(earlier: EarlierPayouts): Promise<KnownPayout[]> {
  const known: KnownPayout[] = []
  for (const signed of await earlier.signedPayouts()) {
    known.push(knownEarlierPayout(signed, await earlier.file(signed.transactionHash).catch(lostFile)))
  }
  return known
}

/** The journal's entry tells enough of one whose file is gone. */
function lostFile(thrown: unknown): null {
  if (thrown instanceof Problem && !thrown.code.startsWith('disk.')) return null
  throw thrown
}

/** @throws Problem that says what stands in the way of signing it; see guardPayoutV4 */
export async function guardAgainstKnown(
  payout: PayoutFileV4,
  known: readonly KnownPayout[],
  answers: { isAnotherPeriod: boolean; ownPublicKey: string },
): Promise<void> {
  const obstacle = await guardPayoutV4(payout, known, answers)
  if (obstacle) throw obstacle
}
