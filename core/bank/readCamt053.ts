/**
 * A bank's statement as camt.053, versions 02 to 13 of its form (02 and 08 are what banks give): entries that are booked, and
 * where one stands for several payments each of these. SPEC.md, rules [BK17] to [BK19].
 */
import { electronicFormatIBAN } from 'ibantools'
import { ProblemList } from '../files/ProblemList'
import { currencyDecimals } from '../model/currency'
import { parseAmount, sumBaseUnits } from '../model/money'
import { Problem } from '../model/problem'
import type { BankMovement, BankStatement } from './bankMovement'
import { referencesIn } from './paymentReference'
import { allAt, textAt, type XmlElement, xmlTree } from './xmlTree'

const NAMESPACE = /^urn:(?:iso:std:iso:20022:tech|swift):xsd:(camt\.053\.001\.\d\d)$/

/** @param text as `decodeText` gives it. @throws Problem `xml.*`, `bank.not-camt053` or `bank.no-statement` */
export function readCamt053(text: string): BankStatement {
  const root = xmlTree(text)
  const form = NAMESPACE.exec(root.namespace)?.[1]
  if (root.name !== 'Document' || form === undefined) {
    const found = /camt\.05[24]/.exec(root.namespace)?.[0]
    throw new Problem(
      'bank.not-camt053',
      found
        ? `This is ${found}, which tells of bookings before they stand: export the statement as camt.053.`
        : 'This XML is no statement of a bank: export it as camt.053, or as CSV.',
    )
  }
  const statements = allAt(root, 'BkToCstmrStmt', 'Stmt')
  if (statements.length === 0) throw new Problem('bank.no-statement', 'The file holds no statement: export it again.')
  const problems = new ProblemList()
  const read: BankStatement = { form, accounts: [], movements: [], pending: 0, problems: problems.problems }
  statements.forEach((statement, at) => {
    const account = textAt(statement, 'Acct', 'Id', 'IBAN')
    if (account !== null) read.accounts.push(normal(account))
    allAt(statement, 'Ntry').forEach((entry, nth) => {
      const where = { statement: at, place: statements.length > 1 ? `statement ${at + 1}, entry ${nth + 1}` : `entry ${nth + 1}` }
      if ((textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')) !== 'BOOK') {
        read.pending++
        return
      }
      try {
        read.movements.push(...movementsOf(entry, where, problems))
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown
        problems.add({ line: null, field: where.place, message: thrown.message })
      }
    })
  })
  read.accounts = [...new Set(read.accounts)]
  return read
}

type Where = Pick<BankMovement, 'statement' | 'place'>

interface Money {
  amountMinorUnits: bigint
  currency: string
}

function movementsOf(entry: XmlElement, where: Where, problems: ProblemList): BankMovement[] {
  const whole = moneyIn(entry, ['Amt'])
  if (!whole) throw new Problem('bank.entry-amount', 'The entry has no amount: export the statement again.')
  const bookedOn = (textAt(entry, 'BookgDt', 'Dt') ?? textAt(entry, 'BookgDt', 'DtTm') ?? '').slice(0, 10)
  if (!/^\d{4}-\d\d-\d\d$/.test(bookedOn)) {
    throw new Problem('bank.entry-date', 'The entry has no day on which it was booked: export the statement again.')
  }
  const details = allAt(entry, 'NtryDtls', 'TxDtls')
  const common = { bookedOn, ...where }
  const [first, second] = details
  if (!second) return [movementOf(entry, first ?? entry, whole, common)]
  const parts = details.map((each) => moneyIn(each, ['Amt']) ?? moneyIn(each, ['AmtDtls', 'TxAmt', 'Amt']))
  if (parts.some((part) => part === null)) {
    throw new Problem(
      'bank.batch-without-amounts',
      `The entry of ${bookedOn} stands for ${details.length} payments and does not say how much each is: ask the bank to book or to detail them one by one.`,
    )
  }
  const amounts = parts.filter((part) => part !== null)
  const sum = sumBaseUnits(amounts.map(({ amountMinorUnits }) => amountMinorUnits))
  if (sum !== whole.amountMinorUnits && amounts.every(({ currency }) => currency === whole.currency)) {
    const message = `The payments of the entry of ${bookedOn} do not add up to it: compare it with the bank.`
    problems.add({ line: null, field: where.place, message })
  }
  return details.map((each, at) => {
    const place = `${where.place}, payment ${at + 1}`
    return movementOf(entry, each, amounts[at] ?? whole, { ...common, place })
  })
}

function movementOf(
  entry: XmlElement,
  details: XmlElement,
  money: Money,
  common: Pick<BankMovement, 'bookedOn' | 'statement' | 'place'>,
): BankMovement {
  const indicator = textAt(details, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd')
  if (indicator !== 'DBIT' && indicator !== 'CRDT') {
    throw new Problem('bank.entry-direction', 'The entry does not say whether it went out or came in: export it again.')
  }
  const direction = indicator === 'DBIT' ? 'out' : 'in'
  const returned = allAt(details, 'RtrInf')[0]
  const isReversal = textAt(entry, 'RvslInd') === 'true'
  const party = direction === 'out' || returned || isReversal ? 'Cdtr' : 'Dbtr'
  const iban = textAt(details, 'RltdPties', `${party}Acct`, 'Id', 'IBAN')
  return {
    ...common,
    ...money,
    direction,
    references: referencesIn(textsOf(details, entry)),
    iban: iban && normal(iban),
    name: textAt(details, 'RltdPties', party, 'Pty', 'Nm') ?? textAt(details, 'RltdPties', party, 'Nm'),
    bankReference: textAt(details, 'Refs', 'AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef'),
    returnReason: returned ? reasonOf(returned) : isReversal ? 'reversed' : null,
  }
}

/** Of a payment among several the entry's own texts are no part: they may name another. */
function textsOf(details: XmlElement, entry: XmlElement): string[] {
  const all = (element: XmlElement): string[] => [element.text, ...element.children.flatMap(all)]
  const remittance = allAt(details, 'RmtInf', 'Ustrd').map(({ text }) => text)
  const isAlone = allAt(entry, 'NtryDtls', 'TxDtls').length < 2
  // Banks break a text over several elements.
  return [...all(details), remittance.join(''), ...(isAlone ? [textAt(entry, 'AddtlNtryInf') ?? ''] : [])]
}

function reasonOf(returned: XmlElement): string {
  const words = allAt(returned, 'AddtlInf').map(({ text }) => text)
  const code = textAt(returned, 'Rsn', 'Cd') ?? textAt(returned, 'Rsn', 'Prtry')
  return [code, ...words].filter((part) => part !== null && part !== '').join(' ') || 'returned'
}

/** @throws Problem `currency.unknown`, or those of `parseAmount` */
function moneyIn(element: XmlElement, path: readonly string[]): Money | null {
  const amount = allAt(element, ...path)[0]
  const currency = amount?.attributes.get('Ccy')
  if (!amount || currency === undefined) return null
  return { amountMinorUnits: parseAmount(amount.text, currencyDecimals(currency)), currency }
}

function normal(iban: string): string {
  return electronicFormatIBAN(iban) ?? iban
}
