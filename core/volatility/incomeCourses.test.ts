import { describe, expect, test } from 'vitest'
import { parseDecimal } from '../model/rational'
import { exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { bandPoints, coursePoints, worstQuarterOf } from './incomeCourses'
import { incomeOfSplits } from './incomeOfSplits'
import { readPriceTable } from './readPriceTable'
import { simulateVolatility } from './simulateVolatility'
import { volatilityReport } from './volatilityReport'

const TOKEN = exampleSplitInput().token

function split(id: string, start: string | null, end: string | null, times = 1n) {
  const input = exampleSplitInput()
  const rewards = input.rewards.map((reward) => ({ ...reward, amountBaseUnits: reward.amountBaseUnits * times }))
  return splitByTerms({ ...input, rewards, period: { ...input.period, id, name: id, start, end } })
}

const firstOf = (month: number) => `2026-0${month}-01T00:00:00.000Z`
const months = [1, 2, 3, 4].map((month) => split(`m${month}`, firstOf(month), firstOf(month + 1)))

describe('income from splits', () => {
  test('[VO20] is what the stages gave, period by period; what has no place of its own in time is named', () => {
    const across = split('across', firstOf(1), firstOf(3))
    const { periods, leftOut, names } = incomeOfSplits([...months, split('undated', null, null), across], TOKEN)
    expect(periods.map(({ dates }) => dates.start)).toEqual([1, 2, 3, 4].map(firstOf))
    expect(leftOut).toEqual(['undated', 'across'])
    expect(names.get('ada')).toBe('Ada')
    const ada = months[0]?.members.find(({ id }) => id === 'ada')
    expect(periods[0]?.amounts.get('ada')?.toString()).toBe(ada?.amountBaseUnits)
    expect(incomeOfSplits(months, { symbol: 'HNT', decimals: 8 }).periods).toEqual([])
  })

  test('[VO20] a correction counts for the period that it corrects', () => {
    const [january] = months
    if (!january) throw new Error('January was split')
    const twice = incomeOfSplits([january, january], TOKEN)
    const once = incomeOfSplits([january], TOKEN)
    expect(twice.periods).toHaveLength(1)
    expect(twice.periods[0]?.amounts.get('di')).toBe(2n * (once.periods[0]?.amounts.get('di') ?? 0n))
  })
})

describe('courses of a report', () => {
  const report = async (draws = 40) => {
    const prices = ['1', '2', '3', '1', '1.5'].map((price, at) => `${firstOf(at + 1)},${price}`).join('\n')
    const input = {
      prices: readPriceTable(`time,price in EUR\n${prices}\n`, 'prices.csv', null).table,
      token: TOKEN,
      periods: incomeOfSplits(months, TOKEN).periods,
      terms: { share: parseDecimal('0.5'), band: parseDecimal('0.1'), window: 1 },
      oldestPriceMs: 86_400_000,
      seed: '1',
      draws,
    }
    return volatilityReport(input, await simulateVolatility(input))
  }

  test('[VO21] of members add up to that of all, and bands of a member are their part of those of all', async () => {
    const made = await report()
    const ids = ['ada', 'bo', 'cy', 'di']
    for (const which of ['history', 'shock'] as const) {
      coursePoints(made, which, null).forEach((point, at) => {
        const sum = ids.reduce((all, id) => all + (coursePoints(made, which, id)[at]?.with ?? 0), 0)
        expect(sum).toBeCloseTo(point.with, 6)
      })
    }
    bandPoints(made, null)?.forEach((band, at) => {
      const sum = ids.reduce((all, id) => all + (bandPoints(made, id)?.[at]?.with[50] ?? 0), 0)
      expect(sum).toBeCloseTo(band.with[50], 6)
      expect(band.with[5]).toBeLessThanOrEqual(band.with[95])
    })
    expect(bandPoints(await report(0), null)).toBeNull()
  })

  test('[VO21] the worst quarter is exact, of all and of one', async () => {
    const made = await report()
    expect(worstQuarterOf(made, 'history', null).without?.value).toBe(made.history.worstQuarter.without?.value)
    const own = worstQuarterOf(made, 'history', 'di').without
    const points = coursePoints(made, 'history', 'di').filter(({ start }) => own && start >= own.start)
    expect(Number(own?.value)).toBeCloseTo(
      points.slice(0, 3).reduce((sum, point) => sum + point.without, 0),
      6,
    )
  })
})
