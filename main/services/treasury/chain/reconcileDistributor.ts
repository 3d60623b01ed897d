/** Whether a distributor has the payout's root and enough for everybody who has not claimed yet. */
import type { Address, Hex } from 'viem'
import { invariant, Problem } from '#core/model/problem'
import type { MerkleTotals } from '#core/treasury/model/payoutFileV4'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'
import type { EvmChain } from '../../../chain/evmChain'
import { distributorRoot, finalReceipts, reconcileRoot } from '../../../chain/reconcilePayout'
import type { MoveBook, OpenedPayout } from '../PayoutBook'
import { finalBlocks } from './attempts'

export interface DistributorReconciliation {
  /** What the distributor was funded with for it; members claim from it. */
  receipts: PaymentReceipt[]
  problems: Problem[]
  /** The payout's own transaction set no root, and nobody else did: its members are paid nothing by it as it stands. */
  isWithoutRoot: boolean
}

/** @throws Problem `node.*` or `reconcile.*` */
export async function reconcileDistributor(
  book: MoveBook,
  chain: EvmChain,
  opened: OpenedPayout,
  hashes: readonly Hex[],
): Promise<DistributorReconciliation> {
  const { payout } = opened
  const { merkle, token, treasury } = payout
  invariant(merkle && token.address, 'a root is set with method merkle alone, for a token')
  const confirmations = finalBlocks(treasury.chain)
  const seen = await finalReceipts(chain, hashes, confirmations)
  const { number: head } = await chain.head()
  const toBlock = head >= confirmations ? head - confirmations + 1n : 0n
  const distributor = merkle.distributor as Address
  const root = (await distributorRoot(chain, distributor, toBlock)).toLowerCase()
  const standing = standingTotals(payout, root, await book.openAll())
  // Whoever may set roots can have set this one by other means.
  if (!isDone(opened, 'set-root') && standing.root.toLowerCase() !== root) {
    return { receipts: [], problems: [rootNotSet(merkle, isDone(opened, 'fund'))], isWithoutRoot: true }
  }
  const leaves = standing.leaves.map(({ address, cumulativeBaseUnits }) => ({
    account: address as Address,
    cumulativeBaseUnits: BigInt(cumulativeBaseUnits),
  }))
  const wanted = { root: standing.root as Hex, token: token.address as Address, distributor, leaves }
  const { findings } = await reconcileRoot(chain, wanted, { fromBlock: await firstBlock(book, payout, seen), toBlock })
  const last = seen.at(-1)
  const receipt = last && {
    address: distributor,
    receivedBaseUnits: isDone(opened, 'fund') ? merkle.fundBaseUnits : '0',
    ...{ transaction: last.transactionHash, block: last.blockNumber.toString(), logIndexes: [] },
  }
  return {
    receipts: receipt ? [receipt] : [],
    problems: findings.map(({ code, message }) => new Problem(`reconcile.${code}`, message)),
    isWithoutRoot: false,
  }
}

/**
 * The totals that members claim by: those of a later payout that goes on from this one, once its root is set, since no leaf of
 * it is lower; else those of the payout itself.
 */
function standingTotals(payout: OpenedPayout['payout'], root: string, all: readonly OpenedPayout[]): MerkleTotals {
  const { merkle, contentSha256 } = payout
  invariant(merkle, 'a root is set with method merkle alone')
  const isOfLater = ({ payout: other }: OpenedPayout) =>
    other.merkle?.distributor.toLowerCase() === merkle.distributor.toLowerCase() &&
    other.merkle.root.toLowerCase() === root &&
    goesOnFrom(other, contentSha256, all)
  return all.find(isOfLater)?.payout.merkle ?? merkle
}

function goesOnFrom({ previousPayouts }: OpenedPayout['payout'], id: string, all: readonly OpenedPayout[]): boolean {
  return previousPayouts.some((before) => {
    const known = all.find(({ payout }) => payout.contentSha256 === before)
    return before === id || (known !== undefined && goesOnFrom(known.payout, id, all))
  })
}

/** Whether a transaction of the payout itself has done it; a Safe does both in one. */
function isDone({ payout, state }: OpenedPayout, what: 'fund' | 'set-root'): boolean {
  return payout.transactions.some(
    ({ at, purpose }) => purpose.includes(what) && state.transactions[at]?.mined?.outcome === 'succeeded',
  )
}

function rootNotSet({ root, distributor }: MerkleTotals, funded: boolean): Problem {
  const another = funded
    ? 'prepare a payout that takes its place and funds the distributor with 0 (--fund 0), because the money is there already'
    : 'prepare a payout that takes its place'
  return new Problem(
    'reconcile.root-not-set',
    `The root of this payout was not set, so nobody can claim by it. Let the owner of ${distributor} set the root ${root} and compare with the chain again, or ${another}: do one of the two, not both.`,
  )
}

/** In which the distributor was funded first, or before; null where payouts that this one goes on from are not known here. */
async function firstBlock(
  book: MoveBook,
  payout: OpenedPayout['payout'],
  seen: readonly { blockNumber: bigint }[],
): Promise<bigint | null> {
  const all = await book.openAll()
  if (payout.merkle?.previousRoot !== null && !areMined(payout, all)) return null
  const blocks = seen.map(({ blockNumber }) => blockNumber)
  for (const { payout: other, state } of all) {
    if (other.merkle?.distributor.toLowerCase() !== payout.merkle?.distributor.toLowerCase()) continue
    for (const { mined } of state.transactions) if (mined) blocks.push(BigInt(mined.block))
  }
  return blocks.sort((one, other) => Number(one - other))[0] ?? null
}

/** Whether every payout before, back to the first, is here with the blocks that it was mined in. */
function areMined({ previousPayouts }: OpenedPayout['payout'], all: readonly OpenedPayout[]): boolean {
  return previousPayouts.every((id) => {
    const before = all.find(({ payout }) => payout.contentSha256 === id)
    if (before === undefined) return false
    return before.state.transactions.every(({ mined }) => mined) && areMined(before.payout, all)
  })
}
