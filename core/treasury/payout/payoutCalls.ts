/**
 * What the transactions of a payout do: which payees each pays, and by which calls. All of it follows from the file, so that
 * call data need not be in it. SPEC.md, rules [PY13] to [PY16].
 */

import type { Address, Hex } from 'viem'
import { invariant } from '../../model/problem'
import { setRootCall } from '../chain/distributorCalls'
import type { MerkleTotals, PayoutFileV4, PayoutTransactionV4 } from '../model/payoutFileV4'
import { payeeCall } from '../payeeCalls'
import { MAX_PAYEES_PER_TRANSACTION } from '../planSafeTransactions'
import type { Call } from '../safeTransaction'

/** A transaction without what makes it one of an account or a Safe. */
export type PayoutStep = Pick<PayoutTransactionV4, 'at' | 'purpose' | 'payees'>
export type PaidFacts = Pick<PayoutFileV4, 'method' | 'treasury' | 'token' | 'payees' | 'merkle'>

/** The transactions in their order, as method and treasury ask for them. */
export function payoutSteps({ method, treasury, payees, merkle }: PaidFacts): PayoutStep[] {
  const unplaced = method === 'merkle' ? rootSteps(treasury.kind, merkle) : payingSteps(payees.length, method)
  return unplaced.map((step, at) => ({ at, ...step }))
}

function payingSteps(payees: number, method: PayoutFileV4['method']): Omit<PayoutStep, 'at'>[] {
  const most = method === 'safe' ? MAX_PAYEES_PER_TRANSACTION : 1
  return Array.from({ length: Math.ceil(payees / most) }, (_, at) => ({
    purpose: 'pay' as const,
    payees: { first: at * most, count: Math.min(most, payees - at * most) },
  }))
}

/** The distributor is funded before its root is set, so that nobody's claim fails for want of tokens. */
function rootSteps(treasury: PaidFacts['treasury']['kind'], merkle: MerkleTotals | null): Omit<PayoutStep, 'at'>[] {
  const setRoot = { purpose: 'set-root' as const, payees: null }
  if (merkle?.fundBaseUnits === '0') return [setRoot]
  if (treasury === 'safe') return [{ purpose: 'fund-and-set-root', payees: null }]
  return [{ purpose: 'fund', payees: null }, setRoot]
}

/** The calls of one transaction, in their order. */
export function callsOf({ purpose, payees }: PayoutStep, facts: PaidFacts): Call[] {
  const token = facts.token.address as Address | null
  if (purpose === 'pay') {
    const { first, count } = payees ?? { first: 0, count: 0 }
    return facts.payees
      .slice(first, first + count)
      .map(({ address, amountBaseUnits }) =>
        payeeCall(token, { address: address as Address, amountBaseUnits: BigInt(amountBaseUnits) }),
      )
  }
  const { merkle } = facts
  invariant(merkle, 'a root is set with method merkle alone')
  const fund = payeeCall(token, { address: merkle.distributor as Address, amountBaseUnits: BigInt(merkle.fundBaseUnits) })
  if (purpose === 'fund') return [fund]
  return purpose === 'set-root' ? [rootCall(merkle)] : [fund, rootCall(merkle)]
}

/** The calls of every transaction of a payout. */
export function payoutCalls(payout: PaidFacts): Call[][] {
  return payoutSteps(payout).map((step) => callsOf(step, payout))
}

function rootCall({ kind, distributor, root }: MerkleTotals): Call {
  return setRootCall({ kind, address: distributor as Address }, root as Hex)
}
