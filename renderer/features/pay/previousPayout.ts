/**
 * Where the running totals stand for a contract: they continue from the last payout signed for it, because a cumulative
 * tree replaces the one before. Contracts do not mix, and neither do tokens in one contract.
 */
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Signature } from '#core/model/records'
import { paidPeriodsOf } from '#core/payout/paidPeriods'
import { type PayoutFile, payoutFileSchema, type RootTransactionSettings } from '#core/payout/payoutFile'
import type { PeriodFacts } from '#core/rewards/comparePeriod'

/**
 * The payout signed last for this chain and contract, or null when this is the first.
 * @throws Problem `payout.previous-unreadable`, or `payout.other-token` when that contract pays another token.
 */
export function previousPayout(
  signatures: readonly Signature[],
  { chainId, contract }: Pick<RootTransactionSettings, 'chainId' | 'contract'>,
  token: Token,
): PayoutFile | null {
  const newestFirst = [...signatures].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  const ofContract = newestFirst.map(readPayout).filter(({ transaction }) => {
    return transaction?.chainId === chainId && transaction.contract.toLowerCase() === contract.toLowerCase()
  })
  for (const { split } of ofContract) {
    if (split.token.symbol === token.symbol && split.token.decimals === token.decimals) continue
    throw new Problem(
      'payout.other-token',
      `This contract pays ${split.token.symbol}, and the period is in ${token.symbol}: enter the contract of ${token.symbol}.`,
      { field: 'contract' },
    )
  }
  // A clock that was set back must not hide a payout: the last one is the one that no other continues.
  const last = ofContract.find((one) => ofContract.every((other) => other === one || other.previousRoot !== one.merkle.root))
  return last ?? ofContract[0] ?? null
}

/** All periods of a token that signed payouts hold, of any contract. @throws Problem `payout.previous-unreadable`. */
export function signedPeriods(signatures: readonly Signature[], { symbol }: Token): PeriodFacts[] {
  const payouts = signatures.map(readPayout)
  return payouts
    .filter(({ split }) => split.token.symbol.toUpperCase() === symbol.toUpperCase())
    .flatMap((payout) => paidPeriodsOf(payout))
}

function readPayout({ file, createdAt }: Signature): PayoutFile {
  const parsed = payoutFileSchema.safeParse(file)
  if (parsed.success) return parsed.data
  throw new Problem(
    'payout.previous-unreadable',
    `The payout signed on ${createdAt.slice(0, 10)} cannot be read, so running totals are unknown: restore a backup first.`,
    { cause: parsed.error.issues[0]?.message },
  )
}
