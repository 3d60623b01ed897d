import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { readPriceTable } from '#core/volatility/readPriceTable'
import { db } from '../records/openRecords'
import { openEmpty } from '../records/testing/seedRecords'
import { importPriceTable, priceTableOf, removePriceTable } from './priceTables'

beforeEach(() => openEmpty(db))

const TEXT = 'date,price in EUR\n2026-01-15,4.20\n2026-02-15,2.1\n'
const fileOf = (text: string) => new File([text], 'prices.csv')

test('a price table is kept as it was read, once, and can be removed', async () => {
  await importPriceTable(fileOf(TEXT), 'HNT', null)
  await importPriceTable(fileOf(TEXT), 'HNT', null)
  const [kept, other] = await db.priceTables.toArray()
  expect(other).toBeUndefined()
  if (!kept) throw new Error('The table is kept')
  expect(priceTableOf(kept)).toEqual(readPriceTable(TEXT, 'prices.csv', null).table)
  await removePriceTable(kept)
  expect(await db.priceTables.count()).toBe(0)
})

test('a file with a row that cannot be used, or without prices, is refused whole, with the line', async () => {
  await expect(importPriceTable(fileOf(`${TEXT}2026-03-15,none\n`), 'HNT', null)).rejects.toMatchObject({
    code: 'price.bad-file',
    line: 4,
  })
  await expect(importPriceTable(fileOf('date,price in EUR\n'), 'HNT', null)).rejects.toThrow()
  expect(await db.priceTables.count()).toBe(0)
})
