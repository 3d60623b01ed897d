import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDigest, seal } from '../model/contentDigest'
import { parseDecimal, rational } from '../model/rational'
import { seededRandom } from '../model/seededRandom'
import { bandsOf, drawPrices } from './priceDraws'
import { shockedPrice } from './priceShock'
import { readIncomeTable } from './readIncomeTable'
import { readPriceTable } from './readPriceTable'
import { type SimulationInput, simulateVolatility } from './simulateVolatility'
import { verifyVolatility } from './verifyVolatility'
import { volatilityReport } from './volatilityReport'
import { worstQuarter } from './worstQuarter'

const token = { symbol: 'HNT', decimals: 8 }
const MONTH_PRICES = ['4', '4.2', '8', '2', '2.5', '3', '3.1']
const firstOf = (month: number) => `2026-0${month}-01`

function input(changes: Partial<SimulationInput> = {}): SimulationInput {
  const prices = MONTH_PRICES.map((price, at) => `${firstOf(at + 1)},${price}`)
  const rows = MONTH_PRICES.slice(1).flatMap((_, at) => [
    `${firstOf(at + 1)},${firstOf(at + 2)},ada,10`,
    `${firstOf(at + 1)},${firstOf(at + 2)},bo,20.5`,
  ])
  return {
    prices: readPriceTable(`date,price in USD\n${prices.join('\n')}\n`, 'prices.csv', null).table,
    token,
    periods: readIncomeTable(`start,end,member,amount\n${rows.join('\n')}\n`, token).periods,
    terms: { share: parseDecimal('0.5'), band: parseDecimal('0.1'), window: 1 },
    oldestPriceMs: 86_400_000,
    seed: 'test',
    draws: 20,
    ...changes,
  }
}

const report = async (changes: Partial<SimulationInput> = {}) =>
  volatilityReport(input(changes), await simulateVolatility(input(changes)))

describe('volatility simulation', () => {
  it('[VO14] values each period at the price of its end, and reads income by line', async () => {
    const { history, prices } = await report({ terms: null })
    expect(history.periods.map(({ price }) => price)).toEqual(MONTH_PRICES.slice(1))
    expect(prices.used[0]).toEqual({ at: '2026-02-01T00:00:00.000Z', price: '4.2', ageMs: 0 })
    expect(history.periods[0]).toMatchObject({ valueWithout: '128.1', valueWith: '128.1', reserveAfter: '0' })
    expect(history.periods[0]?.members[1]).toEqual({
      member: 'bo',
      amountWithout: '20.5',
      amountWith: '20.5',
      valueWithout: '86.1',
      valueWith: '86.1',
    })
    const bad = [
      '2026-01-01,2026-02-01,ada,1',
      '2026-01-01,2026-02-01,ada,2',
      '2026-01-15,2026-02-15,bo,1',
      '2026-02-01,2026-03-01,,1',
    ]
    const reading = readIncomeTable(`start,end,member,amount\n${bad.join('\n')}\n2026-02-01,2026-03-01,bo,-1\n`, token)
    expect(reading.problems.map(({ line }) => line)).toEqual([3, 4, 5, 6])
    await expect(simulateVolatility(input({ periods: [] }))).rejects.toThrow(
      expect.objectContaining({ code: 'volatility.no-income' }),
    )
    const [first] = input().periods
    const early = {
      dates: { start: '2025-01-01T00:00:00.000Z', end: '2025-02-01T00:00:00.000Z' },
      amounts: first?.amounts ?? new Map(),
    }
    await expect(simulateVolatility(input({ periods: [early] }))).rejects.toThrow(
      expect.objectContaining({ code: 'price.none-before' }),
    )
  })

  it('[VO15] lays a fall of 40 % within a week on the history', async () => {
    const start = Date.parse('2026-01-01T00:00Z')
    const day = 86_400_000
    const fallen = [-1, 0, 3.5, 7, 100].map((days) => shockedPrice(rational(10n), start + days * day, start))
    expect(fallen).toEqual([rational(10n), rational(10n), rational(8n), rational(6n), rational(6n)])
    const { history, shock } = await report()
    expect(shock.start).toBe('2026-04-01T00:00:00.000Z')
    expect(shock.periods.slice(0, 3)).toEqual(history.periods.slice(0, 3))
    expect(shock.periods.slice(3).map(({ price }) => price)).toEqual(['1.5', '1.8', '1.86'])
  })

  it('[VO16] draws steps of the history only, and says in which bands income lies', async () => {
    const history = ['1', '2', '1'].map(parseDecimal)
    const course = drawPrices(history, seededRandom('s'))
    expect(course).toHaveLength(3)
    for (const [at, price] of course.entries()) {
      const before = course[at - 1]
      if (!before) continue
      const doubled = rational(price.numerator * before.denominator, price.denominator * before.numerator)
      expect([rational(2n), rational(1n, 2n)]).toContainEqual(doubled)
    }
    expect(bandsOf(Array.from({ length: 100 }, (_, at) => BigInt(100 - at)))).toEqual([5n, 25n, 50n, 75n, 95n])
    expect(bandsOf([7n])).toEqual([7n, 7n, 7n, 7n, 7n])
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 60 }), (values) => {
        const bands = bandsOf(values)
        for (const [at, percent] of [5, 25, 50, 75, 95].entries()) {
          const reached = values.filter((value) => value <= (bands[at] ?? -1n)).length
          expect(reached * 100).toBeGreaterThanOrEqual(values.length * percent)
          expect(values).toContain(bands[at])
        }
      }),
    )
    // A history of one step repeats itself, so that its bands are the history's own totals, reserve and all.
    const steady = ['1', '2', '4', '8', '16', '32', '64'].map((price, at) => `${firstOf(at + 1)},${price}`)
    const { table } = readPriceTable(`date,price_usd\n${steady.join('\n')}\n`, 'steady.csv', null)
    const repeated = await report({ prices: table })
    for (const [at, { valueWithout, valueWith }] of repeated.history.periods.entries()) {
      expect(repeated.drawn?.periods[at]?.valueWithout).toMatchObject({ 5: valueWithout, 95: valueWithout })
      expect(repeated.drawn?.periods[at]?.valueWith).toMatchObject({ 5: valueWith, 95: valueWith })
    }
    expect(repeated.history.periods.at(-1)?.valueWith).not.toBe(repeated.history.periods.at(-1)?.valueWithout)
    const { drawn } = await report()
    expect(drawn?.periods).toHaveLength(6)
    expect(drawn?.periods[0]?.valueWithout).toEqual({ 5: '128.1', 25: '128.1', 50: '128.1', 75: '128.1', 95: '128.1' })
    expect((await report({ periods: input().periods.slice(0, 1) })).drawn).toBeNull()
  })

  it('[VO17] finds the adjacent periods of at least 89 days with the least value per day', () => {
    const dates = input().periods.map(({ dates: each }) => each)
    expect(worstQuarter(dates, [5n, 5n, 5n, 1n, 1n, 1n])).toEqual({
      start: '2026-04-01T00:00:00.000Z',
      end: '2026-07-01T00:00:00.000Z',
      minorUnits: 3n,
    })
    // February to April has 89 days, January to March 90: the same value is less per day in the longer one.
    expect(worstQuarter(dates.slice(0, 4), [1n, 1n, 1n, 1n])?.start).toBe('2026-01-01T00:00:00.000Z')
    expect(worstQuarter(dates.slice(0, 2), [1n, 1n])).toBeNull()
    const withGap = dates.filter((_, at) => at !== 2)
    expect(worstQuarter(withGap, [1n, 1n, 9n, 9n, 9n])?.start).toBe('2026-04-01T00:00:00.000Z')
  })

  it('[VO18] gives the same bytes for the same input, tells how far it is, and gives nothing when stopped', async () => {
    const first = await report()
    expect(JSON.stringify(await report())).toBe(JSON.stringify(first))
    expect(contentDigest(first)).toBe(first.contentSha256)
    expect((await report({ seed: 'other' })).drawn).not.toEqual(first.drawn)
    const told: number[] = []
    const controller = new AbortController()
    const stopped = simulateVolatility(input(), {
      onProgress: ({ done }) => {
        told.push(done)
        if (done === 3) controller.abort()
      },
      signal: controller.signal,
    })
    await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'volatility.cancelled' }))
    expect(told).toEqual([0, 1, 2, 3])
  })
})

/** Paths of all figures and texts in a document. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]))
}

function changed(document: object, path: (string | number)[]): object {
  const copy = structuredClone(document)
  let at = copy as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const key = path.at(-1) ?? ''
  at[key] = typeof at[key] === 'number' ? (at[key] as number) + 1 : `${at[key]}1`
  return seal(copy)
}

describe('a report of a simulation', () => {
  it('[VO19] verifies from itself, with and without a reserve and drawn courses', async () => {
    for (const changes of [{}, { terms: null }, { draws: 0 }]) {
      const made = JSON.parse(JSON.stringify(await report(changes)))
      expect(await verifyVolatility(made)).toEqual([])
      expect(await verifyVolatility({ ...made, currency: 'EUR' })).not.toEqual([])
    }
    expect(await verifyVolatility({ format: 'commonmast-volatility-v1' })).not.toEqual([])
  })

  it('[VO19] shows every figure that was changed, also where the digest was made anew', async () => {
    const made = await report()
    // Names, the digest of a table that is not in the file, and how old a price may be decide nothing.
    const free = new Set(['token.symbol', 'prices.name', 'prices.contentSha256', 'prices.oldestAllowedMs', 'contentSha256'])
    for (const path of leavesOf(made)) {
      if (free.has(path.join('.')) || path.at(-1) === 'member') continue
      expect(await verifyVolatility(changed(made, path)), path.join('.')).not.toEqual([])
    }
  })
})
