import { describe, expect, it } from 'vitest'
import { mergeDuplicates } from './mergeDuplicates'
import { exampleEntry, exampleLog } from './testing/entriesArbitrary'

const payment = (id: string, logIndex: number | null, amount: number, given: Record<string, unknown> = {}) =>
  exampleEntry({ id, kind: 'payment', amountBaseUnits: String(-amount), chain: exampleLog(1, logIndex), ...given })

describe('duplicates', () => {
  it('[ST8] st-03-one-row-per-log: five transfers with logs 4, 7, 7, 7, 9 are three', () => {
    const transfers = [4, 7, 7, 7, 9].map((log, i) => payment(`t${i}`, log, log === 9 ? 2 : 5))
    const kept = mergeDuplicates(transfers)
    expect(kept.map(({ chain, amountBaseUnits }) => [chain?.logIndex, -amountBaseUnits])).toEqual([
      [4, 5n],
      [7, 5n],
      [9, 2n],
    ])
  })

  it('[ST8] equal amounts are no duplicate on another chain, in another transaction, or without a log', () => {
    const entries = [
      payment('a', 1, 5),
      payment('b', 1, 5, { chain: { ...exampleLog(1, 1), name: 'polygon' } }),
      payment('c', 1, 5, { chain: exampleLog(2, 1) }),
      payment('d', null, 5),
      payment('e', null, 5),
      payment('f', 1, 5, { chain: null }),
    ]
    expect(mergeDuplicates(entries)).toEqual(entries)
  })

  it('[ST8] hashes in hexadecimal are the same in capitals, others are not', () => {
    const hash = `0x${'ab'.repeat(32)}`
    const other = '5Kd'.repeat(20)
    const of = (id: string, transactionHash: string) => payment(id, 1, 5, { chain: { name: 'x', transactionHash, logIndex: 1 } })
    expect(mergeDuplicates([of('a', hash), of('b', hash.toUpperCase().replace('X', 'x'))])).toHaveLength(1)
    expect(mergeDuplicates([of('a', other), of('b', other.toLowerCase())])).toHaveLength(2)
  })

  it.each([
    ['amounts', { amountBaseUnits: '-6' }, 'payment of -0.00000005 HNT'],
    ['members', { member: { id: 'm2', name: 'Bo' } }, 'Log 7'],
    ['times', { at: '2026-03-15T10:00:01Z' }, '2026-03-15T10:00:01Z'],
    ['tokens', { token: { symbol: 'IOT', decimals: 8 } }, 'IOT'],
  ])('[ST9] one log with two %s is refused by name', (_, given, words) => {
    expect(() => mergeDuplicates([payment('a', 7, 5), payment('b', 7, 5, given)])).toThrow(
      expect.objectContaining({ code: 'entries.contradict', message: expect.stringContaining(words) }),
    )
  })

  it('[ST9] one id for two things is refused', () => {
    expect(() => mergeDuplicates([payment('a', 1, 5), payment('a', 2, 5)])).toThrow(
      expect.objectContaining({ code: 'entries.contradict' }),
    )
  })

  it('[ST10] a transaction has one fee', () => {
    const fee = (id: string, logIndex: number | null, amount: string) =>
      exampleEntry({ id, kind: 'network-fee', member: null, amountBaseUnits: amount, chain: exampleLog(1, logIndex) })
    expect(mergeDuplicates([fee('a', null, '-21'), fee('b', 3, '-21'), payment('c', 3, 5)]).map(({ id }) => id)).toEqual([
      'a',
      'c',
    ])
    expect(() => mergeDuplicates([fee('a', null, '-21'), fee('b', null, '-22')])).toThrow('The fee of transaction')
  })
})
