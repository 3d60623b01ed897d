/** What a node says of one event, as far as payouts are read from it. */
import type { Address, Hex } from 'viem'
import { getAddress } from 'viem/utils'

export interface ChainLog {
  /** The contract that wrote it. */
  address: string
  topics: readonly Hex[]
  data: Hex
  /** Set by nodes on logs of blocks that are no longer part of the chain. */
  removed?: boolean | undefined
}

/** One that says where it stands. */
export interface PlacedLog extends ChainLog {
  transactionHash: Hex
  blockNumber: bigint
  blockHash: Hex
  logIndex: number
}

export interface ChainReceipt {
  transactionHash: Hex
  from: Address
  to: Address | null
  /** False: the transaction was mined and took everything back but its nonce and fee. */
  succeeded: boolean
  blockNumber: bigint
  blockHash: Hex
  gasUsed: bigint
  /** Null where the node does not say. */
  effectiveGasPriceWei: bigint | null
  logs: readonly PlacedLog[]
}

/** The address in the low 20 bytes of a topic, without checksum; undefined where the topic holds more than an address. */
export function topicAddress(topic: Hex | undefined): string | undefined {
  if (topic?.length !== 66 || !topic.startsWith('0x000000000000000000000000')) return undefined
  return `0x${topic.slice(26).toLowerCase()}`
}

/** The address as people see it. */
export function shownAddress(address: string): Address {
  return getAddress(address)
}

/** The address as a topic that logs are searched by. */
export function addressTopic(address: string): Hex {
  return `0x${address.slice(2).toLowerCase().padStart(64, '0')}`
}
