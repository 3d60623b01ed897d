import { describe, expect, test } from 'vitest'
import type { StageOf } from '../model/terms'
import { Books } from './books'
import { evaluate, exampleTerms, givenText, remainder } from './exampleTerms'
import { layStages } from './layStages'

const swings: StageOf<'stability'> = {
  ...{ id: 'swings', kind: 'stability', reserve: 'Swings', currency: 'EUR', percent: '50', bandPercent: '10', periods: 2 },
}
const stages = [swings, remainder('ada 50, bo 50')]

/** One period after another, each with its amount of HNT and its price; what was given, and what the reserve holds. */
function inTurn(periods: [start: string, amount: bigint, price: string][], books = new Books()): string[] {
  return periods.map(([start, amount, price]) => {
    const results = evaluate(amount, stages, {
      books,
      start: `${start}T00:00:00.000Z`,
      prices: [{ currency: 'EUR', price, source: 'test', at: '2026-01-01T00:00:00Z' }],
    })
    return `${givenText(results)}; holds ${books.balance('reserve', 'Swings')}`
  })
}

describe('a stability reserve in an agreement', () => {
  test('[SR1] [SR2] moves nothing until there are periods enough, and keeps what each was worth', () => {
    const books = new Books()
    const given = inTurn(
      [
        ['2026-01-01', 1_000_000_001n, '2'],
        ['2026-02-01', 1_000_000_000n, '2.00'],
      ],
      books,
    )
    expect(given).toEqual(['Swings 0, ada 500000001, bo 500000000; holds 0', 'Swings 0, ada 500000000, bo 500000000; holds 0'])
    // 10.00000001 HNT at 2 are 20 euros and nothing of a cent.
    expect(books.toText().counters).toEqual([
      { counter: 'a/swings@2026-01-01T00:00:00.000Z', unit: 'EUR', value: '2000' },
      { counter: 'a/swings@2026-02-01T00:00:00.000Z', unit: 'EUR', value: '2000' },
    ])
  })

  test('[SR3] takes half of what a good period is worth above a tenth more, and pays half of what a bad one lacks', () => {
    const given = inTurn([
      ['2026-01-01', 1_000_000_000n, '2'],
      ['2026-02-01', 1_000_000_000n, '2'],
      // 30 against 20: half of 30 - 22 is 4, at 3 each 1.33333333 HNT.
      ['2026-03-01', 1_000_000_000n, '3'],
      // 22.50 is within a tenth of 25.
      ['2026-04-01', 1_000_000_000n, '2.25'],
      // 10 against 26.25: half of 23.625 - 10 is 6.8125, 6.81 in cents, and the reserve has less.
      ['2026-05-01', 1_000_000_000n, '1'],
    ])
    expect(given.slice(2)).toEqual([
      'Swings 133333333, ada 433333334, bo 433333333; holds 133333333',
      'Swings 0, ada 500000000, bo 500000000; holds 133333333',
      'Swings -133333333, ada 566666667, bo 566666666; holds 0',
    ])
  })

  test('[SR3] of an enough full reserve only what lacks', () => {
    const books = new Books()
    books.move('reserve', 'Swings', 10_000_000_000n)
    const given = inTurn(
      [
        ['2026-01-01', 1_000_000_000n, '2'],
        ['2026-02-01', 1_000_000_000n, '2'],
        ['2026-03-01', 0n, '1'],
      ],
      books,
    )
    // Half of 18 euros, at 1.
    expect(given[2]).toBe('Swings -900000000, ada 450000000, bo 450000000; holds 9100000000')
  })

  test('[SR4] what it pays comes from no hotspot', () => {
    const books = new Books()
    inTurn(
      [
        ['2026-01-01', 1_000_000_000n, '3'],
        ['2026-02-01', 1_000_000_000n, '3'],
      ],
      books,
    )
    books.move('reserve', 'Swings', 700n)
    const results = evaluate(900n, stages, {
      books,
      start: '2026-03-01T00:00:00.000Z',
      prices: [{ currency: 'EUR', price: '1', source: 'test', at: '2026-01-01T00:00:00Z' }],
    })
    expect(givenText(results)).toBe('Swings -700, ada 800, bo 800')
    const laid = layStages({ terms: exampleTerms(stages), stages: results }, [600n, 300n], ['h1', 'h2'])
    const ofPart = (part: number) =>
      laid.filter((share) => share.part === part).reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n)
    expect([ofPart(0), ofPart(1)]).toEqual([600n, 300n])
  })

  test('[SR5] needs dates, and one currency for its history', () => {
    expect(() => evaluate(1n, stages, { start: null })).toThrow(/has no dates/)
    const books = new Books()
    books.setCounter('a/swings@2026-01-01T00:00:00.000Z', { unit: 'USD', value: 1n })
    expect(() => inTurn([['2026-02-01', 1n, '2']], books)).toThrow(/was kept in USD/)
    expect(() => inTurn([['2026-01-01', 1n, '2']], books)).toThrow(/so does another/)
  })

  test('[SR2] a history of which the name begins alike is another', () => {
    const books = new Books()
    for (const month of ['01', '02']) {
      books.setCounter(`a/swings@1@2026-${month}-01T00:00:00.000Z`, { unit: 'EUR', value: 100_000n })
    }
    books.move('reserve', 'Swings', 700n)
    expect(inTurn([['2026-03-01', 900n, '1']], books)).toEqual(['Swings 0, ada 450, bo 450; holds 700'])
  })
})
