/**
 * Payments as a table for payment services and for currencies that SEPA has not: one of the program's own, and one with the
 * columns of Wise's batch files. SPEC.md, rule [BK16].
 */
import { csvDecimal, csvText } from '../files/csvText'
import { Problem } from '../model/problem'
import { decimalAmount } from './decimalAmount'
import type { MoneyPayoutFile, MoneyPayoutRow } from './moneyPayoutFile'

export const CSV_FORMS = ['general', 'wise'] as const
export type CsvForm = (typeof CSV_FORMS)[number]

export interface PaymentsTable {
  csv: string
  payments: number
  /** Payments that the form has no place for. */
  left: MoneyPayoutRow[]
}

const GENERAL = [...['reference', 'name', 'kind', 'iban', 'bic', 'service', 'account', 'amount', 'currency', 'member', 'period']]

/** @throws Problem `bank.nothing-for-form` where the form has a place for none of the payments */
export function paymentsCsv(payout: MoneyPayoutFile, form: CsvForm): PaymentsTable {
  return form === 'wise' ? wiseCsv(payout) : generalCsv(payout)
}

function generalCsv({ rows, split }: MoneyPayoutFile): PaymentsTable {
  const cells = rows.map(({ reference, payment, amountMinorUnits, currency, name }) => [
    reference,
    payment.holder,
    payment.kind,
    payment.kind === 'bank' ? payment.iban : '',
    payment.kind === 'bank' ? (payment.bic ?? '') : '',
    payment.kind === 'service' ? payment.service : '',
    payment.kind === 'service' ? payment.account : '',
    csvDecimal(decimalAmount(BigInt(amountMinorUnits), currency)),
    currency,
    name,
    split.period.name,
  ])
  return { csv: csvText(GENERAL, cells), payments: rows.length, left: [] }
}

const WISE = [
  ...['name', 'recipientEmail', 'paymentReference', 'receiverType', 'amountCurrency', 'amount'],
  ...['sourceCurrency', 'targetCurrency', 'IBAN'],
]

/** The member gets the exact amount: fees are the payer's. Who has an account there is found by e-mail. */
function wiseCsv({ rows }: MoneyPayoutFile): PaymentsTable {
  const taken = rows.filter(isForWise)
  if (taken.length === 0) {
    throw new Problem(
      'bank.nothing-for-form',
      'None of the payments is to an IBAN or to an e-mail address at Wise: save the general table.',
    )
  }
  const cells = taken.map(({ reference, payment, amountMinorUnits, currency }) => [
    payment.holder,
    payment.kind === 'service' ? payment.account : '',
    reference,
    'PERSON',
    'target',
    csvDecimal(decimalAmount(BigInt(amountMinorUnits), currency)),
    currency,
    currency,
    payment.kind === 'bank' ? payment.iban : '',
  ])
  return { csv: csvText(WISE, cells), payments: taken.length, left: rows.filter((row) => !isForWise(row)) }
}

function isForWise({ payment }: MoneyPayoutRow): boolean {
  return payment.kind === 'bank' || (/^(transfer)?wise$/i.test(payment.service.trim()) && payment.account.includes('@'))
}
