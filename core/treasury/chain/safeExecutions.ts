/**
 * `ExecutionSuccess` and `ExecutionFailure` of a Safe. Up to 1.3.0 the safeTxHash stands in the log's data, from 1.4.0 on in
 * its topics; both have the same signature, so both forms are read always.
 */
import type { Hex } from 'viem'
import type { ChainLog } from './chainLog'

export const EXECUTION_SUCCESS_TOPIC: Hex = '0x442e715f626346e8c54381002da614f62bee8d27386535b2521ec8540898556e'
export const EXECUTION_FAILURE_TOPIC: Hex = '0x23428b18acfb3ea64b08dc0c1d296ea9c09702c09083ca5272e64d115b687d23'
const TWO_WORDS = 2 + 2 * 64
const ONE_WORD = 2 + 64

export interface SafeExecution {
  /** In small letters. */
  safeTxHash: Hex
  /** False: the nonce was used and nothing was paid. */
  succeeded: boolean
}

/** @param safe in small letters: another contract may write the same event. */
export function readSafeExecution(log: ChainLog, safe: string): SafeExecution | undefined {
  const [event, topic] = log.topics
  if ((event !== EXECUTION_SUCCESS_TOPIC && event !== EXECUTION_FAILURE_TOPIC) || log.removed) return undefined
  if (log.address.toLowerCase() !== safe) return undefined
  const safeTxHash = log.topics.length === 2 ? inTopic(topic, log.data) : inData(log)
  return safeTxHash && { safeTxHash, succeeded: event === EXECUTION_SUCCESS_TOPIC }
}

function inTopic(topic: Hex | undefined, data: Hex): Hex | undefined {
  return topic?.length === ONE_WORD && data.length === ONE_WORD ? (topic.toLowerCase() as Hex) : undefined
}

function inData({ topics, data }: ChainLog): Hex | undefined {
  return topics.length === 1 && data.length === TWO_WORDS ? (data.slice(0, ONE_WORD).toLowerCase() as Hex) : undefined
}
