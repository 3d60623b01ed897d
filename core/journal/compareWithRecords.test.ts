import { expect, test } from 'vitest'
import { compareWithRecords, type JournalledPayout } from './compareWithRecords'

const payout = (transactionHash: string, fileState: JournalledPayout['fileState'] = 'whole'): JournalledPayout => ({
  transactionHash,
  signedAt: '2026-12-01T00:00:00.000Z',
  period: { name: 'October' },
  chainId: 31337,
  contract: '0x1',
  fileState,
})
const known = { signatureIds: new Set(['a', 'x']), provisioningIds: new Set(['p']) }

test('[JN11] what the records lack is put back where its file is whole, and named where it is not', () => {
  const journal = {
    payouts: [payout('a'), payout('b'), payout('c', 'missing'), payout('d', 'not-kept')],
    records: [
      { id: 'p', saved: true },
      { id: 'q', saved: true },
      { id: 'r', saved: false },
    ],
  }
  const found = compareWithRecords(journal, known, new Set(['d']))
  expect(found.payoutsToPutBack.map(({ transactionHash }) => transactionHash)).toEqual(['b'])
  expect(found.payoutsToName.map(({ transactionHash }) => transactionHash)).toEqual(['c'])
  expect(found.signaturesToLearn).toEqual(['x'])
  expect(found.recordsToPutBack.map(({ id }) => id)).toEqual(['q'])
})

test('[JN11] a journal and records that agree need nothing', () => {
  const journal = { payouts: [payout('a'), payout('x')], records: [{ id: 'p', saved: true }] }
  expect(compareWithRecords(journal, known, new Set())).toEqual({
    payoutsToPutBack: [],
    payoutsToName: [],
    signaturesToLearn: [],
    recordsToPutBack: [],
  })
})
