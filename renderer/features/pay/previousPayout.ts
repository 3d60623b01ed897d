/**
 * Where the running totals stand for a contract: they continue from the last payout signed for it, because a cumulative
 * tree replaces the one before. Contracts do not mix, and neither do tokens in one contract.
 */
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Signature } from '#core/model/records'
import { type PayoutFile, payoutFileSchema, type RootTransactionSettings } from '#core/payout/payoutFile'

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
  for (const signature of newestFirst) {
    const parsed = payoutFileSchema.safeParse(signature.file)
    if (!parsed.success) {
      throw new Problem(
        'payout.previous-unreadable',
        `The payout signed on ${signature.createdAt.slice(0, 10)} cannot be read, so running totals are unknown: restore a backup first.`,
        { cause: parsed.error.issues[0]?.message },
      )
    }
    const { transaction, split } = parsed.data
    if (transaction?.chainId !== chainId || transaction.contract.toLowerCase() !== contract.toLowerCase()) continue
    if (split.token.symbol !== token.symbol || split.token.decimals !== token.decimals) {
      throw new Problem(
        'payout.other-token',
        `This contract pays ${split.token.symbol}, and the period is in ${token.symbol}: enter the contract of ${token.symbol}.`,
        { field: 'contract' },
      )
    }
    return parsed.data
  }
  return null
}
