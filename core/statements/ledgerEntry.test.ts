import { describe, expect, it } from 'vitest'
import { readEntries } from './entriesFile'
import { ledgerEntrySchema } from './ledgerEntry'
import { ADA, exampleEntry, HNT } from './testing/entriesArbitrary'

const asFile = (given: Record<string, unknown>) => ({
  id: 'e1',
  at: '2026-03-15T10:00:00Z',
  kind: 'reward',
  member: ADA,
  token: HNT,
  amountBaseUnits: '1',
  ...given,
})
const issueOf = (given: Record<string, unknown>) => ledgerEntrySchema.safeParse(asFile(given)).error?.issues[0]?.message

describe('entries', () => {
  it.each([
    ['reward', '-1', 'below zero'],
    ['payment', '1', 'above zero'],
    ['held', '1', 'above zero'],
    ['from-held', '-1', 'below zero'],
    ['advance-deducted', '1', 'above zero'],
    ['recoup', '1', 'above zero'],
    ['fee', '1', 'above zero'],
  ])('[ST1] a %s of %s base units is refused', (kind, amountBaseUnits, words) => {
    expect(issueOf({ kind, amountBaseUnits })).toContain(words)
  })

  it.each(['1e3', '1.5', '+1', '01', '-0', '1,000', ' 1', 1])('[ST2] the amount %j is refused', (amountBaseUnits) => {
    expect(ledgerEntrySchema.safeParse(asFile({ amountBaseUnits })).success).toBe(false)
  })

  it.each([
    '2026-03-15',
    '2026-03-15T10:00:00',
    '2026-03-15T10:00:00+01:00',
    '2026-02-30T10:00:00Z',
    'yesterday',
    '2026-13-01T00:00:00Z',
  ])('[ST2] the time %s is refused', (at) => {
    expect(issueOf({ at })).toBeDefined()
  })

  it.each([
    [
      'a worth of nothing',
      { amountBaseUnits: '0', fiat: { currency: 'EUR', amountText: '5.00', priceText: null, priceSource: '' } },
    ],
    ['a worth with a sign', { fiat: { currency: 'EUR', amountText: '-5.00', priceText: null, priceSource: '' } }],
    ['a worth with thousands marks', { fiat: { currency: 'EUR', amountText: '5,000.00', priceText: null, priceSource: '' } }],
    ['a member of a network fee', { kind: 'network-fee', amountBaseUnits: '-1' }],
    ['a reward of nobody', { member: null }],
    ['a reward that corrects', { corrects: { periodId: 'p', periodName: 'June' } }],
  ])('[ST2] %s is refused', (_, given) => {
    expect(issueOf(given)).toBeDefined()
  })

  const file = (book: unknown, entries: unknown[]) => ({ format: 'commonmast-entries-v1', cooperative: 'Mesh', book, entries })

  it('[ST3] a book holds its own entries only, and a symbol is one token', () => {
    const own = { kind: 'member', member: ADA }
    expect(readEntries(file(own, [asFile({})])).entries).toEqual([exampleEntry({ amountBaseUnits: '1' })])
    for (const [book, entries, code] of [
      [own, [asFile({ member: { id: 'm2', name: 'Bo' } })], 'entries.other-member'],
      [own, [asFile({ kind: 'received', member: null })], 'entries.not-in-book'],
      [own, [asFile({}), asFile({ id: 'e2', token: { symbol: 'HNT', decimals: 6 } })], 'entries.decimals-differ'],
      [
        own,
        [
          asFile({
            token: { symbol: 'eur', decimals: 6 },
            fiat: { currency: 'EUR', amountText: '5', priceText: null, priceSource: '' },
          }),
        ],
        'entries.symbol-is-currency',
      ],
      [own, [asFile({ amountBaseUnits: '1.5' })], 'entries.malformed'],
      [{ kind: 'nobody' }, [], 'entries.malformed'],
    ] as const) {
      expect(() => readEntries(file(book, [...entries]))).toThrow(expect.objectContaining({ code }))
    }
    expect(() => readEntries(file(own, [asFile({ amountBaseUnits: '1.5' })]))).toThrow(
      'entries.0.amountBaseUnits must be a whole number',
    )
  })
})
