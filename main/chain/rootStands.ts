/** Whether everybody can claim what a payout's root gives them: the root is the contract's, and the money is there. */
import type { Address, Hex } from 'viem'
import { smallerOf } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { ChainReceipt } from '#core/treasury/chain/chainLog'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { EvmChain } from './evmChain'
import { reconcileRoot } from './reconcilePayout'

/**
 * @param receipts of the payout's own transactions
 * @param fromBlock in which the distributor was first funded, or before; null: it is worked out for a first root
 * @returns null where it stands
 * @throws Problem `reconcile.from-block`, `reconcile.no-root`, `node.*`
 */
export async function rootStands(
  chain: EvmChain,
  { merkle, token }: PayoutFileV4,
  receipts: readonly ChainReceipt[],
  fromBlock: bigint | null,
): Promise<Problem | null> {
  if (!merkle || token.address === null) return null
  const first = receipts.map(({ blockNumber }) => blockNumber).reduce(smallerOf)
  const begin = fromBlock ?? (merkle.previousRoot === null ? first : null)
  if (begin === null) {
    throw new Problem(
      'reconcile.from-block',
      'The distributor was funded before this payout, and what was claimed since is counted from then on: give the block of its first funding, or one before.',
    )
  }
  const wanted = {
    root: merkle.root as Hex,
    token: token.address as Address,
    distributor: merkle.distributor as Address,
    leaves: merkle.leaves.map(({ address, cumulativeBaseUnits }) => ({
      account: address as Address,
      cumulativeBaseUnits: BigInt(cumulativeBaseUnits),
    })),
  }
  const { stands, findings } = await reconcileRoot(chain, wanted, begin)
  if (stands) return null
  return new Problem('reconcile.root', findings.map(({ message }) => message).join(' '))
}
