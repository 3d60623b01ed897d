/** Logs as tokens and Safes write them, for tests and benches. */
import type { Address, Hex } from 'viem'
import { numberToHex } from 'viem/utils'
import { addressTopic, type ChainLog } from './chainLog'
import { EXECUTION_FAILURE_TOPIC, EXECUTION_SUCCESS_TOPIC } from './safeExecutions'
import { TRANSFER_TOPIC } from './tokenTransfers'

export function transferLog(token: Address, from: Address, to: Address, amountBaseUnits: bigint): ChainLog {
  const topics = [TRANSFER_TOPIC, addressTopic(from), addressTopic(to)]
  return { address: token, topics, data: numberToHex(amountBaseUnits, { size: 32 }) }
}

/** @param place where the version of the Safe puts the hash: `topics` from 1.4.0 on, `data` before. */
export function executionLog(safe: Address, safeTxHash: Hex, succeeded: boolean, place: 'topics' | 'data'): ChainLog {
  const event = succeeded ? EXECUTION_SUCCESS_TOPIC : EXECUTION_FAILURE_TOPIC
  const payment = '0'.repeat(64)
  if (place === 'topics') return { address: safe, topics: [event, safeTxHash], data: `0x${payment}` }
  return { address: safe, topics: [event], data: `${safeTxHash}${payment}` }
}
