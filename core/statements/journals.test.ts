import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beancountJournal } from './beancountJournal'
import { bookTransactions } from './bookTransactions'
import type { LedgerEntries } from './entriesFile'
import { hledgerJournal } from './hledgerJournal'
import { ADA, bookArbitrary, exampleEntry, exampleLog } from './testing/entriesArbitrary'

const fiat = { currency: 'EUR', amountText: '50.00', priceText: '3.4731', priceSource: 'close of the day' }
const memberBook = (...entries: ReturnType<typeof exampleEntry>[]): LedgerEntries => ({
  cooperative: 'Harbour Mesh',
  book: { kind: 'member', member: ADA },
  entries,
})

describe('journals', () => {
  it('[ST19] st-07-total-price: a total price, every leg written out', () => {
    const input = memberBook(exampleEntry({ amountBaseUnits: '1439636060', fiat }))
    expect(hledgerJournal(input).text).toBe(`; Harbour Mesh: entries of Ada, days in UTC
decimal-mark .

2026-03-15 * reward · Ada
    ; entry:e1
    ; time:2026-03-15T10:00:00Z
    ; source:close of the day
    Assets:Harbour Mesh:Due  14.39636060 HNT @@ 50.00 EUR
    Income:Harbour Mesh:Rewards  -50.00 EUR
`)
    expect(beancountJournal(input).text).toBe(`option "title" "Harbour Mesh"
2026-03-15 open Assets:Harbour-Mesh:Due
2026-03-15 open Income:Harbour-Mesh:Rewards
2026-03-15 commodity HNT
  name: "HNT"

2026-03-15 * "reward · Ada"
  entry: "e1"
  time: "2026-03-15T10:00:00Z"
  source: "close of the day"
  Assets:Harbour-Mesh:Due  14.39636060 HNT @@ 50.00 EUR
  Income:Harbour-Mesh:Rewards  -50.00 EUR
`)
  })

  it("[ST18] the cooperative's book keeps an account for each member, and a payment takes from the treasury", () => {
    const entries = [
      exampleEntry({ id: 'r', fiat }),
      exampleEntry({ id: 'p', kind: 'payment', amountBaseUnits: '-100000000', chain: exampleLog(1, 3) }),
      exampleEntry({ id: 'f', kind: 'network-fee', member: null, token: { symbol: 'ETH', decimals: 2 }, amountBaseUnits: '-2' }),
    ]
    const { text } = hledgerJournal({ cooperative: 'Mesh', book: { kind: 'cooperative' }, entries })
    expect(text).toContain(
      '    Liabilities:Members:Ada:Due  -1.00000000 HNT @@ 50.00 EUR\n    Liabilities:Rewards to share  1.00000000 HNT @@ 50.00 EUR\n',
    )
    expect(text).toContain('    Liabilities:Members:Ada:Due  1.00000000 HNT\n    Assets:Treasury  -1.00000000 HNT\n')
    expect(text).toContain('    Assets:Treasury  -0.02 ETH\n    Expenses:Network fees  0.02 ETH\n')
  })

  it.each([
    ['hledger', hledgerJournal, ['"W 1"', '"1INCH"', 'wxm', 'WXM']],
    ['Beancount', beancountJournal, ['W-1', 'X1INCH', 'WXM-WXM', 'WXM-WXM-2']],
  ] as const)('[ST21] tokens have names that %s takes, and two tokens never one', (_, journal, names) => {
    const symbols = ['W 1', '1INCH', 'wxm', 'WXM']
    const entries = symbols.map((symbol, i) =>
      exampleEntry({ id: `e${i}`, token: { symbol, decimals: 0 }, amountBaseUnits: '7' }),
    )
    const { text, notes } = journal(memberBook(...entries))
    for (const name of names) expect(text).toContain(`:Due  7 ${name}\n`)
    expect(notes.some((note) => note.includes('WXM-WXM'))).toBe(names.includes('WXM-WXM' as never))
  })

  it('[ST21] two members of one name keep two accounts, which is said', () => {
    const entries = ['m1', 'm2'].map((id) => exampleEntry({ id: `e-${id}`, member: { id, name: 'Ada: (x) ; y' } }))
    const input: LedgerEntries = { cooperative: 'Mesh', book: { kind: 'cooperative' }, entries }
    const { text, notes } = hledgerJournal(input)
    expect(text).toContain('    Liabilities:Members:Ada- -x- - y m1:Due  ')
    expect(text).toContain('    Liabilities:Members:Ada- -x- - y m2:Due  ')
    expect(notes).toEqual([expect.stringContaining('Ada- -x- - y m1, Ada- -x- - y m2')])
    expect(beancountJournal(input).text).toContain('Liabilities:Members:Ada-x-y-m2:Due')
  })

  it('[ST21] amounts of more digits than Beancount counts with are refused', () => {
    const token = { symbol: 'WXM', decimals: 18 }
    const most = exampleEntry({ token, amountBaseUnits: `${10n ** 28n - 1n}` })
    expect(beancountJournal(memberBook(most)).text).toContain('9999999999.999999999999999999 WXM')
    const more = memberBook(most, exampleEntry({ id: 'e2', token, amountBaseUnits: '1' }))
    expect(() => beancountJournal(more)).toThrow(expect.objectContaining({ code: 'export.too-many-digits' }))
    expect(hledgerJournal(more).text).toContain('9999999999.999999999999999999 WXM')
  })

  it('[ST18] in any book the legs of every entry are zero together, in each commodity at its price', () => {
    fc.assert(
      fc.property(fc.constantFrom('member' as const, 'cooperative' as const).chain(bookArbitrary), (input) => {
        const rules = { account: (name: string, suffix: string) => `${name}${suffix}`, commodity: (name: string) => name }
        for (const { legs } of bookTransactions(input, rules).transactions) {
          const [one, other] = legs.map(({ amountText, totalPrice, commodity }) => {
            const sign = amountText.startsWith('-') ? '-' : ''
            const size = totalPrice
              ? `${totalPrice.amountText} ${totalPrice.currency}`
              : `${amountText.replace('-', '')} ${commodity}`
            return { sign, size }
          })
          expect(one?.size).toBe(other?.size)
          expect(one?.sign).not.toBe(other?.sign)
        }
      }),
    )
  })
})
