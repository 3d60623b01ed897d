/** Whether a distributor has the payout's root and enough for everybody who has not claimed yet. */
import type { Address, Hex } from 'viem'
import { invariant, Problem } from '#core/model/problem'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'
import type { EvmChain } from '../../../chain/evmChain'
import { finalReceipts, reconcileRoot } from '../../../chain/reconcilePayout'
import type { OpenedPayout, PayoutBook } from '../PayoutBook'
import { finalBlocks } from './attempts'

export interface DistributorReconciliation {
  /** What the distributor was funded with for it; members claim from it. */
  receipts: PaymentReceipt[]
  problems: Problem[]
}

/** @throws Problem `node.*` or `reconcile.*` */
export async function reconcileDistributor(
  book: PayoutBook,
  chain: EvmChain,
  { payout }: OpenedPayout,
  hashes: readonly Hex[],
): Promise<DistributorReconciliation> {
  const { merkle, token, treasury } = payout
  invariant(merkle && token.address, 'a root is set with method merkle alone, for a token')
  if (hashes.length < payout.transactions.length) {
    const failed = new Problem(
      'reconcile.root-not-set',
      'Not every transaction of this payout succeeded, so its root may not stand: look at them.',
    )
    return { receipts: [], problems: [failed] }
  }
  const seen = await finalReceipts(chain, hashes, finalBlocks(treasury.chain))
  const distributor = merkle.distributor as Address
  const leaves = merkle.leaves.map(({ address, cumulativeBaseUnits }) => ({
    account: address as Address,
    cumulativeBaseUnits: BigInt(cumulativeBaseUnits),
  }))
  const wanted = { root: merkle.root as Hex, token: token.address as Address, distributor, leaves }
  const { findings } = await reconcileRoot(chain, wanted, await firstBlock(book, payout, seen))
  const last = seen.at(-1)
  const receipt = last && {
    ...{ address: distributor, receivedBaseUnits: merkle.fundBaseUnits, transaction: last.transactionHash },
    ...{ block: last.blockNumber.toString(), logIndexes: [] },
  }
  return {
    receipts: receipt ? [receipt] : [],
    problems: findings.map(({ code, message }) => new Problem(`reconcile.${code}`, message)),
  }
}

/** In which the distributor was funded first, or before: 0 where payouts that this one goes on from are not known here. */
async function firstBlock(
  book: PayoutBook,
  payout: OpenedPayout['payout'],
  seen: readonly { blockNumber: bigint }[],
): Promise<bigint> {
  const { merkle, previousPayouts } = payout
  const all = await book.openAll()
  const known = new Set(all.map((one) => one.payout.contentSha256))
  if (merkle?.previousRoot !== null && !previousPayouts.every((id) => known.has(id))) return 0n
  const blocks = seen.map(({ blockNumber }) => blockNumber)
  for (const { payout: other, state } of all) {
    if (other.merkle?.distributor.toLowerCase() !== merkle?.distributor.toLowerCase()) continue
    for (const { mined } of state.transactions) if (mined) blocks.push(BigInt(mined.block))
  }
  return blocks.sort((one, other) => Number(one - other))[0] ?? 0n
}
