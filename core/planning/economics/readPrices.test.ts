import { expect, test } from 'vitest'
import { readPrices } from './readPrices'

const bytes = (text: string) => new TextEncoder().encode(text)

test('reads dates and prices in any order, with the currency of the header', () => {
  const reading = readPrices(bytes('date,price_usd\n2026-01-02,0.5\n2026-01-01,0.4\n'))
  expect(reading).toMatchObject({ currency: 'USD', rows: 2, problems: [] })
  expect(reading.prices).toEqual([
    { date: '2026-01-01', price: 0.4 },
    { date: '2026-01-02', price: 0.5 },
  ])
})

test('takes what exchanges write: other delimiters, times, close prices', () => {
  const { prices, currency } = readPrices(bytes('Day;Volume;Close (EUR)\n2026-01-01T00:00:00.000Z;5;1.25e-2\n'))
  expect(prices).toEqual([{ date: '2026-01-01', price: 0.0125 }])
  expect(currency).toBe('EUR')
})

test('names each line that is wrong and keeps the rest', () => {
  const { prices, problems } = readPrices(
    bytes(
      'date,price\n2026-01-01,1\n01/02/2026,1\n2026-02-30,1\n2026-01-03,"1,5"\n2026-01-04,0\n2026-01-01,2\n2026-01-05\n2026-01-06,3\n',
    ),
  )
  expect(prices.map(({ price }) => price)).toEqual([1, 3])
  expect(problems.map(({ line, field }) => [line, field])).toEqual([
    [3, 'date'],
    [4, 'date'],
    [5, 'price'],
    [6, 'price'],
    [7, 'date'],
    [8, null],
  ])
})

test('says which column is missing', () => {
  expect(() => readPrices(bytes('date,volume\n2026-01-01,1\n'))).toThrow('The column "price" is missing')
  expect(() => readPrices(bytes('when,price\n2026-01-01,1\n'))).toThrow('The column "date" is missing')
})
