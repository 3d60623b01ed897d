/** Price tables that were imported: what a token was worth over time, with the file and its digest. */
import { useLiveQuery } from 'dexie-react-hooks'
import type { PriceTableRecord } from '#core/agreements/agreementRecords'
import { Problem } from '#core/model/problem'
import type { PriceTable } from '#core/volatility/priceTable'
import { type PriceReading, parsePrice, readPriceTable } from '#core/volatility/readPriceTable'
import { readTextFile } from '../../platform/readTextFile'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

/** Live: tables of a token, the latest first. */
export const usePriceTables = (symbol: string) =>
  useLiveQuery(
    async () =>
      (await db.priceTables.where('symbol').equals(symbol).toArray()).sort((one, other) =>
        one.createdAt < other.createdAt ? 1 : -1,
      ),
    [symbol],
  )

/**
 * Reads a file of prices and keeps them; every row must be usable.
 * @param currency null takes what the table names
 * @throws Problem `price.bad-file`, `price.*`, `csv.*`, `file.too-large`, `data.*`
 */
export async function importPriceTable(file: File, symbol: string, currency: string | null): Promise<PriceReading> {
  const reading = readPriceTable(await readTextFile(file), file.name, currency)
  const [problem] = reading.problems
  if (problem) {
    const more = reading.problems.length > 1 ? ` (and ${reading.problems.length - 1} more)` : ''
    throw new Problem('price.bad-file', `${file.name} cannot be used: ${problem.message}${more}`, {
      line: problem.line ?? undefined,
    })
  }
  const { prices, source } = reading.table
  if (prices.length === 0) throw new Problem('price.bad-file', `${file.name} has no prices: choose a file with a row for each.`)
  const id = `${symbol}:${source.contentSha256}`
  const act = { kind: 'prices', title: `Prices of ${symbol} read from ${file.name}` }
  await transact(db, act, ['priceTables'], async (records) => {
    const before = await records.get('priceTables', id)
    const at = nowText()
    await records.put('priceTables', {
      id,
      symbol,
      currency: reading.table.currency,
      sourceName: source.name,
      contentSha256: source.contentSha256,
      prices: prices.map(({ atMs, text }) => [new Date(atMs).toISOString(), text]),
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    })
  })
  return reading
}

/** @throws Problem `data.*` */
export async function removePriceTable({ id, sourceName }: PriceTableRecord): Promise<void> {
  const act = { kind: 'prices', title: `Prices of ${sourceName} removed` }
  await transact(db, act, ['priceTables'], (records) => records.remove('priceTables', [id]))
}

/** The table as it was read. */
export function priceTableOf({ currency, sourceName, contentSha256, prices }: PriceTableRecord): PriceTable {
  return {
    currency,
    source: { name: sourceName, contentSha256 },
    prices: prices.map(([at, text]) => ({ atMs: Date.parse(at), ...parsePrice(text) })),
  }
}
