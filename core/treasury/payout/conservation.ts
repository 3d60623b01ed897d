/**
 * That a payout gives out exactly what its split pays: of the split + released from held = payees + rest of first payments +
 * paid before + in money, and held before + held by the split = released + held. SPEC.md, rule [PY9]. Base units.
 */
import { sumBaseUnits } from '../../model/money'
import { invariant } from '../../model/problem'
import { heldIn, paidTo } from '../../rewards/splitFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'

export interface Conservation {
  /** What the split pays with this payout. */
  ofSplit: bigint
  /** What was held before and is paid now. */
  releasedFromHeld: bigint
  toPayees: bigint
  /** What is still due after small first payments, and is paid by the payout that takes this one's place. */
  restOfFirst: bigint
  /** By the payouts of the period that this one takes the place of. */
  paidBefore: bigint
  inMoney: bigint
  /** What the split pays and releases less what is given out: 0 in every payout. */
  difference: bigint
}

export type ConservedFacts = Pick<
  PayoutFileV4,
  'split' | 'heldBefore' | 'held' | 'payees' | 'firstPayments' | 'inMoney' | 'replaces'
>

export function conservationOf(facts: ConservedFacts): Conservation {
  const { split, heldBefore, held, payees, firstPayments = [], inMoney, replaces } = facts
  const sum = (amounts: readonly { amountBaseUnits: string }[]) =>
    sumBaseUnits(amounts.map(({ amountBaseUnits }) => BigInt(amountBaseUnits)))
  const ofSplit = sumBaseUnits(split.members.map(paidTo))
  // Of a split with books it is the split that releases, and what it holds has what was held before in it.
  const hasBooks = split.format === 'commonmast-split-v3' && split.opening !== null
  const releasedFromHeld = hasBooks ? 0n : sum(heldBefore) + sumBaseUnits(heldIn(split).values()) - sum(held)
  const [toPayees, paidBefore, money] = [sum(payees), sum(replaces?.paid ?? []), sum(inMoney)]
  const restOfFirst = sumBaseUnits(firstPayments.map(({ restBaseUnits }) => BigInt(restBaseUnits)))
  const difference = ofSplit + releasedFromHeld - toPayees - restOfFirst - paidBefore - money
  return { ofSplit, releasedFromHeld, toPayees, restOfFirst, paidBefore, inMoney: money, difference }
}

/** The program's own promise, checked before a payout is sealed. */
export function checkConservation(facts: ConservedFacts): void {
  const { releasedFromHeld, difference } = conservationOf(facts)
  invariant(difference === 0n && releasedFromHeld >= 0n, 'a payout gives out what its split pays, to the unit')
}
