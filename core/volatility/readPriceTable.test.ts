import { describe, expect, it } from 'vitest'
import { currencyDecimals } from '../model/currency'
import { priceAt } from './priceTable'
import { readPriceTable } from './readPriceTable'

const read = (text: string, currency: string | null = null) => readPriceTable(text, 'prices.csv', currency)
const code = (name: string) => expect.objectContaining({ code: name })
const at = (text: string) => Date.parse(text)
const timesOf = (text: string) => read(text).table.prices.map(({ atMs }) => new Date(atMs).toISOString())

describe('price tables', () => {
  it('[VO1] takes the currency from the header or the rows, asks for it, and never takes another', () => {
    const rows = '\n2026-01-01,3.59\n'
    for (const header of ['timestamp,price in USD', 'date,close_usd', 'Date,USD', 'time,HNT/USD', 'day,Price (USD)']) {
      expect(read(header + rows).table.currency, header).toBe('USD')
    }
    expect(read('date,price,currency\n2026-01-01,3.59,eur\n').table.currency).toBe('EUR')
    expect(read(`date,price${rows}`, 'jpy').table.currency).toBe('JPY')
    expect(() => read(`date,price${rows}`)).toThrow(code('price.no-currency'))
    expect(() => read(`date,price${rows}`, 'XXQ')).toThrow(code('currency.unknown'))
    expect(() => read(`date,price_usd${rows}`, 'EUR')).toThrow(code('price.other-currency'))
    expect(() => read(`date,volume_usd${rows}`, 'USD')).toThrow(code('price.missing-columns'))
    expect(() => read(`close time,price${rows}`, 'USD')).toThrow(code('price.missing-columns'))
    expect(() => read('date,price,close\n2026-01-01,1,2\n', 'USD')).toThrow(code('price.several-columns'))
    const mixed = read('date,price,currency\n2026-01-01,3.59,USD\n2026-01-02,3.2,EUR\n')
    expect(mixed.problems).toMatchObject([{ line: 3, message: expect.stringContaining('EUR') }])
  })

  it('[VO2] reads ISO times with their zone, Unix times and days, and a close from the end of its day', () => {
    const header = 'timestamp,price_usd\n'
    expect(timesOf(`${header}1767225600,1\n1767225601000,1\n`)).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'])
    expect(timesOf(`${header}2026-01-01T01:00:00+01:00,1\n2026-01-02 00:00:00 UTC,1\n`)).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
    ])
    expect(timesOf(`${header}2026-01-31,1\n`)).toEqual(['2026-01-31T00:00:00.000Z'])
    expect(timesOf('date,close_usd\n2026-01-31,1\n')).toEqual(['2026-02-01T00:00:00.000Z'])
    const odd = ['2026-02-31', '2026-02-31T00:00Z', '2026-01-01T00:00', '01/02/2026', '17', '']
    const { problems, table } = read(`${header}${odd.map((text) => `${text},1\n`).join('')}`)
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7])
    expect(table.prices).toEqual([])
  })

  it('[VO3] keeps prices as they are written, and refuses by line what is none', () => {
    const good = read('date,price_usd\n2026-01-01,0.0000000359\n2026-01-02,3.50\n')
    expect(good.table.prices).toMatchObject([
      { text: '0.0000000359', digits: 359n, decimals: 10 },
      { text: '3.50', digits: 350n, decimals: 2 },
    ])
    const bad = ['0', '0.00', '-1', 'NA', '', '"1,5"', '1e-7', 'NaN', '$3']
    const { problems } = read(`date,price_usd\n${bad.map((text, day) => `2026-01-0${day + 1},${text}\n`).join('')}`)
    expect(problems.map(({ line }) => line)).toEqual(bad.map((_, row) => row + 2))
  })

  it('[VO4] sorts by time, takes the same price twice and refuses a contradiction by line', () => {
    const rows = ['2026-01-03,3', '2026-01-01,1', '2026-01-02,2']
    const text = `date,price_usd\n${rows.join('\n')}\n`
    const { table } = read(text)
    expect(table.prices.map(({ text: price }) => price)).toEqual(['1', '2', '3'])
    const again = read(`time;price in USD\n${rows.toSorted().join('\n').replaceAll(',', ';')}\n2026-01-01;1\n`)
    expect(again.table.source.contentSha256).toBe(table.source.contentSha256)
    expect(again).toMatchObject({ repeatedRows: 1, problems: [] })
    const other = read(`${text}2026-01-02T00:00Z,2.0\n2026-01-02,2.1\n`)
    expect(other.repeatedRows).toBe(1)
    expect(other.problems).toMatchObject([{ line: 6, message: expect.stringContaining('line 4') }])
    expect(read(text.replace(',3', ',4')).table.source.contentSha256).not.toBe(table.source.contentSha256)
  })

  it('[VO5] finds the latest price at an instant or before it, and refuses none or one too old', () => {
    const { table } = read('date,price_usd\n2026-01-01,1\n2026-01-02,2\n2026-01-10,3\n')
    const day = 86_400_000
    expect(priceAt(table, at('2026-01-02T00:00Z'), 0)).toMatchObject({ price: { text: '2' }, ageMs: 0 })
    expect(priceAt(table, at('2026-01-01T23:59:59.999Z'), day)).toMatchObject({ price: { text: '1' }, ageMs: day - 1 })
    expect(priceAt(table, at('2026-01-09T00:00Z'), 7 * day).price.text).toBe('2')
    expect(() => priceAt(table, at('2026-01-09T00:00:00.001Z'), 7 * day)).toThrow(code('price.too-old'))
    expect(() => priceAt(table, at('2025-12-31T23:59Z'), day)).toThrow(code('price.none-before'))
  })

  it('[VO6] knows currencies without decimals and with three', () => {
    expect(['JPY', 'KRW', 'USD', 'EUR', 'KWD'].map(currencyDecimals)).toEqual([0, 0, 2, 2, 3])
    expect(() => currencyDecimals('usd')).toThrow(code('currency.unknown'))
  })
})
