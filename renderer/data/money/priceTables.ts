/** Price tables from files, and what they say of a token at a time. SPEC.md, rule [PI2]. */
import { useLiveQuery } from 'dexie-react-hooks'
import type { PriceTableRecord } from '#core/agreements/agreementRecords'
import type { Price } from '#core/agreements/price'
import { Problem } from '#core/model/problem'
import { priceAt, priceTableOf } from '#core/volatility/priceTable'
import type { PriceReading } from '#core/volatility/readPriceTable'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

/** Of one token, the latest import first; undefined while loading. */
export const usePriceTables = (symbol: string) =>
  useLiveQuery(async () => {
    const tables = await db.priceTables.where('symbol').equals(symbol).toArray()
    return tables.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
  }, [symbol])

/** Keeps a table once, however often its file is imported. @returns its id. @throws Problem `price.bad-file` or `price.no-rows` */
export async function addPriceTable(symbol: string, { table, problems }: PriceReading): Promise<string> {
  const { currency, source, prices } = table
  const [problem] = problems
  if (problem) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    const line = problem.line ?? undefined
    throw new Problem('price.bad-file', `${source.name} cannot be used: ${problem.message}${more}`, { line })
  }
  if (prices.length === 0) throw new Problem('price.no-rows', `${source.name} has no prices: choose another file.`)
  const at = nowText()
  const act = { kind: 'price-table', title: `Prices of ${symbol} in ${currency} from ${source.name}` }
  const id = `${symbol}:${source.contentSha256}`
  await transact(db, act, ['priceTables'], async (records) => {
    if (await records.get('priceTables', id)) return
    await records.put('priceTables', {
      id,
      symbol,
      currency,
      sourceName: source.name,
      contentSha256: source.contentSha256,
      prices: prices.map(({ atMs, text }): [string, string] => [new Date(atMs).toISOString(), text]),
      createdAt: at,
      updatedAt: at,
    })
  })
  return id
}

export async function removePriceTable({ id, sourceName }: PriceTableRecord): Promise<void> {
  const act = { kind: 'price-table', title: `Price table ${sourceName} removed` }
  await transact(db, act, ['priceTables'], (records) => records.remove('priceTables', [id]))
}

export interface TablePrice {
  price: Price
  /** How long before the end of the period it was stated. */
  ageMs: number
}

/**
 * The latest price of a table at the end of a period or before it, however old it is; its age is to be said.
 * @throws Problem `price.none-before`
 */
export function priceFromTable(record: PriceTableRecord, end: string): TablePrice {
  const { price, ageMs } = priceAt(priceTableOf(record), Date.parse(end), Number.POSITIVE_INFINITY)
  const { currency, sourceName, contentSha256 } = record
  return {
    ageMs,
    price: {
      currency,
      price: price.text,
      source: `${sourceName}, SHA-256 ${contentSha256}`,
      at: new Date(price.atMs).toISOString(),
    },
  }
}
