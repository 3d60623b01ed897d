/** Holds a payout against what the chain shows of it, once its transactions are deep enough. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import type { ChainReceipt, PlacedLog } from '#core/treasury/chain/chainLog'
import { type CoinReconciliation, reconcileBalances, reconcileCoinMoves } from '#core/treasury/chain/reconcileCoins'
import {
  type Distribution,
  type DistributionReconciliation,
  reconcileDistribution,
} from '#core/treasury/chain/reconcileDistribution'
import { reconcileTransfers, type TransferQuery, type TransferReconciliation } from '#core/treasury/chain/reconcileTransfers'
import type { ExpectedPayment } from '#core/treasury/chain/reconciliation'
import { balanceGains } from './balanceGains'
import { distributorTransfers } from './distributorTransfers'
import type { EvmChain } from './evmChain'
import { DISTRIBUTOR_ABI, readContract, TOKEN_ABI } from './readContract'

/**
 * Receipts of transactions that are part of the chain and deep enough.
 * @throws Problem `reconcile.not-mined`, `reconcile.not-final`, `node.*`
 */
export async function finalReceipts(chain: EvmChain, hashes: readonly Hex[], confirmations: bigint): Promise<ChainReceipt[]> {
  const receipts: ChainReceipt[] = []
  const { number: head } = await chain.head()
  for (const hash of new Set(hashes)) {
    const receipt = await chain.receipt(hash)
    const block = receipt && (await chain.block(receipt.blockNumber))
    if (!receipt || block?.hash !== receipt.blockHash) {
      throw new Problem('reconcile.not-mined', `${hash} is not mined yet, or no longer: wait, or send it again.`)
    }
    const depth = head - receipt.blockNumber + 1n
    if (depth < confirmations) {
      throw new Problem(
        'reconcile.not-final',
        `${hash} is ${depth} of ${confirmations} blocks deep: wait before it is reconciled.`,
      )
    }
    receipts.push(receipt)
  }
  return receipts
}

export interface PayoutOnChain {
  expected: readonly ExpectedPayment[]
  /** Of the transactions that carried it out. */
  transactionHashes: readonly Hex[]
  confirmations: bigint
}

/** @throws Problem `reconcile.*`, `node.*` */
export async function reconcileTokenPayout(
  chain: EvmChain,
  { expected, transactionHashes, confirmations }: PayoutOnChain,
  query: TransferQuery,
): Promise<TransferReconciliation> {
  const receipts = await finalReceipts(chain, transactionHashes, confirmations)
  return reconcileTransfers(expected, receipts, query)
}

/**
 * By traces where the node keeps them, by balances where it keeps old states.
 * @throws Problem `reconcile.no-proof` where it keeps neither, `reconcile.*`, `node.*`
 */
export async function reconcileCoinPayout(
  chain: EvmChain,
  { expected, transactionHashes, confirmations }: PayoutOnChain,
  treasury: Address,
): Promise<CoinReconciliation> {
  const receipts = (await finalReceipts(chain, transactionHashes, confirmations)).filter(({ succeeded }) => succeeded)
  const traces = await Promise.all(receipts.map(({ transactionHash }) => chain.coinMoves(transactionHash)))
  const moves = traces.filter((trace) => trace !== null)
  if (moves.length === traces.length) return reconcileCoinMoves(expected, moves.flat(), treasury)
  const payees = expected.map(({ payee }) => payee)
  const blocks = [...new Set(receipts.map(({ blockNumber }) => blockNumber))]
  return reconcileBalances(expected, await balanceGains(chain, payees, blocks))
}

/** The root that a distributor has at a block. @throws Problem `reconcile.no-root`, `node.*` */
export async function distributorRoot(chain: EvmChain, distributor: Address, at: bigint): Promise<Hex> {
  const read = (functionName: 'root' | 'merkleRoot') =>
    readContract(chain, at, { address: distributor, abi: DISTRIBUTOR_ABI, functionName })
  const root = (await read('merkleRoot')) ?? (await read('root'))
  if (root !== null) return root
  throw new Problem('reconcile.no-root', `${distributor} does not tell its root: check the address of the distributor.`)
}

/**
 * What a distributor holds and owes at a block.
 * @param fromBlock in which the distributor was first funded, or before; null where that is not known
 * @throws Problem `reconcile.no-root`, `reconcile.no-first-block`, `node.*`
 */
export async function reconcileRoot(
  chain: EvmChain,
  wanted: Distribution,
  { fromBlock, toBlock }: { fromBlock: bigint | null; toBlock: bigint },
): Promise<DistributionReconciliation> {
  const { distributor, token } = wanted
  const root = await distributorRoot(chain, distributor, toBlock)
  const balance = await readContract(chain, toBlock, {
    address: token,
    abi: TOKEN_ABI,
    functionName: 'balanceOf',
    args: [distributor],
  })
  if (balance === null) {
    throw new Problem('reconcile.no-root', `${token} does not tell the balance of ${distributor}: check both addresses.`)
  }
  const compare = (transfers: readonly PlacedLog[]) =>
    reconcileDistribution(wanted, { root, balanceBaseUnits: balance, transfers })
  const isEnough = (transfers: readonly PlacedLog[]) => compare(transfers).findings.every(({ code }) => code !== 'not-enough')
  return compare(await distributorTransfers(chain, { token, distributor, fromBlock, toBlock }, isEnough))
}
