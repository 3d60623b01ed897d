import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { readFixtureText } from '../../fixtures/readFixture'
import { parseTable } from '../files/parseTable'
import { EXAMPLE_PAYMENTS, exampleMoneyPayout } from './exampleMoney'
import type { MoneyPayoutFile } from './moneyPayoutFile'
import { paymentsCsv } from './paymentsCsv'
import { SEPA_VERSIONS, sepaCreditTransfer } from './sepaCreditTransfer'
import { allAt, textAt, xmlTree } from './xmlTree'

const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

/** The example with one more payment, with a BIC and a name that needs escaping. */
function payout(): MoneyPayoutFile {
  const one = exampleMoneyPayout()
  const [row] = one.rows
  const payment = EXAMPLE_PAYMENTS[0]?.payment
  if (!row || payment?.kind !== 'bank') throw new Error('The example begins with a bank account')
  const other = { ...payment, holder: 'Bo & Söhne <GmbH>', iban: 'NL91ABNA0417164300', bic: 'ABNANL2A' }
  return { ...one, rows: [...one.rows, { ...row, payment: other, amountMinorUnits: '7', reference: 'RF18539007547034' }] }
}

describe('[BK13] The file for the bank is pain.001.001.03 or .09 as the published schema has it', () => {
  it.each(SEPA_VERSIONS)('version %s', async (version) => {
    const { xml } = sepaCreditTransfer(payout(), version, '2026-02-03')
    const schema = readFixtureText(`schemas/pain.001.001.${version}.xsd`)
    const checked = await validateXML({ xml: { fileName: 'out.xml', contents: xml }, schema })
    expect(checked.errors).toEqual([])
    // The schema is no mere formality: an amount without its currency does not pass it.
    const spoiled = await validateXML({ xml: xml.replace(' Ccy="EUR"', ''), schema })
    expect(spoiled.valid).toBe(false)
    expect(xml).toContain('<Nm>Bo + Sohne (GmbH)</Nm>')
    expect(xml).toContain('<Nm>Genossenschaft Ubermut eG</Nm>')
  })

  it('is the same file for the same payments, and another where one differs', () => {
    const [one, same] = [payout(), payout()].map((each) => sepaCreditTransfer(each, '09', '2026-02-03').messageId)
    expect(one).toBe(same)
    expect(one).toMatch(/^CM[0-9a-f]{30}$/)
    expect(sepaCreditTransfer(exampleMoneyPayout(), '09', '2026-02-03').messageId).not.toBe(one)
  })
})

describe('[BK14] Number and sum of the payments are those of the file, amounts are decimals with cents', () => {
  it('adds up', () => {
    const made = sepaCreditTransfer(payout(), '09', '2026-02-03')
    const root = xmlTree(made.xml)
    const transfers = allAt(root, 'CstmrCdtTrfInitn', 'PmtInf', 'CdtTrfTxInf')
    const amounts = transfers.map((each) => textAt(each, 'Amt', 'InstdAmt') ?? '')
    expect(amounts[1]).toBe('0.07')
    const cents = amounts.reduce((sum, text) => sum + BigInt(text.replace('.', '')), 0n)
    expect(cents).toBe(made.sumMinorUnits)
    for (const part of ['GrpHdr', 'PmtInf']) {
      expect(textAt(root, 'CstmrCdtTrfInitn', part, 'NbOfTxs')).toBe('2')
      expect(textAt(root, 'CstmrCdtTrfInitn', part, 'CtrlSum')?.replace('.', '')).toBe(cents.toString())
    }
    expect(transfers.map((each) => textAt(each, 'PmtId', 'EndToEndId'))).toEqual(
      payout().rows.flatMap(({ payment, reference }) => (payment.kind === 'bank' ? [reference] : [])),
    )
  })
})

describe('[BK15] Only EUR to an IBAN of SEPA goes into it; what does not is named, never dropped', () => {
  it('names what is left', () => {
    expect(sepaCreditTransfer(payout(), '03', '2026-02-03').left.map(({ memberId }) => memberId)).toEqual(['cy'])
    const { rows, ...others } = payout()
    const abroad = rows.map((row) => ({ ...row, payment: { ...row.payment, iban: 'TR330006100519786457841326' } }))
    expect(codeOf(() => sepaCreditTransfer({ ...others, rows: abroad as typeof rows }, '09', '2026-02-03'))).toBe('bank.no-sepa')
    expect(codeOf(() => sepaCreditTransfer(payout(), '09', '2026-02-30'))).toBe('bank.execution-day')
    expect(codeOf(() => sepaCreditTransfer(payout(), '09', 'tomorrow'))).toBe('bank.execution-day')
  })
})

describe('[BK16] Payment services get a table: one for all, and one with the columns of Wise', () => {
  it('has every payment in the general table', () => {
    const { csv, payments } = paymentsCsv(payout(), 'general')
    const { headers, rows } = parseTable(csv.replaceAll('\r\n', '\n'))
    expect(payments).toBe(3)
    expect(rows).toHaveLength(3)
    const amounts = rows.map((row) => `${row[headers.indexOf('amount')]} ${row[headers.indexOf('currency')]}`)
    expect(amounts[2]).toBe('0.07 EUR')
    expect(amounts[1]).toMatch(/^\d+\.\d\d USD$/)
  })

  it('names what Wise cannot be told of', () => {
    const { rows, ...others } = payout()
    const skrill = rows.map((row) => (row.memberId === 'cy' ? { ...row, payment: { ...row.payment, service: 'Other' } } : row))
    const { csv, left } = paymentsCsv({ ...others, rows: skrill as typeof rows }, 'wise')
    expect(csv.split('\r\n')[0]).toBe(
      'name,recipientEmail,paymentReference,receiverType,amountCurrency,amount,sourceCurrency,targetCurrency,IBAN',
    )
    expect(left.map(({ memberId }) => memberId)).toEqual(['cy'])
  })
})
