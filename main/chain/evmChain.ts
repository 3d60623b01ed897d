/** What payouts ask of a chain, whoever answers: one node, or two that are compared. */
import type { Address, Hex } from 'viem'
import type { ChainReceipt, PlacedLog } from '#core/treasury/chain/chainLog'
import type { FeeMarket } from '#core/treasury/chain/fees'
import type { CoinMove } from '#core/treasury/chain/reconcileCoins'

export interface BlockHead {
  number: bigint
  hash: Hex
  timestampS: bigint
  gasLimit: bigint
  /** Null on chains without EIP-1559. */
  baseFeeWei: bigint | null
}

/** A height, or how far a node's own view goes. */
export type BlockAt = bigint | 'latest' | 'pending'

export interface ChainTransaction {
  hash: Hex
  from: Address
  nonce: bigint
  /** Null while it waits. */
  blockNumber: bigint | null
}

export interface LogQuery {
  address: Address
  /** One list of alternatives, or null for any, for each place. */
  topics: readonly (readonly Hex[] | null)[]
  fromBlock: bigint
  toBlock: bigint
}

export interface CallRequest {
  to: Address
  data: Hex
  from?: Address
  valueWei?: bigint
  gas?: bigint
}

/** Code and storage words that a call is to find in the place of those on the chain. */
export type StateOverrides = Readonly<Record<Address, { code?: Hex; stateDiff?: Readonly<Record<Hex, Hex>>; balance?: Hex }>>

export type CallAnswer = { ok: true; data: Hex } | { ok: false; words: string; data: Hex | null }

/** What a node says when a transaction is given to it; whether it was taken is decided by the chain. */
export interface SendAnswer {
  host: string
  /** Null: it took the transaction. */
  refusal: string | null
}

export interface EvmChain {
  /** Hosts of the nodes, for people. */
  hosts: readonly string[]
  chainId(): Promise<number>
  head(): Promise<BlockHead>
  /** Null where the chain has no block of that height. */
  block(number: bigint): Promise<BlockHead | null>
  receipt(hash: Hex): Promise<ChainReceipt | null>
  /** Null where the node knows none, mined or waiting. */
  transaction(hash: Hex): Promise<ChainTransaction | null>
  /** The hash of the sender's transaction with that nonce; null where the node does not show it. */
  transactionByNonce(sender: Address, nonce: bigint, fromBlock: bigint): Promise<Hex | null>
  /** How many transactions of the account there are up to `at`. */
  nonce(address: Address, at: BlockAt): Promise<bigint>
  balanceWei(address: Address, at: BlockAt): Promise<bigint>
  code(address: Address, at: BlockAt): Promise<Hex>
  storage(address: Address, slot: Hex, at: BlockAt): Promise<Hex>
  logs(query: LogQuery): Promise<PlacedLog[]>
  call(request: CallRequest, at: BlockAt, overrides?: StateOverrides): Promise<CallAnswer>
  /** Null where the call fails, or the node cannot estimate with such overrides. */
  estimateGas(request: CallRequest, overrides?: StateOverrides): Promise<bigint | null>
  feeMarket(): Promise<FeeMarket>
  send(raw: Hex): Promise<SendAnswer[]>
  /** Movements of coin inside a transaction; null where the node keeps no traces. */
  coinMoves(hash: Hex): Promise<CoinMove[] | null>
}
