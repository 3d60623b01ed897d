/**
 * A token's prices from a CSV of `date,price`: one row a day or less often, in any order. Prices are for estimates only and
 * never meet an amount that is paid.
 */
import { decodeText } from '../../files/decodeText'
import type { FileProblem } from '../../files/fileProblem'
import { ProblemList } from '../../files/ProblemList'
import { indexColumns, parseTable, type Table } from '../../files/parseTable'
import { checkCells, tableRows } from '../../files/tableRows'
import { tableWarnings } from '../../files/tableWarnings'
import { Problem } from '../../model/problem'

export interface PricePoint {
  /** YYYY-MM-DD, UTC. */
  date: string
  /** In the currency, per whole token. */
  price: number
}

export interface PricesReading {
  /** Ascending by date, one per day. */
  prices: PricePoint[]
  /** As the header names it, e.g. "USD" of `price_usd`; empty when it says none. */
  currency: string
  rows: number
  problems: FileProblem[]
  problemCount: number
  /** What a person should know of the file although nothing is left out for it. */
  warnings: FileProblem[]
}

const dateColumns = ['date', 'day', 'snapped_at', 'timestamp', 'time']
const priceColumns = /^(price|close)(?:[ _(-]*([a-z]{3,5})\)?)?$/i

/**
 * Each row becomes one price or one problem; a day that comes twice keeps its first price.
 * @throws Problem `file.*` when it is no text, `csv.missing-column` naming the column.
 */
export function readPrices(bytes: Uint8Array): PricesReading {
  const text = decodeText(bytes)
  const { dateAt, priceAt, currency, width } = findColumns(parseTable(text, 2))
  const list = new ProblemList()
  const byDay = new Map<string, number>()
  let rows = -1
  for (const row of tableRows(text)) {
    rows++
    if (rows === 0) continue
    try {
      checkCells(row, width)
      const date = readDay(row.cells[dateAt] ?? '', row.line)
      const price = readPrice(row.cells[priceAt] ?? '', row.line)
      if (byDay.has(date)) {
        throw new Problem('prices.day-twice', `Line ${row.line} has ${date} a second time: keep one price per day.`, {
          line: row.line,
          field: 'date',
        })
      }
      byDay.set(date, price)
    } catch (thrown) {
      list.addThrown(thrown, row.line)
    }
  }
  const prices = Array.from(byDay, ([date, price]) => ({ date, price })).sort((a, b) => (a.date < b.date ? -1 : 1))
  return {
    prices,
    currency,
    rows: Math.max(0, rows),
    problems: list.problems,
    problemCount: list.count,
    warnings: tableWarnings(text),
  }
}

function findColumns(table: Table): { dateAt: number; priceAt: number; currency: string; width: number } {
  const columns = indexColumns(table.headers)
  const date = dateColumns.find((name) => columns.has(name))
  const price = table.headers.find((header) => priceColumns.test(header))
  for (const [found, name] of [
    [date, 'date'],
    [price, 'price'],
  ] as const) {
    if (found !== undefined) continue
    throw new Problem('csv.missing-column', `The column "${name}" is missing: give a table with the columns date and price.`, {
      line: table.headerLine,
      field: name,
    })
  }
  return {
    dateAt: columns.get(date ?? '') ?? 0,
    priceAt: table.headers.indexOf(price ?? ''),
    currency: (priceColumns.exec(price ?? '')?.[2] ?? '').toUpperCase(),
    width: table.headers.length,
  }
}

function readDay(cell: string, line: number): string {
  const text = cell.trim()
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1]
  const isReal = day !== undefined && isCalendarDay(day)
  if (day !== undefined && isReal) return day
  throw new Problem('prices.bad-date', `Line ${line}: "${text.slice(0, 40)}" is no date: write it as 2026-11-21.`, {
    line,
    field: 'date',
  })
}

function readPrice(cell: string, line: number): number {
  const text = cell.trim()
  const price = /^\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (price > 0 && Number.isFinite(price)) return price
  throw new Problem('prices.bad-price', `Line ${line}: "${text.slice(0, 40)}" is no price above 0: write digits with a point.`, {
    line,
    field: 'price',
  })
}

/** 2026-02-30 has the form of a day and is none. */
function isCalendarDay(day: string): boolean {
  const timeMs = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(day)
}
