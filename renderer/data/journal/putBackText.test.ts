import { expect, test } from 'vitest'
import { putBackText } from './putBackText'

test('what was put back is counted by kind, and nothing is said of nothing', () => {
  expect(putBackText({ payouts: 0, deviceRecords: 0 })).toBeNull()
  expect(putBackText({ payouts: 1, deviceRecords: 0 })).toBe('1 payout was put back from the journal.')
  expect(putBackText({ payouts: 0, deviceRecords: 1 })).toBe('1 record of a device was put back from the journal.')
  expect(putBackText({ payouts: 1, deviceRecords: 1 })).toBe('1 payout and 1 record of a device were put back from the journal.')
  expect(putBackText({ payouts: 2, deviceRecords: 0 })).toBe('2 payouts were put back from the journal.')
})
