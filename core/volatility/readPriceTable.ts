/** Price tables from delimited text: one price per row, in any order of time. SPEC.md, rules [VO1] to [VO4]. */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { checkRowShape, parseTable, type Table } from '../files/parseTable'
import { contentDigest } from '../model/contentDigest'
import { currencyDecimals, isCurrency } from '../model/currency'
import { Problem } from '../model/problem'
import { type PriceColumns, priceColumns } from './priceColumns'
import { type Price, type PriceTable, parsePrice } from './priceTable'
import { priceTimeMs } from './priceTime'

export interface PriceReading {
  table: PriceTable
  rows: number
  /** Rows that say what another row said already. */
  repeatedRows: number
  /** Rows that are not in the table, by line. */
  problems: FileProblem[]
  warnings: FileProblem[]
}

/**
 * @param text with `\n` line endings, as decodeText gives it
 * @param currency what the person says; null takes what the table names
 * @throws Problem `price.missing-columns`, `price.several-columns`, `price.no-currency`, `price.other-currency`, `currency.unknown`
 * or `csv.*`; what is wrong with rows is in the reading
 */
export function readPriceTable(text: string, sourceName: string, currency: string | null): PriceReading {
  const table = parseTable(text)
  const columns = priceColumns(table)
  const code = currencyOf(table, columns, currency)
  const problems: FileProblem[] = []
  const firstAt = new Map<number, { price: Price; line: number }>()
  let repeatedRows = 0
  table.rows.forEach((cells, row) => {
    const line = table.lines[row] ?? 0
    try {
      checkRowShape(table, row)
      checkRowCurrency(cells[columns.currency], code)
      const price = { atMs: priceTimeMs(cells[columns.time] ?? '', columns.isClose), ...parsePrice(cells[columns.price] ?? '') }
      const first = firstAt.get(price.atMs)
      if (first) {
        checkSamePrice(price, first.price, first.line)
        repeatedRows++
      } else firstAt.set(price.atMs, { price, line })
    } catch (thrown) {
      problems.push(toFileProblem(thrown, line))
    }
  })
  const prices = [...firstAt.values()].map(({ price }) => price).sort((a, b) => a.atMs - b.atMs)
  const stated = prices.map(({ atMs, text: written }) => [new Date(atMs).toISOString(), written])
  const source = { name: sourceName, contentSha256: contentDigest({ currency: code, prices: stated }) }
  return { table: { currency: code, source, prices }, rows: table.rows.length, repeatedRows, problems, warnings: table.warnings }
}

function currencyOf(table: Table, { currency, namedCurrency }: PriceColumns, asked: string | null): string {
  const inRows = currency < 0 ? null : (table.rows[0]?.[currency]?.trim().toUpperCase() ?? null)
  const named = namedCurrency ?? (inRows === '' ? null : inRows)
  const code = asked?.trim().toUpperCase() ?? named
  if (code === null) {
    throw new Problem('price.no-currency', 'The table does not say in which currency its prices are: name the currency.')
  }
  currencyDecimals(code)
  if (named === null || named === code) return code
  throw new Problem('price.other-currency', `The table has prices in ${named}, not in ${code}: choose the table in ${code}.`)
}

function checkRowCurrency(cell: string | undefined, code: string): void {
  const named = cell?.trim().toUpperCase() ?? ''
  if (named === '' || named === code) return
  const what = isCurrency(named) ? named : `"${named.slice(0, 20)}"`
  throw new Problem('price.other-currency', `The row is in ${what} and not in ${code}: give each currency a table of its own.`)
}

/** 3.5 and 3.50 are one price. */
function checkSamePrice(price: Price, first: Price, line: number): void {
  if (price.digits * 10n ** BigInt(first.decimals) === first.digits * 10n ** BigInt(price.decimals)) return
  throw new Problem(
    'price.contradicts',
    `The price ${price.text} is for the same time as ${first.text} on line ${line}: keep the one that is right.`,
  )
}
