/** What the chain has made of one transaction of a payout, whoever sent it. */

import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import type { ChainReceipt } from '#core/treasury/chain/chainLog'
import { readSafeExecution } from '#core/treasury/chain/safeExecutions'
import type { PayoutFileV4, PayoutTransactionV4 } from '#core/treasury/model/payoutFileV4'
import { signedTransactionOf } from '#core/treasury/payout/transactionToSign'
import type { TransactionState } from '#core/treasury/state/payoutStateModel'
import type { EvmChain } from './evmChain'
import { safeUseNow } from './safeUseNow'

export type TransactionFate =
  /** It may still be carried out. `missing`: so many others of the treasury come first. */
  | { kind: 'open'; missing: bigint; failed: ChainReceipt | null }
  | { kind: 'mined'; receipt: ChainReceipt }
  /** Its nonce is used and it did nothing. */
  | { kind: 'failed'; receipt: ChainReceipt }
  /** Another transaction used its nonce, so it is never carried out. Null: the node does not show which. */
  | { kind: 'taken'; by: Hex | null }

type OfKind<K extends PayoutTransactionV4['kind']> = Extract<PayoutTransactionV4, { kind: K }>

/** @throws Problem `node.*`, `safe.no-nonce`, `payout.not-evm` */
export async function transactionFate(chain: EvmChain, payout: PayoutFileV4, known: TransactionState): Promise<TransactionFate> {
  const transaction = payout.transactions[known.at]
  if (transaction?.kind === 'safe') return safeFate(chain, payout, transaction, known)
  if (transaction?.kind === 'account') return accountFate(chain, payout, transaction, known)
  throw new Problem('payout.not-evm', 'Payments on Solana are looked for on their own cluster: choose a node of it.')
}

async function accountFate(
  chain: EvmChain,
  payout: PayoutFileV4,
  { at, nonce }: OfKind<'account'>,
  { broadcasts, confirmations: [confirmation] }: TransactionState,
): Promise<TransactionFate> {
  const address = payout.treasury.address as Address
  const own = new Set(broadcasts.map(({ transaction }) => transaction as Hex))
  if (confirmation) own.add((await signedTransactionOf(payout, at, confirmation)).hash)
  // Counts before receipts: one that is mined in between is then found by its receipt.
  const used = await chain.nonce(address, 'latest')
  for (const hash of own) {
    const receipt = await standingReceipt(chain, hash)
    if (receipt) return { kind: receipt.succeeded ? 'mined' : 'failed', receipt }
  }
  const [wanted, open] = [BigInt(nonce), { kind: 'open', missing: 0n, failed: null } as const]
  if (used <= wanted) return { ...open, missing: wanted - used }
  const by = await chain.transactionByNonce(address, wanted, 0n)
  // A node may know the block before it has its receipt.
  return by !== null && own.has(by) ? open : { kind: 'taken', by }
}

async function safeFate(
  chain: EvmChain,
  payout: PayoutFileV4,
  transaction: OfKind<'safe'>,
  { broadcasts }: TransactionState,
): Promise<TransactionFate> {
  const safe = payout.treasury.address as Address
  const safeTxHash = transaction.safeTxHash as Hex
  let failed: ChainReceipt | null = null
  for (const { transaction: hash } of broadcasts) {
    const receipt = await standingReceipt(chain, hash as Hex)
    if (!receipt) continue
    const execution = receipt.logs
      .map((log) => readSafeExecution(log, safe.toLowerCase()))
      .find((each) => each?.safeTxHash === safeTxHash)
    if (execution) return { kind: execution.succeeded ? 'mined' : 'failed', receipt }
    failed = receipt
  }
  const use = await safeUseNow(chain, safe, { safeTxHash, nonce: BigInt(transaction.nonce) })
  switch (use.state) {
    case 'next':
      return { kind: 'open', missing: 0n, failed }
    case 'waiting':
      return { kind: 'open', missing: use.missing, failed }
    case 'taken':
      return { kind: 'taken', by: use.by?.transactionHash ?? null }
    case 'executed':
    case 'failed': {
      const receipt = await standingReceipt(chain, use.execution.transactionHash)
      if (!receipt) return { kind: 'open', missing: 0n, failed }
      return { kind: use.state === 'executed' ? 'mined' : 'failed', receipt }
    }
  }
}

/** Null where it is not mined, or in a block that is no part of the chain. */
async function standingReceipt(chain: EvmChain, hash: Hex): Promise<ChainReceipt | null> {
  const receipt = await chain.receipt(hash)
  if (!receipt) return null
  return (await chain.block(receipt.blockNumber))?.hash === receipt.blockHash ? receipt : null
}
