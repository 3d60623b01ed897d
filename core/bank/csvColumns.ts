/** Which columns of a bank's CSV hold what, by the names that banks give them in several languages. */
import { parseTable, type Table } from '../files/parseTable'
import { Problem } from '../model/problem'

export interface BankColumns {
  date: number
  /** Signed, or with an indicator. */
  amount: number | null
  debit: number | null
  credit: number | null
  /** Says of each row whether it is a debit. */
  indicator: number | null
  currency: number | null
  name: number | null
}

const NAMES: Record<keyof BankColumns, readonly string[]> = {
  date: [
    ...['booking_date', 'bookingdate', 'date_booked', 'buchungstag', 'buchungsdatum', 'buchung', 'posting_date'],
    ...['transaction_date', 'completed_date', 'date', 'datum', 'fecha', 'fecha_operacion', 'data', 'data_contabile'],
    ...['data_operacji', 'data_ksiegowania', 'date_comptable', 'date_operation', 'boekdatum', 'bokforingsdag', 'created_on'],
  ],
  amount: [
    ...['amount', 'betrag', 'umsatz', 'importe', 'montant', 'importo', 'valor', 'kwota', 'bedrag', 'belopp', 'belob'],
    ...['transaction_amount', 'summe', 'castka', 'osszeg'],
  ],
  debit: [
    ...['debit', 'soll', 'belastung', 'lastschrift', 'cargo', 'cargos', 'addebiti', 'dare', 'uscite', 'af', 'money_out'],
    ...['paid_out', 'debito', 'obciazenia', 'ausgang', 'debit_amount', 'withdrawal'],
  ],
  credit: [
    ...['credit', 'haben', 'gutschrift', 'abono', 'abonos', 'accrediti', 'avere', 'entrate', 'bij', 'money_in', 'paid_in'],
    ...['credito', 'uznania', 'eingang', 'credit_amount', 'deposit'],
  ],
  indicator: [
    ...['credit_debit', 'debit_credit', 'cdtdbtind', 'soll_haben', 'soll_haben_kennzeichen', 'af_bij', 'dc', 'd_c', 's_h'],
    ...['direction', 'credit_debit_indicator', 'debit_credit_indicator', 'kennzeichen'],
  ],
  currency: ['currency', 'wahrung', 'waehrung', 'devise', 'divisa', 'moneda', 'valuta', 'waluta', 'muntsoort', 'moeda', 'ccy'],
  name: [
    ...['name', 'payee', 'beneficiary', 'counterparty', 'beguenstigter_zahlungspflichtiger', 'empfanger', 'empfaenger'],
    ...['target_name', 'nombre', 'beneficiario', 'nom', 'odbiorca', 'naam', 'partner_name', 'zahlungsempfanger_in'],
  ],
}

/** Lines before the header in which banks write of the account. */
const PREAMBLE = 40

export interface BankTable {
  table: Table
  columns: BankColumns
  /** How many lines of the file come before the table. */
  linesBefore: number
}

/** @throws Problem `bank.csv-columns` where no header names a date and an amount */
export function bankTable(text: string): BankTable {
  let at = 0
  for (let linesBefore = 0; linesBefore < PREAMBLE && at < text.length; linesBefore++) {
    const rest = text.slice(at, at + 100_000)
    if (rest.trim() !== '') {
      const columns = columnsIn(parseTable(rest, 1).headers)
      if (columns) return { table: parseTable(text.slice(at)), columns, linesBefore }
    }
    const end = text.indexOf('\n', at)
    at = end < 0 ? text.length : end + 1
  }
  throw new Problem(
    'bank.csv-columns',
    'No line names the columns of a statement: it needs a date and an amount (or debit and credit), with their names above.',
  )
}

function columnsIn(headers: readonly string[]): BankColumns | null {
  const keys = headers.map(plainKey)
  const find = (what: keyof BankColumns) => {
    for (const name of NAMES[what]) {
      const at = keys.indexOf(name)
      if (at >= 0) return at
    }
    return null
  }
  const [date, amount, debit, credit] = [find('date'), find('amount'), find('debit'), find('credit')]
  if (date === null || (amount === null && (debit === null || credit === null))) return null
  return { date, amount, debit, credit, indicator: find('indicator'), currency: find('currency'), name: find('name') }
}

/** Without marks over letters and without what stands in brackets, such as a currency. */
function plainKey(header: string): string {
  const bare = header
    .replace(/[([].*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
  return bare
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}

/** The currency that the header of a column of amounts names, as in `Betrag (EUR)`. */
export function currencyInHeader(header: string): string | null {
  return /[([]\s*([A-Z]{3})\s*[)\]]|\b([A-Z]{3})$/.exec(header)?.slice(1).find(Boolean) ?? null
}
