/** What became of one Safe transaction, from the executions that the Safe logged since a known nonce. */
import type { Hex } from 'viem'
import type { SafeExecution } from './safeExecutions'

export interface LoggedExecution extends SafeExecution {
  transactionHash: Hex
  blockNumber: bigint
  blockHash: Hex
}

export type SafeNonceUse =
  /** The nonce is free and comes next. */
  | { state: 'next' }
  /** Others of the same Safe come first. */
  | { state: 'waiting'; missing: bigint }
  /** It was carried out; by which transaction does not matter. */
  | { state: 'executed'; execution: LoggedExecution }
  /** The nonce was used and nothing paid: it is void. */
  | { state: 'failed'; execution: LoggedExecution }
  /** Another transaction took the nonce; null where the logs that are there do not show which. */
  | { state: 'taken'; by: LoggedExecution | null }

export interface SafeHistory {
  /** The Safe's nonce when the search began, and now. */
  nonceBefore: bigint
  nonceNow: bigint
  /** All executions since then, in their order: each used one nonce. */
  executions: readonly LoggedExecution[]
}

export function safeNonceUse(transaction: { safeTxHash: Hex; nonce: bigint }, history: SafeHistory): SafeNonceUse {
  const hash = transaction.safeTxHash.toLowerCase()
  const execution = history.executions.find(({ safeTxHash }) => safeTxHash === hash)
  if (execution) return { state: execution.succeeded ? 'executed' : 'failed', execution }
  const ahead = transaction.nonce - history.nonceNow
  if (ahead === 0n) return { state: 'next' }
  if (ahead > 0n) return { state: 'waiting', missing: ahead }
  return { state: 'taken', by: executionOfNonce(transaction.nonce, history) }
}

/** Known only where the logs account for every nonce that was used. */
function executionOfNonce(nonce: bigint, { nonceBefore, nonceNow, executions }: SafeHistory): LoggedExecution | null {
  if (nonce < nonceBefore || BigInt(executions.length) !== nonceNow - nonceBefore) return null
  return executions[Number(nonce - nonceBefore)] ?? null
}
