import type { Hex } from 'viem'
import { numberToHex } from 'viem/utils'
import { expect, it } from 'vitest'
import { type TransactionSeen, transactionStanding } from './transactionState'

const hashOf = (number: number): Hex => numberToHex(number, { size: 32 })
const [FIRST, SECOND, BLOCK, OTHER_BLOCK] = [hashOf(1), hashOf(2), hashOf(50), hashOf(51)]
const SEEN: TransactionSeen = {
  nonce: 3n,
  hashes: [FIRST, SECOND],
  receipts: [],
  waiting: [],
  canonicalHashAt: new Map(),
  minedNonce: 3n,
  pendingNonce: 3n,
  headNumber: 10n,
  takenBy: null,
  blockBefore: null,
}
const RECEIPT = { hash: SECOND, succeeded: true, blockNumber: 9n, blockHash: BLOCK }
const MINED: TransactionSeen = {
  ...SEEN,
  receipts: [RECEIPT],
  canonicalHashAt: new Map([[9n, BLOCK]]),
  minedNonce: 4n,
  pendingNonce: 4n,
}

it('[CH8] what the chain holds decides: not sent, waiting, mined, final', () => {
  expect(transactionStanding(SEEN, 2n).now).toEqual({ state: 'not-sent' })
  expect(transactionStanding({ ...SEEN, waiting: [FIRST, SECOND], pendingNonce: 4n }, 2n).now).toEqual({
    state: 'waiting',
    hash: SECOND,
  })
  expect(transactionStanding(MINED, 3n).now).toMatchObject({ state: 'mined', hash: SECOND, confirmations: 2n })
  expect(transactionStanding(MINED, 2n)).toMatchObject({ now: { state: 'final', succeeded: true }, reorganised: false })
})

it('[CH8] a gap of nonces and a nonce that another took are said', () => {
  const gap = transactionStanding({ ...SEEN, minedNonce: 1n, pendingNonce: 1n }, 1n).now
  expect(gap).toEqual({ state: 'nonce-gap', missingFrom: 1n, missingCount: 2n })
  expect(transactionStanding({ ...SEEN, minedNonce: 1n, pendingNonce: 3n }, 1n).now).toEqual({ state: 'not-sent' })
  const taken = { ...SEEN, minedNonce: 4n, pendingNonce: 4n, takenBy: hashOf(7) }
  expect(transactionStanding(taken, 1n).now).toEqual({ state: 'nonce-taken', by: hashOf(7) })
  // The block is there and its receipt not yet.
  expect(transactionStanding({ ...taken, takenBy: FIRST }, 1n).now).toEqual({ state: 'waiting', hash: FIRST })
})

it('[CH8] a block that is no longer part of the chain confirms nothing', () => {
  const gone = { ...MINED, canonicalHashAt: new Map([[9n, OTHER_BLOCK]]), minedNonce: 3n, pendingNonce: 3n }
  const standing = transactionStanding({ ...gone, blockBefore: { number: 9n, hash: BLOCK } }, 1n)
  expect(standing).toEqual({ now: { state: 'not-sent' }, reorganised: true })
  const elsewhere = { ...MINED, blockBefore: { number: 9n, hash: OTHER_BLOCK } }
  expect(transactionStanding(elsewhere, 2n)).toMatchObject({ now: { state: 'final' }, reorganised: true })
})
