import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { readFixtureText } from '../../fixtures/readFixture'
import type { MoneyPayoutMark } from './bankRecords'
import { decimalAmount } from './decimalAmount'
import { exampleMoneyPayout } from './exampleMoney'
import { type ExampleBooking, exampleBankCsv, exampleCamt053 } from './exampleStatements'
import { paymentReference } from './paymentReference'
import { markByHand, marksOf, periodsByReference } from './payoutMarks'
import type { CsvAnswers } from './readBankCsv'
import { readBankStatement } from './readBankStatement'
import { checkAccount, reconcileMoney, unknownMovements } from './reconcileMoney'

const payout = exampleMoneyPayout()
const [ada, cy] = payout.rows
if (!ada || !cy) throw new Error('The example pays two')
const periods = periodsByReference([payout])
const references = new Set(periods.keys())
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, answers?: CsvAnswers) => readBankStatement(bytes(text), answers)
const ADA = decimalAmount(BigInt(ada.amountMinorUnits), 'EUR')
const half = (BigInt(ada.amountMinorUnits) / 2n).toString()

const paid: ExampleBooking = { direction: 'out', amount: ADA, on: '2026-02-03', reference: ada.reference, bankReference: 'B1' }
const back: ExampleBooking = { ...paid, direction: 'in', on: '2026-02-04', bankReference: 'B2', returned: 'AC04' }
const stranger: ExampleBooking = { ...paid, reference: 'NOTPROVIDED', amount: '9.99', bankReference: 'B3' }

const marksIn = (...texts: string[]) => texts.flatMap((text) => marksOf(read(text), periods))
const stateOf = (marks: readonly MoneyPayoutMark[]) => reconcileMoney(payout, marks).outcomes[0]?.state
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

describe('[BK17] camt.053 is read by its namespace, in versions 02 and 08 alike', () => {
  it.each(['02', '08'] as const)('version %s, as the published schema has it', async (version) => {
    const xml = exampleCamt053(version, [paid, back, stranger])
    const schema = readFixtureText(`schemas/camt.053.001.${version}.xsd`)
    expect((await validateXML({ xml, schema })).errors).toEqual([])
    const statement = read(xml)
    expect(statement.form).toBe(`camt.053.001.${version}`)
    expect(statement.movements).toHaveLength(3)
    expect(statement.movements[0]).toMatchObject({
      ...{ direction: 'out', amountMinorUnits: BigInt(ada.amountMinorUnits), currency: 'EUR', bookedOn: '2026-02-03' },
      ...{ references: [ada.reference], iban: 'PL61109010140000071219812874', name: 'A & B', bankReference: 'B1' },
    })
    expect(statement.movements[1]).toMatchObject({ direction: 'in', returnReason: 'AC04' })
    const prefixed = read(exampleCamt053(version, [paid, back, stranger], { prefix: 'n' }))
    expect({ ...prefixed, sha256: '' }).toEqual({ ...statement, sha256: '' })
  })

  it.each([
    ['another namespace', exampleCamt053('08', [paid]).replace('tech:xsd:camt', 'tech:xsd:camx'), 'bank.not-camt053'],
    ['bookings of the day', exampleCamt053('08', [paid]).replace('camt.053', 'camt.052'), 'bank.not-camt053'],
    ['a document type', `<!DOCTYPE Document [<!ENTITY a "b">]>${exampleCamt053('08', [paid]).slice(39)}`, 'xml.doctype'],
    ['XML that breaks off', exampleCamt053('08', [paid]).slice(0, -40), 'xml.broken'],
    ['no statement', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', 'bank.no-statement'],
    ['XML that is too deep', '<a>'.repeat(60) + '</a>'.repeat(60), 'xml.broken'],
  ])('refuses %s', (_what, text, code) => {
    expect(codeOf(() => read(text))).toBe(code)
  })
})

describe('[BK18] One entry may stand for several payments: each is read with its amount', () => {
  it('reads a batch', () => {
    const other = { ...paid, reference: cy.reference, amount: '7.00' }
    for (const version of ['02', '08'] as const) {
      const { movements, problems } = read(exampleCamt053(version, [paid, other], { batch: true }))
      expect(movements.map(({ amountMinorUnits }) => amountMinorUnits)).toEqual([BigInt(ada.amountMinorUnits), 700n])
      expect(movements.map((each) => each.references)).toEqual([[ada.reference], [cy.reference]])
      expect(problems).toEqual([])
    }
  })

  it('names a batch that does not add up, or does not say the amounts', () => {
    const batch = exampleCamt053('08', [paid, { ...paid, reference: cy.reference, amount: '7.00' }], { batch: true })
    const spoiled = batch.replace('<Amt Ccy="EUR">7.00</Amt>', '<Amt Ccy="EUR">8.00</Amt>')
    expect(read(spoiled).problems).toHaveLength(1)
    const without = batch.replace('<Amt Ccy="EUR">7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>', '')
    const { movements, problems } = read(without)
    expect(movements).toEqual([])
    expect(problems[0]?.message).toContain('one by one')
  })
})

describe('[BK19] Only what is booked counts', () => {
  it('leaves out what is pending and says how much', () => {
    const text = exampleCamt053('08', [paid, stranger]).replace('<Cd>BOOK</Cd>', '<Cd>PDNG</Cd>')
    expect(read(text)).toMatchObject({ pending: 1, movements: [{ bankReference: 'B3' }] })
  })
})

describe('[BK20] Marks and orders in a CSV are told from it, and what can be read in two ways is asked', () => {
  const csv = (header: string, ...rows: string[]) => [header, ...rows, ''].join('\n')
  it.each([
    ['thousands or decimals', csv('Date;Amount;Currency', '2026-02-03;-1,234;EUR'), 'bank.ask-decimal'],
    ['days or months', csv('Date;Amount;Currency', '02/03/2026;-1,23;EUR'), 'bank.ask-day-order'],
    ['what went out', csv('Date;Amount;Currency', '2026-02-03;1,23;EUR'), 'bank.ask-debits'],
    ['which currency', csv('Date;Amount', '2026-02-03;-1,23'), 'bank.ask-currency'],
    ['two marks', csv('Date;Amount;Currency', '2026-02-03;-1,23;EUR', '2026-02-03;-1.23;EUR'), 'bank.two-decimals'],
    ['no columns', csv('a;b', '1;2'), 'bank.csv-columns'],
  ])('%s', (_what, text, code) => {
    expect(codeOf(() => read(text))).toBe(code)
  })

  it('takes answers, columns for debit and credit, an indicator, and several ways to write figures', () => {
    const amounts = (text: string, answers?: CsvAnswers) =>
      read(text, answers).movements.map(
        ({ direction, amountMinorUnits, bookedOn }) => `${direction} ${amountMinorUnits} ${bookedOn}`,
      )
    expect(
      amounts(csv('Date;Amount (EUR)', '02/03/2026;1,234'), { decimal: 'comma', dayOrder: 'month-first', debits: 'positive' }),
    ).toEqual([])
    expect(
      amounts(csv('Date;Amount (EUR)', '02/03/2026;1,234'), { decimal: 'point', dayOrder: 'month-first', debits: 'positive' }),
    ).toEqual(['out 123400 2026-02-03'])
    expect(amounts(csv('Datum,Debit,Credit,Ccy', '03.02.26,"1\'234.50",,CHF', '04.02.26,,7.00,CHF'))).toEqual([
      'out 123450 2026-02-03',
      'in 700 2026-02-04',
    ])
    expect(amounts(csv('Datum\tBedrag (EUR)\tAf Bij', '20260203\t1.234,50\tAf', '20260204\t7,00\tBij'))).toEqual([
      'out 123450 2026-02-03',
      'in 700 2026-02-04',
    ])
    expect(amounts(csv('Date|Amount|Currency', '2026-02-03|12,50-|EUR', '2026-02-04|+1.000,00|EUR'))).toEqual([
      'out 1250 2026-02-03',
      'in 100000 2026-02-04',
    ])
  })

  it('names rows that cannot be read by their line', () => {
    const { movements, problems } = read(csv('Konto', '', 'Date;Amount;Currency', '2026-02-03;-1,23;EUR', '2026-02-30;-1,24;EUR'))
    expect(movements).toHaveLength(1)
    expect(problems.map(({ line }) => line)).toEqual([5])
  })
})

describe('[BK21] A CSV says of our payments what the camt.053 says', () => {
  it('gives the same states', () => {
    for (const bookings of [[paid], [paid, back], [paid, stranger], [stranger]]) {
      expect(stateOf(marksIn(exampleBankCsv(bookings)))).toBe(stateOf(marksIn(exampleCamt053('08', bookings))))
    }
  })
})

describe('[BK22] A booking is counted once, however often and in whatever form it is read', () => {
  it('the same file twice, overlapping statements, and camt.053 beside CSV', () => {
    const whole = exampleCamt053('08', [paid, stranger])
    const overlap = exampleCamt053('08', [{ ...stranger, bankReference: 'B9' }, paid])
    expect(marksIn(whole, whole, overlap)).toHaveLength(3)
    for (const texts of [
      [whole, whole],
      [whole, overlap],
      [exampleBankCsv([paid]), whole],
      [whole, exampleBankCsv([paid])],
    ]) {
      const [outcome] = reconcileMoney(payout, marksIn(...texts)).outcomes
      expect(outcome).toMatchObject({ state: 'paid', times: 1, paidMinorUnits: BigInt(ada.amountMinorUnits) })
    }
  })

  it('sees what really was paid twice', () => {
    const twice = [paid, { ...paid, bankReference: 'B7' }]
    for (const texts of [
      [exampleCamt053('08', twice)],
      [exampleBankCsv(twice)],
      [exampleBankCsv(twice), exampleCamt053('02', twice)],
      [exampleBankCsv([paid]), exampleCamt053('08', twice)],
    ]) {
      expect(reconcileMoney(payout, marksIn(...texts)).outcomes[0]).toMatchObject({ state: 'other-amount', times: 2 })
    }
  })

  it('does not depend on the order of files or on repetition', () => {
    const booking = fc.record({
      direction: fc.constantFrom('out' as const, 'in' as const),
      amount: fc.constantFrom(ADA, '1.00', '2.50'),
      on: fc.constantFrom('2026-02-03', '2026-02-04'),
      reference: fc.constantFrom(ada.reference, cy.reference, 'NOTPROVIDED'),
      bankReference: fc.constantFrom('B1', 'B2', 'B3'),
    })
    fc.assert(
      fc.property(
        fc.array(fc.array(booking, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (all, picks) => {
          const files = all.map((bookings, at) =>
            at % 2 === 0 ? exampleCamt053('08', bookings) : exampleCamt053('02', bookings),
          )
          const once = reconcileMoney(payout, marksIn(...files))
          const more = files.flatMap((file) => (picks.next().value % 2 === 0 ? [file, file] : [file])).reverse()
          const again = reconcileMoney(payout, marksIn(...more))
          const plain = ({ outcomes }: typeof once) =>
            outcomes.map(({ state, paidMinorUnits, returnedMinorUnits, times }) => ({
              state,
              paidMinorUnits,
              returnedMinorUnits,
              times,
            }))
          expect(plain(again)).toEqual(plain(once))
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('[BK23] What is said by hand counts as long as no statement speaks of the payment, and the last word stands', () => {
  const hand = (kind: MoneyPayoutMark['kind'], at: string) => {
    const { reference, amountMinorUnits, currency } = ada
    return markByHand(
      { reference, periodId: payout.split.period.id, kind, amountMinorUnits, currency, on: '2026-02-03' },
      { note: 'Wise 1', at },
    )
  }
  it('paid, not paid after all, and then the statement', () => {
    const said = hand('paid', '2026-02-03T10:00:00.000Z')
    expect(reconcileMoney(payout, [said]).outcomes[0]).toMatchObject({ state: 'paid', isByHand: true })
    expect(stateOf([hand('unpaid', '2026-02-04T10:00:00.000Z'), said])).toBe('missing')
    const withBank = reconcileMoney(payout, [said, ...marksIn(exampleCamt053('08', [paid, back]))])
    expect(withBank.outcomes[0]).toMatchObject({ state: 'returned', isByHand: false, times: 1 })
  })
})

describe('[BK24] Each payment is paid, paid with another amount, returned (in part) or missing', () => {
  it.each([
    ['paid', [paid]],
    ['missing', [stranger]],
    ['returned', [paid, back]],
    ['returned', [back]],
    ['returned-in-part', [paid, { ...back, amount: decimalAmount(BigInt(half), 'EUR') }]],
    ['other-amount', [{ ...paid, amount: '1.00' }]],
    ['other-amount', [{ ...paid, currency: 'USD' }]],
    ['paid', [paid, back, { ...paid, on: '2026-02-05', bankReference: 'B8' }]],
  ] as const)('%s', (state, bookings) => {
    expect(stateOf(marksIn(exampleCamt053('08', bookings)))).toBe(state)
  })

  it('counts them, and says when all is paid', () => {
    const both = exampleCamt053('08', [paid])
    expect(reconcileMoney(payout, marksIn(both))).toMatchObject({ counts: { paid: 1, missing: 1 }, isComplete: false })
  })
})

describe('[BK25] What may be of the payout and cannot be told is named', () => {
  it('an account of it without its reference, two references in one booking, a reference of another payout', () => {
    const other = paymentReference({ splitSha256: 'f'.repeat(64), sequence: 1, memberId: 'x' })
    const bookings = [
      { ...stranger, iban: 'PL61109010140000071219812874' },
      { ...paid, reference: `${ada.reference} ${cy.reference}`, iban: 'NL91ABNA0417164300' },
      { ...paid, reference: other, iban: 'NL91ABNA0417164300' },
      { ...stranger, iban: 'NL91ABNA0417164300' },
      paid,
    ]
    const statement = read(exampleBankCsv(bookings))
    expect(unknownMovements(payout, statement, references).map(({ place }) => place)).toEqual(['line 4', 'line 5', 'line 6'])
    expect(marksOf(statement, periods)).toHaveLength(1)
  })
})

describe('[BK26] A statement of another account is refused', () => {
  it('by its IBAN', () => {
    const statement = read(exampleCamt053('08', [paid]))
    expect(codeOf(() => checkAccount(payout, statement))).toBeNull()
    const other = { ...payout, debtor: { ...payout.debtor, iban: 'NL91ABNA0417164300' } }
    expect(codeOf(() => checkAccount(other, statement))).toBe('bank.other-account')
  })
})
