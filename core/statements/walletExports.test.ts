import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { parseAmount } from '../model/money'
import { coinTrackingCsv } from './coinTrackingCsv'
import { entriesCsv } from './entriesCsv'
import type { LedgerEntries } from './entriesFile'
import { koinlyCsv } from './koinlyCsv'
import { mergeDuplicates } from './mergeDuplicates'
import { ADA, bookArbitrary, exampleEntry, exampleLog, HNT } from './testing/entriesArbitrary'
import { movementOf } from './walletRows'

const memberBook = (...entries: ReturnType<typeof exampleEntry>[]): LedgerEntries => ({
  cooperative: 'Harbour Mesh',
  book: { kind: 'member', member: ADA },
  entries,
})
const ownBook = (...entries: ReturnType<typeof exampleEntry>[]): LedgerEntries => ({
  cooperative: 'Harbour Mesh',
  book: { kind: 'cooperative' },
  entries,
})
const payment = (given: Record<string, unknown> = {}) =>
  exampleEntry({ kind: 'payment', amountBaseUnits: '-1250000000', ...given })

const vectors = readFixtureJson('vectors/exports_headers.json') as { cases: { id: string; input: { header: string[] } }[] }

/** Rows by column, as another program reads them. */
function rowsOf(text: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true, newline: '\r\n' }).data
}

describe('exports to tax programs', () => {
  it('[ST14] a payment comes in for a member and goes out for the cooperative; what is reckoned alone is in neither', () => {
    const entries = [exampleEntry(), payment({ id: 'e2' }), exampleEntry({ id: 'e3', kind: 'held', amountBaseUnits: '-5' })]
    const own = koinlyCsv(memberBook(...entries))
    expect(rowsOf(own.text)).toMatchObject([
      { 'Received Amount': '12.50000000', 'Received Currency': 'HNT', 'Sent Amount': '', Label: 'reward' },
    ])
    expect(own.notes).toEqual([expect.stringContaining('2 entries are not in this file')])
    expect(rowsOf(koinlyCsv(ownBook(...entries)).text)).toMatchObject([
      { 'Sent Amount': '12.50000000', 'Received Amount': '', Label: '' },
    ])
    expect(() => koinlyCsv(memberBook(exampleEntry()))).toThrow(expect.objectContaining({ code: 'export.nothing-moved' }))
  })

  it('[ST15] st-03-one-row-per-log: three rows in each export', () => {
    const transfers = [4, 7, 7, 7, 9].map((log, i) =>
      payment({
        id: `t${i}`,
        token: { symbol: 'HNT', decimals: 0 },
        amountBaseUnits: log === 9 ? '-2' : '-5',
        chain: exampleLog(1, log),
      }),
    )
    const koinly = rowsOf(koinlyCsv(memberBook(...transfers)).text).map((row) => row['Received Amount'])
    const coinTracking = rowsOf(coinTrackingCsv(memberBook(...transfers)).text)
    expect(koinly).toEqual(['5', '5', '2'])
    expect(coinTracking.map((row) => row['Buy Amount'])).toEqual(['5', '5', '2'])
    expect(new Set(coinTracking.map((row) => row['Tx-ID'])).size).toBe(3)
    expect(rowsOf(entriesCsv(memberBook(...transfers)).text).map((row) => [row.Log, row.Amount])).toEqual([
      ['4', '-5'],
      ['7', '-5'],
      ['9', '-2'],
    ])
  })

  it('[ST16] times are in UTC with seconds, under the headers that the programs know', () => {
    const fiat = { currency: 'EUR', amountText: '50.00', priceText: '4.00', priceSource: 'close of the day' }
    const input = memberBook(payment({ at: '2026-03-31T22:00:05.900Z', fiat, chain: exampleLog(1, 4), note: 'week 13' }))
    expect(koinlyCsv(input).text.split('\r\n')).toEqual([
      'Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash',
      `2026-03-31 22:00:05 UTC,,,12.50000000,HNT,,,50.00,EUR,reward,payment · Ada · week 13 · base log 4,0x${'1'.repeat(64)}`,
      '',
    ])
    expect(coinTrackingCsv(input).text.split('\r\n')).toEqual([
      'Type,Buy Amount,Buy Currency,Sell Amount,Sell Currency,Fee,Fee Currency,Exchange,Trade-Group,Comment,Date,Tx-ID,Buy Value in Account Currency,Sell Value in Account Currency,Liquidity pool',
      `Reward / Bonus,12.50000000,HNT,,,,,Harbour Mesh,,payment · Ada · week 13 · base log 4 · worth 50.00 EUR (close of the day),2026-03-31 22:00:05,0x${'1'.repeat(64)}:4,,,`,
      '',
    ])
  })

  it.each([
    ['koinly_universal', koinlyCsv],
    ['cointracking_import', coinTrackingCsv],
  ])('[ST16] the header is the published one of %s', (id, target) => {
    const published = vectors.cases.find((one) => one.id === id)?.input.header
    expect(Papa.parse<string[]>(target(memberBook(payment())).text).data[0]).toEqual(published)
  })

  it('[ST17] a transaction of many legs has one fee: beside the first thing sent, else in a row of its own', () => {
    const fee = (id: string) =>
      exampleEntry({
        id,
        kind: 'network-fee',
        member: null,
        token: { symbol: 'ETH', decimals: 18 },
        amountBaseUnits: '-21000000000000',
        chain: exampleLog(1, null),
      })
    const legs = [1, 2, 3].map((log) => payment({ id: `p${log}`, chain: exampleLog(1, log) }))
    const sent = rowsOf(koinlyCsv(ownBook(...legs, fee('f1'), fee('f2'))).text)
    expect(sent.map((row) => [row['Sent Amount'], row['Fee Amount'], row['Fee Currency']])).toEqual([
      ['12.50000000', '0.000021000000000000', 'ETH'],
      ['12.50000000', '', ''],
      ['12.50000000', '', ''],
    ])
    const got = rowsOf(koinlyCsv(memberBook(...legs, fee('f1'))).text)
    expect(got).toHaveLength(4)
    expect(got.filter((row) => row.Label === 'cost')).toMatchObject([{ 'Sent Amount': '0.000021000000000000', 'Fee Amount': '' }])
    const coinTracking = rowsOf(coinTrackingCsv(ownBook(...legs, fee('f1'), fee('f2'))).text)
    expect(coinTracking.filter((row) => row.Type === 'Other Fee')).toMatchObject([{ 'Sell Amount': '0.00002100', Fee: '' }])
  })

  it('[ST11] st-05-eight-decimals: CoinTracking gets 8 decimals that add up, and the name of the file and a note say so', () => {
    const amounts = ['123456789012345678', '1000000004999999999', '2000000004999999999', '4500000000']
    const token = { symbol: 'WXM', decimals: 18 }
    const entries = amounts.map((amount, i) => payment({ id: `r${i}`, token, amountBaseUnits: `-${amount}` }))
    const file = coinTrackingCsv(memberBook(...entries))
    expect(rowsOf(file.text).map((row) => row['Buy Amount'])).toEqual(['0.12345679', '1.00000001', '2.00000000', '0.00000000'])
    expect(file.fileName).toBe('Harbour-Mesh-cointracking-8-decimals.csv')
    expect(file.notes[0]).toBe(
      'WXM has 18 decimals and this file 8: 4 rows were rounded so that all add up to the rounded total.',
    )
    const exact = koinlyCsv(memberBook(...entries))
    expect(rowsOf(exact.text)[3]?.['Received Amount']).toBe('0.000000004500000000')
    expect(exact.fileName).toBe('Harbour-Mesh-koinly.csv')
  })

  it('[ST13] st-06-no-exponents: one base unit in every target', () => {
    for (const [decimals, text] of [
      [8, '0.00000001'],
      [18, '0.000000000000000001'],
    ] as const) {
      const input = memberBook(payment({ token: { symbol: 'HNT', decimals }, amountBaseUnits: '-1' }))
      expect(rowsOf(koinlyCsv(input).text)[0]?.['Received Amount']).toBe(text)
      expect(rowsOf(entriesCsv(input).text)[0]?.Amount).toBe(`-${text}`)
      expect(rowsOf(coinTrackingCsv(input).text)[0]?.['Buy Amount']).toBe(decimals === 8 ? text : '0.00000000')
    }
    const huge = memberBook(payment({ amountBaseUnits: `-${10n ** 23n}` }))
    expect(() => koinlyCsv(huge)).toThrow(expect.objectContaining({ code: 'export.too-large-amount' }))
    expect(rowsOf(coinTrackingCsv(huge).text)[0]?.['Buy Amount']).toBe(`1${'0'.repeat(15)}.00000000`)
  })

  it('[ST20] st-10-formula-cells: a name is guarded and quoted, an amount stays a number', () => {
    const member = { id: 'm1', name: '=HYPERLINK("http://x","pay")' }
    const entry = exampleEntry({ kind: 'correction', member, token: { symbol: 'HNT', decimals: 2 }, amountBaseUnits: '-750' })
    const { text } = entriesCsv({ cooperative: 'Mesh', book: { kind: 'cooperative' }, entries: [entry] })
    expect(text).toContain(`,"'=HYPERLINK(""http://x"",""pay"")",m1,-7.50,HNT,`)
  })

  it.each(['member', 'cooperative'] as const)('[ST12] rows of any %s book add up to the rounded total of each token', (kind) => {
    fc.assert(
      fc.property(bookArbitrary(kind), (input) => {
        for (const [file, most] of [
          [koinlyCsv(input), 18],
          [coinTrackingCsv(input), 8],
        ] as const) {
          const sums = new Map<string, bigint>()
          const add = (symbol: string | undefined, text: string | undefined, sign: bigint) => {
            if (!symbol || !text) return
            expect(text).toMatch(/^\d+(\.\d+)?$/)
            sums.set(symbol, (sums.get(symbol) ?? 0n) + sign * parseAmount(text, 18))
          }
          for (const row of rowsOf(file.text)) {
            add(row['Received Currency'] ?? row['Buy Currency'], row['Received Amount'] ?? row['Buy Amount'], 1n)
            add(row['Sent Currency'] ?? row['Sell Currency'], row['Sent Amount'] ?? row['Sell Amount'], -1n)
            add(row['Fee Currency'], row['Fee Amount'] ?? row.Fee, -1n)
          }
          const exact = new Map<string, bigint>()
          for (const entry of mergeDuplicates(input.entries)) {
            const { symbol, decimals } = entry.token
            const moved = (movementOf(entry, input.book) ?? 0n) * 10n ** BigInt(18 - decimals)
            exact.set(symbol, (exact.get(symbol) ?? 0n) + moved)
          }
          for (const [symbol, sum] of sums) {
            const token = input.entries.find((entry) => entry.token.symbol === symbol)?.token ?? HNT
            const unit = 10n ** BigInt(18 - Math.min(token.decimals, most))
            const away = sum - (exact.get(symbol) ?? 0n)
            expect(sum % unit).toBe(0n)
            expect(2n * (away < 0n ? -away : away) <= unit).toBe(true)
          }
        }
      }),
    )
  })

  it('[ST2] the CSV of all entries reads back as what went in', () => {
    fc.assert(
      fc.property(bookArbitrary('cooperative'), (input) => {
        const rows = rowsOf(entriesCsv(input).text)
        const entries = mergeDuplicates(input.entries)
        expect(rows).toHaveLength(entries.length)
        for (const row of rows) {
          const entry = entries.find(({ id }) => id === row.Entry)
          if (!entry) throw new Error(`no entry is called ${row.Entry}`)
          const text = row.Amount ?? ''
          const size = parseAmount(text.replace('-', ''), entry.token.decimals)
          expect(text.startsWith('-') ? -size : size).toBe(entry.amountBaseUnits)
          expect(row).toMatchObject({ Kind: entry.kind, Token: entry.token.symbol, Worth: entry.fiat?.amountText ?? '' })
          expect(Date.parse(`${row['Time (UTC)']}Z`)).toBe(Date.parse(entry.at))
        }
      }),
    )
  })
})
