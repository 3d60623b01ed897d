/**
 * Where the running totals stand for a contract: they continue from the last payout signed for it, because a cumulative
 * tree replaces the one before. Contracts do not mix, and neither do tokens in one contract.
 */

import { isDevelopmentChain } from '#core/model/developmentChains'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Signature } from '#core/model/records'
import { paidPeriodsOf } from '#core/payout/paidPeriods'
import { type PayoutFile, payoutFileSchema, type RootTransactionSettings } from '#core/payout/payoutFile'
import { isSameContract, lastSigned } from '#core/payout/signedPayout'
import type { PeriodFacts } from '#core/rewards/comparePeriod'
import { isoDay } from '#core/words/dateText'

/**
 * The payout signed last for this chain and contract, or null when this is the first.
 * @throws Problem `payout.previous-unreadable`, or `payout.other-token` when that contract pays another token.
 */
export function previousPayout(
  signatures: readonly Signature[],
  { chainId, contract }: Pick<RootTransactionSettings, 'chainId' | 'contract'>,
  token: Token,
): PayoutFile | null {
  const ofContract = signedPayouts(signatures)
    .filter(({ transaction }) => transaction && isSameContract(transaction, { chainId, contract }))
    .map((payout) => ({ payout, root: payout.merkle.root, previousRoot: payout.previousRoot }))
  for (const { split } of ofContract.map((one) => one.payout)) {
    if (split.token.symbol === token.symbol && split.token.decimals === token.decimals) continue
    throw new Problem(
      'payout.other-token',
      `This contract pays ${split.token.symbol}, and the period is in ${token.symbol}: enter the contract of ${token.symbol}.`,
      { field: 'contract' },
    )
  }
  return lastSigned(ofContract)?.payout ?? null
}

/** The files of all signatures, the oldest first. @throws Problem `payout.previous-unreadable` */
export function signedPayouts(signatures: readonly Signature[]): PayoutFile[] {
  return [...signatures].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).map(readPayout)
}

/**
 * All periods of a token that signed payouts hold, of any contract; what was practised on a development chain stands in the
 * way of no real payment. @throws Problem `payout.previous-unreadable`.
 */
export function signedPeriods(signatures: readonly Signature[], { symbol }: Token, chainId: number): PeriodFacts[] {
  const isAlike = ({ transaction }: PayoutFile) =>
    transaction !== null && isDevelopmentChain(transaction.chainId) === isDevelopmentChain(chainId)
  const payouts = signatures.map(readPayout)
  return payouts
    .filter((payout) => isAlike(payout) && payout.split.token.symbol.toUpperCase() === symbol.toUpperCase())
    .flatMap((payout) => paidPeriodsOf(payout))
}

function readPayout({ file, createdAt }: Signature): PayoutFile {
  const parsed = payoutFileSchema.safeParse(file)
  if (parsed.success) return parsed.data
  throw new Problem(
    'payout.previous-unreadable',
    `The payout signed on ${isoDay(createdAt)} cannot be read, so running totals are unknown: restore a backup first.`,
    { cause: parsed.error.issues[0]?.message },
  )
}
