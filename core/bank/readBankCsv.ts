/**
 * A bank's statement as CSV, in the form of any bank: separators, decimal marks, signs and dates are told from the file, and
 * what can be read in two ways is asked about. SPEC.md, rules [BK20] and [BK21].
 */
import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import { ProblemList } from '../files/ProblemList'
import { checkRowShape } from '../files/parseTable'
import { currencyDecimals, isCurrency } from '../model/currency'
import { Problem } from '../model/problem'
import type { BankMovement, BankStatement } from './bankMovement'
import { type BankColumns, type BankTable, bankTable, currencyInHeader } from './csvColumns'
import { type DayOrder, type DecimalMark, dayOrder, decimalMark, parseBankAmount, parseBankDay } from './csvFigures'
import { referencesIn } from './paymentReference'

/** What a person says of a file that leaves it open. */
export interface CsvAnswers {
  decimal?: DecimalMark | undefined
  /** The sign of what went out of the account. */
  debits?: 'negative' | 'positive' | undefined
  dayOrder?: DayOrder | undefined
  currency?: string | undefined
}

/**
 * @param text as `decodeText` gives it
 * @throws Problem `bank.csv-columns`, `bank.ask-*` with the field to answer, or those of tables
 */
export function readBankCsv(text: string, answers: CsvAnswers = {}): BankStatement {
  const source = bankTable(text)
  const { table, columns } = source
  const problems = new ProblemList()
  const rows = shapedRows(source, problems)
  const figures = rows.flatMap(({ cells }) => amountCells(columns).map((at) => cells[at]?.trim() ?? '')).filter(Boolean)
  const mark = answers.decimal ?? decimalMark(figures)
  const order = answers.dayOrder ?? dayOrder(rows.map(({ cells }) => cells[columns.date] ?? ''))
  const reading = { columns, headers: table.headers, mark, order, currency: answers.currency }
  const read: { movement: BankMovement; isSignTold: boolean }[] = []
  for (const row of rows) {
    try {
      const one = readRow(row, reading)
      if (one) read.push(one)
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code.startsWith('bank.ask-')) throw thrown
      problems.addThrown(thrown, row.line)
    }
  }
  const movements = directed(read, answers.debits)
  return { form: 'csv', accounts: [], movements, pending: 0, problems: [...table.warnings, ...problems.problems] }
}

interface Row {
  cells: string[]
  line: number
}

interface RowReading {
  columns: BankColumns
  headers: readonly string[]
  mark: DecimalMark
  order: DayOrder
  currency: string | undefined
}

function amountCells({ amount, debit, credit }: BankColumns): number[] {
  return [amount, debit, credit].filter((at) => at !== null)
}

/** Rows that fit under the header; empty cells at an end are no part of a row. */
function shapedRows({ table, linesBefore }: BankTable, problems: ProblemList): Row[] {
  const width = table.headers.length
  return table.rows.flatMap((cells, at): Row[] => {
    const line = (table.lines[at] ?? 0) + linesBefore
    while (cells.length > width && cells.at(-1)?.trim() === '') cells.pop()
    try {
      checkRowShape(table, at)
      return [{ cells, line }]
    } catch (thrown) {
      problems.addThrown(thrown, line)
      return []
    }
  })
}

function readRow({ cells, line }: Row, reading: RowReading): { movement: BankMovement; isSignTold: boolean } | null {
  const { columns, mark, order } = reading
  const cell = (at: number | null) => (at === null ? '' : (cells[at]?.trim() ?? ''))
  const isDebitColumn = columns.amount === null && cell(columns.debit) !== ''
  const amountAt = columns.amount ?? (isDebitColumn ? columns.debit : columns.credit)
  const text = cell(amountAt)
  // A line between bookings, such as a balance, has no date or no amount.
  if (text === '' || cell(columns.date) === '') return null
  const currency = currencyOf(cell(columns.currency), reading.headers[amountAt ?? -1] ?? '', reading.currency)
  const { minorUnits, isNegative } = parseBankAmount(text, mark, currencyDecimals(currency))
  if (minorUnits === 0n) return null
  const told = columns.amount === null ? (isDebitColumn ? 'out' : 'in') : indicated(cell(columns.indicator))
  const ibans = cells.map((each) => electronicFormatIBAN(each) ?? '').filter((each) => isValidIBAN(each))
  return {
    isSignTold: told !== null,
    movement: {
      // Of a debit column a minus says no more than its name; of an indicator it turns nothing round.
      direction: told ?? (isNegative ? 'out' : 'in'),
      amountMinorUnits: minorUnits,
      currency,
      bookedOn: parseBankDay(cell(columns.date), order),
      references: referencesIn([...cells, cells.join('')]),
      iban: ibans.at(-1) ?? null,
      name: cell(columns.name) || null,
      bankReference: null,
      returnReason: null,
      statement: 0,
      place: `line ${line}`,
    },
  }
}

/** @throws Problem `bank.ask-currency` */
function currencyOf(cell: string, header: string, answer: string | undefined): string {
  const code = [cell.toUpperCase(), currencyInHeader(header) ?? '', answer ?? ''].find((each) => isCurrency(each))
  if (code !== undefined) return code
  throw new Problem('bank.ask-currency', 'The file does not say in which currency the amounts are: say it, such as EUR.', {
    field: 'currency',
  })
}

function indicated(cell: string): BankMovement['direction'] | null {
  const word = cell.toLowerCase()
  if (/^(d|dr|dbit|debit|s|soll|af|out|debe|cargo)$/.test(word)) return 'out'
  if (/^(c|cr|crdt|credit|h|haben|bij|in|haber|abono)$/.test(word)) return 'in'
  return null
}

/** @throws Problem `bank.ask-debits` where the signs do not tell what went out */
function directed(
  read: readonly { movement: BankMovement; isSignTold: boolean }[],
  debits: CsvAnswers['debits'],
): BankMovement[] {
  const bySign = read.filter(({ isSignTold }) => !isSignTold).map(({ movement }) => movement)
  const named = bySign.filter(({ references }) => references.length > 0)
  const areOpen =
    bySign.length > 0 &&
    (bySign.every(({ direction }) => direction === 'in') ||
      (named.length > 0 && named.every(({ direction }) => direction === 'in')))
  if (areOpen && debits === undefined) {
    throw new Problem(
      'bank.ask-debits',
      'The payments have no minus, and no column says what went out: say whether what went out is negative or positive here.',
      { field: 'debits' },
    )
  }
  if (debits !== 'positive') return read.map(({ movement }) => movement)
  return read.map(({ movement, isSignTold }) =>
    isSignTold ? movement : { ...movement, direction: movement.direction === 'in' ? 'out' : 'in' },
  )
}
