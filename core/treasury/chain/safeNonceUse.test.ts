import type { Hex } from 'viem'
import { numberToHex } from 'viem/utils'
import { expect, it } from 'vitest'
import { type LoggedExecution, safeNonceUse } from './safeNonceUse'

const hashOf = (number: number): Hex => numberToHex(number, { size: 32 })

function execution(number: number, succeeded = true): LoggedExecution {
  const place = { transactionHash: hashOf(100 + number), blockNumber: BigInt(number), blockHash: hashOf(200 + number) }
  return { safeTxHash: hashOf(number), succeeded, ...place }
}

it('[CH5] a nonce is next, waits for others, was carried out, failed, or is taken', () => {
  const history = { nonceBefore: 5n, nonceNow: 7n, executions: [execution(1), execution(2, false)] }
  expect(safeNonceUse({ safeTxHash: hashOf(9), nonce: 7n }, history)).toEqual({ state: 'next' })
  expect(safeNonceUse({ safeTxHash: hashOf(9), nonce: 9n }, history)).toEqual({ state: 'waiting', missing: 2n })
  expect(safeNonceUse({ safeTxHash: hashOf(1), nonce: 5n }, history)).toEqual({ state: 'executed', execution: execution(1) })
  expect(safeNonceUse({ safeTxHash: hashOf(2), nonce: 6n }, history)).toMatchObject({ state: 'failed' })
  expect(safeNonceUse({ safeTxHash: hashOf(9), nonce: 6n }, history)).toEqual({ state: 'taken', by: execution(2, false) })
})

it('[CH5] who took a nonce is only said where the logs account for every nonce', () => {
  const lacking = { nonceBefore: 5n, nonceNow: 7n, executions: [execution(1)] }
  expect(safeNonceUse({ safeTxHash: hashOf(9), nonce: 5n }, lacking)).toEqual({ state: 'taken', by: null })
  const before = { nonceBefore: 5n, nonceNow: 6n, executions: [execution(1)] }
  expect(safeNonceUse({ safeTxHash: hashOf(9), nonce: 4n }, before)).toEqual({ state: 'taken', by: null })
})
