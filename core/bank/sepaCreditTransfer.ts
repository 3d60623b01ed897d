/**
 * The file that a bank takes: a SEPA credit transfer as pain.001, version 03 (2009) or 09 (2019), whichever the bank asks for.
 * SPEC.md, rules [BK13] to [BK15].
 */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { XMLBuilder } from 'fast-xml-parser'
import { isSEPACountry } from 'ibantools'
import { sumBaseUnits } from '../model/money'
import { invariant, Problem, validateArgument } from '../model/problem'
import { LONGEST_NAME } from './checkPaymentDetails'
import { decimalAmount } from './decimalAmount'
import type { MoneyPayoutFile, MoneyPayoutRow } from './moneyPayoutFile'
import { sepaText } from './sepaText'
import { allAt, textAt, xmlTree } from './xmlTree'

export const SEPA_VERSIONS = ['03', '09'] as const
/** Of pain.001.001. */
export type SepaVersion = (typeof SEPA_VERSIONS)[number]

export interface SepaFile {
  xml: string
  /** Names the file to the bank, which takes no second one of the same name. */
  messageId: string
  payments: number
  sumMinorUnits: bigint
  /** Payments that no SEPA credit transfer can make: of another currency, to another country or to a payment service. */
  left: MoneyPayoutRow[]
}

const LONGEST_REMITTANCE = 140
/** A day of the calendar. */
const DAY = /^\d{4}-\d\d-\d\d$/

/**
 * @param executeOn day on which the bank is to pay, `2026-01-31`
 * @throws Problem `bank.no-sepa` where no payment is one, `bank.execution-day`, and those of `sepaText`
 */
export function sepaCreditTransfer(payout: MoneyPayoutFile, version: SepaVersion, executeOn: string): SepaFile {
  validateArgument(
    DAY.test(executeOn) && new Date(`${executeOn}T00:00:00Z`).toISOString().startsWith(executeOn),
    'bank.execution-day',
    'Give the day on which the bank is to pay, such as 2026-01-31.',
  )
  const rows = payout.rows.filter(isSepaPayment)
  if (rows.length === 0) {
    throw new Problem('bank.no-sepa', 'None of the payments is in EUR to an IBAN of SEPA: save a CSV for a payment service.')
  }
  const sumMinorUnits = sumBaseUnits(rows.map(({ amountMinorUnits }) => BigInt(amountMinorUnits)))
  const messageId = messageIdOf(payout.debtor.iban, rows)
  const sums = { NbOfTxs: String(rows.length), CtrlSum: decimalAmount(sumMinorUnits, 'EUR') }
  const { debtor } = payout
  const debtorName = sepaText(debtor.name, 'The name of the account that pays', LONGEST_NAME)
  const bicTag = version === '03' ? 'BIC' : 'BICFI'
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': `urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}`,
      CstmrCdtTrfInitn: {
        GrpHdr: { MsgId: messageId, CreDtTm: payout.createdAt, ...sums, InitgPty: { Nm: debtorName } },
        PmtInf: {
          PmtInfId: messageId,
          PmtMtd: 'TRF',
          // Booked one by one, so that the statement names each.
          BtchBookg: 'false',
          ...sums,
          PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
          ReqdExctnDt: version === '03' ? executeOn : { Dt: executeOn },
          Dbtr: { Nm: debtorName },
          DbtrAcct: { Id: { IBAN: debtor.iban } },
          DbtrAgt: { FinInstnId: debtor.bic ? { [bicTag]: debtor.bic } : { Othr: { Id: 'NOTPROVIDED' } } },
          ChrgBr: 'SLEV',
          CdtTrfTxInf: rows.map((row) => transferOf(row, payout, bicTag)),
        },
      },
    },
  }
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: ' ' })
  const xml = builder.build(document)
  checkSums(xml, rows.length, sums.CtrlSum)
  return { xml, messageId, payments: rows.length, sumMinorUnits, left: payout.rows.filter((row) => !isSepaPayment(row)) }
}

type SepaRow = MoneyPayoutRow & { payment: { kind: 'bank' } }

function isSepaPayment(row: MoneyPayoutRow): row is SepaRow {
  return row.payment.kind === 'bank' && row.currency === 'EUR' && isSEPACountry(row.payment.iban.slice(0, 2))
}

function transferOf({ reference, amountMinorUnits, payment }: SepaRow, payout: MoneyPayoutFile, bicTag: string) {
  return {
    PmtId: { EndToEndId: reference },
    Amt: { InstdAmt: { '@Ccy': 'EUR', '#text': decimalAmount(BigInt(amountMinorUnits), 'EUR') } },
    ...(payment.bic && { CdtrAgt: { FinInstnId: { [bicTag]: payment.bic } } }),
    Cdtr: { Nm: sepaText(payment.holder, `The name of ${payment.holder}`, LONGEST_NAME) },
    CdtrAcct: { Id: { IBAN: payment.iban } },
    RmtInf: { Ustrd: remittance(reference, payout) },
  }
}

/** The reference first: it is what the payment is found by, whatever is cut off. */
function remittance(reference: string, { split }: MoneyPayoutFile): string {
  try {
    const name = sepaText(split.period.name, 'The name of the period', LONGEST_REMITTANCE)
    return `${reference} ${name}`.slice(0, LONGEST_REMITTANCE).trim()
  } catch (thrown) {
    if (thrown instanceof Problem) return reference
    throw thrown
  }
}

/** Of what is paid and to whom alone, so that the same payments written again are the same file to a bank. */
function messageIdOf(debtorIban: string, rows: readonly SepaRow[]): string {
  const paid = rows.map(({ reference, amountMinorUnits, payment }) => [reference, amountMinorUnits, payment.iban])
  return `CM${bytesToHex(sha256(utf8ToBytes(JSON.stringify([debtorIban, paid])))).slice(0, 30)}`
}

/** What was written is read again and counted. */
function checkSums(xml: string, payments: number, sum: string): void {
  const transfer = allAt(xmlTree(xml), 'CstmrCdtTrfInitn', 'PmtInf', 'CdtTrfTxInf')
  const cents = transfer.map((each) => BigInt((textAt(each, 'Amt', 'InstdAmt') ?? '').replace('.', '')))
  invariant(transfer.length === payments, 'the file has every payment')
  invariant(decimalAmount(sumBaseUnits(cents), 'EUR') === sum, 'the payments of the file add up to its control sum')
}
