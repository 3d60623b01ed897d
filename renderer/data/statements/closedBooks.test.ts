import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { statementsOf } from '#core/statements/splitStatements'
import { findMember } from '#core/statements/statementSource'
import { exampleSplits } from '#core/statements/testing/exampleSplits'
import { closePeriod } from '../money/closings'
import { reopeningOf } from '../money/testing/reopeningOf'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { readClosedBooks, readSource } from './closedBooks'

const splits = exampleSplits()

beforeEach(async () => {
  await openEmpty(db)
  for (const split of splits) await closePeriod(split)
})

test('[ST28] closed periods are found by token in the order in which they were closed, the demo by itself', async () => {
  const [closing] = await db.closings.toArray()
  if (!closing) throw new Error('A period is closed')
  await seedRecords(db, 'closings', [{ ...closing, id: 'demo', periodId: 'demo-p1' }])
  const books = await readClosedBooks()
  expect(books.map(({ key, isDemo, periods }) => [key, isDemo, periods.map(({ name }) => name)])).toEqual([
    ['WXM', false, ['January', 'February', 'March']],
    ['demo WXM', true, [expect.any(String)]],
  ])
  expect(books[0]?.periods[0]?.currencies).toEqual(['EUR'])
})

/** Signatures under payouts of a split, each named by a digit. */
async function signaturesOf(first: SplitFileV3) {
  const payout = await preparePayout({ split: first, previous: NO_PREVIOUS_TOTALS, transaction: null })
  const settings = { contract: '0x5FbDB2315678afecb367f032d93F642f64180aa3', nonce: 0, gasLimit: '1' }
  const made = { maxFeePerGasWei: '1', maxPriorityFeePerGasWei: '1', functionSignature: 'setMerkleRoot(bytes32)' as const }
  const transaction = { chainId: 10, ...settings, ...made, data: '0x', unsigned: '0x', signingHash: `0x${'0'.repeat(64)}` }
  return (digit: string, simulated: boolean) => {
    const bytes32 = `0x${digit.repeat(64)}`
    const address = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
    return {
      id: bytes32,
      distributionId: first.period.id,
      periodId: first.period.id,
      root: payout.merkle.root,
      signer: address,
      simulated,
      createdAt: '2026-02-03T08:00:00.000Z',
      file: {
        ...payout,
        transaction,
        signature: {
          ...{ simulated, device: 'test', derivationPath: '', r: bytes32, s: bytes32, yParity: 0, signer: address },
          ...{ recovered: address, signedTransaction: '0x02', transactionHash: bytes32, signedAt: '2026-02-03T08:00:00.000Z' },
        },
      },
    }
  }
}

test('[ST28] [ST30] statements are made from closed periods and what was signed for them, for real before practised', async () => {
  const [first] = splits
  if (!first) throw new Error('There is January')
  const signature = await signaturesOf(first)
  await seedRecords(db, 'signatures', [signature('a', true), signature('b', false)])
  const ids = splits.map(({ contentSha256 }) => contentSha256)
  const source = await readSource({ ids: [...ids].reverse(), zone: 'Europe/Zurich' })
  expect(source.cooperative).toBe('Cooperative')
  const [january] = statementsOf(source, findMember(source, 'ada'))
  expect(january?.transactionHash).toBe(`0x${'b'.repeat(64)}`)
  await expect(readSource({ ids: [ids[0] ?? '', ids[2] ?? ''], zone: 'UTC' })).rejects.toMatchObject({
    code: 'statement.not-consecutive',
  })
})

test('[AC8] [ST28] a period that was opened again is in the books once, with the payout of what it is closed with now', async () => {
  const last = splits.at(-1)
  if (!last) throw new Error('There is March')
  const reopening = reopeningOf({ id: last.contentSha256, periodId: last.period.id, symbol: last.token.symbol })
  await seedRecords(db, 'reopenings', [reopening])
  const names = async () => (await readClosedBooks())[0]?.periods.map(({ name }) => name)
  expect(await names()).toEqual(['January', 'February'])

  await closePeriod(last)
  expect(await names()).toEqual(['January', 'February', 'March'])
  await seedRecords(db, 'signatures', [(await signaturesOf(last))('c', false)])
  const [books] = await readClosedBooks()
  const source = await readSource({ ids: books?.periods.map(({ id }) => id) ?? [], zone: 'UTC' })
  expect(source.periods.map(({ payout }) => payout?.signature?.transactionHash)).toEqual([
    undefined,
    undefined,
    `0x${'c'.repeat(64)}`,
  ])
})
