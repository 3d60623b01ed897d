/** The command line has no memory of what was signed, but the payouts before say which nonces they take. */
import { type PayoutFileV4, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'

/** A sentence for each payout before, of the same treasury, that takes a nonce of this one. */
export function nonceWarnings(payout: PayoutFileV4, previous: readonly unknown[]): string[] {
  const nonces = new Set(payout.transactions.flatMap(nonceOf))
  return previous.flatMap((document) => {
    const before = payoutFileV4Schema.safeParse(document)
    if (!before.success || !isSameTreasury(before.data, payout)) return []
    const taken = before.data.transactions.flatMap(nonceOf).sort((one, other) => (one < other ? -1 : 1))
    if (!taken.some((nonce) => nonces.has(nonce))) return []
    const names = before.data.periods.map(({ name }) => `"${name}"`).join(' and ')
    const next = (taken.at(-1) ?? 0n) + 1n
    return [
      `The payout of ${names} takes a nonce of this one, so only one of the two can be carried out: give --nonce ${next} or later, or --replaces where that payout must not be sent.`,
    ]
  })
}

/** Solana's nonces come from a snapshot and are compared with it. */
function nonceOf(transaction: PayoutFileV4['transactions'][number]): bigint[] {
  return transaction.kind === 'solana' ? [] : [BigInt(transaction.nonce)]
}

function isSameTreasury({ treasury: one }: PayoutFileV4, { treasury: other }: PayoutFileV4): boolean {
  return one.chain === other.chain && one.address === other.address
}
