/** Holds a payout against what the chain shows of it, once its transactions are deep enough. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import { addressTopic, type ChainReceipt } from '#core/treasury/chain/chainLog'
import { type CoinReconciliation, reconcileBalances, reconcileCoinMoves } from '#core/treasury/chain/reconcileCoins'
import {
  type Distribution,
  type DistributionReconciliation,
  reconcileDistribution,
} from '#core/treasury/chain/reconcileDistribution'
import { reconcileTransfers, type TransferQuery, type TransferReconciliation } from '#core/treasury/chain/reconcileTransfers'
import type { ExpectedPayment } from '#core/treasury/chain/reconciliation'
import { TRANSFER_TOPIC } from '#core/treasury/chain/tokenTransfers'
import { balanceGains } from './balanceGains'
import type { EvmChain } from './evmChain'
import { logsInRanges } from './logsInRanges'
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

/** @param fromBlock in which the distributor was first funded, or before. @throws Problem `reconcile.no-root`, `node.*` */
export async function reconcileRoot(
  chain: EvmChain,
  wanted: Distribution,
  fromBlock: bigint,
): Promise<DistributionReconciliation> {
  const { distributor, token } = wanted
  const { number: at } = await chain.head()
  const read = (functionName: 'root' | 'merkleRoot') =>
    readContract(chain, at, { address: distributor, abi: DISTRIBUTOR_ABI, functionName })
  const root = (await read('merkleRoot')) ?? (await read('root'))
  const balance = await readContract(chain, at, {
    address: token,
    abi: TOKEN_ABI,
    functionName: 'balanceOf',
    args: [distributor],
  })
  if (root === null || balance === null) {
    throw new Problem('reconcile.no-root', `${distributor} does not tell its root, or ${token} no balance: check both addresses.`)
  }
  const self = [addressTopic(distributor)]
  const transfers = { address: token, fromBlock, toBlock: at }
  const into = await logsInRanges(chain, { ...transfers, topics: [[TRANSFER_TOPIC], null, self] })
  const out = await logsInRanges(chain, { ...transfers, topics: [[TRANSFER_TOPIC], self] })
  return reconcileDistribution(wanted, { root, balanceBaseUnits: balance, transfers: [...into, ...out] })
}
