import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Stage } from '../model/terms'
import { Books } from './books'
import { evaluate, givenText, remainder } from './exampleTerms'

const refused = (code: string) => expect.objectContaining({ code })
const euro = (price: string) => [{ currency: 'EUR', price, source: 'oracle', at: '2026-01-31T00:00:00.000Z' }]
const fixed = (amount: Extract<Stage, { kind: 'fixed' }>['amount'], whenShort: 'carry' | 'cap' = 'carry'): Stage => ({
  ...{ id: 'rent', kind: 'fixed', to: { memberId: 'bo' }, amount, whenShort },
})
const recoup: Stage = {
  ...{ id: 'back', kind: 'until-recouped', to: { memberId: 'ada' } },
  ...{ upToPercent: '80', cost: { baseUnits: '250000' } },
}

describe('stages in order', () => {
  it('[TE1] each is applied to what the one before left', () => {
    const results = evaluate(1000n, [
      fixed({ baseUnits: '100' }),
      { id: 'tenth', kind: 'percentage', shares: [{ memberId: 'cy', percent: '10' }] },
      remainder('ada 50, di 50'),
    ])
    expect(givenText(results)).toBe('bo 100, cy 90, ada 405, di 405')
    expect(results.map(({ inBaseUnits, outBaseUnits }) => [inBaseUnits, outBaseUnits])).toEqual([
      [1000n, 900n],
      [900n, 810n],
      [810n, 0n],
    ])
  })

  it('[TE3] a percentage is apportioned together with what it leaves; others are rounded down', () => {
    const third: Stage = { id: 'p', kind: 'percentage', shares: [{ memberId: 'ada', percent: '66.666666' }] }
    expect(givenText(evaluate(1n, [third, remainder('bo 100')]))).toBe('ada 1, bo 0')
    const kept: Stage = { id: 'p', kind: 'reserve', reserve: 'repairs', percent: '66.666666' }
    expect(givenText(evaluate(1n, [kept, remainder('bo 100')]))).toBe('repairs 0, bo 1')
  })

  it('[TE5] whole parts say what percentages cannot: thirds of 3,000,000 are 1,000,000 each', () => {
    const parts = ['ada', 'bo', 'cy'].map((memberId) => ({ memberId, parts: '1' }))
    const results = evaluate(3_000_000n * 10n ** 18n, [{ id: 'p', kind: 'remainder', shares: parts }])
    expect(results[0]?.allotments.map(({ amountBaseUnits }) => amountBaseUnits)).toEqual(parts.map(() => 10n ** 24n))
  })

  it('one who hosts and has a share of their own gets both', () => {
    const shares = [
      { install: 'host' as const, percent: '30' },
      { install: 'installer' as const, percent: '10' },
      { memberId: 'ada', percent: '60' },
    ]
    for (const dust of ['largest-remainder', 'leave-unallocated', 'carry-forward'] as const) {
      const [result] = evaluate(1000n, [{ id: 'p', kind: 'remainder', shares }], {
        dust,
        installedBy: { host: 'ada', installer: 'ada' },
      })
      expect(result?.allotments.map(({ to, amountBaseUnits }) => [to.id, amountBaseUnits])).toEqual([
        ['ada', 300n],
        ['ada', 100n],
        ['ada', 600n],
      ])
    }
  })
})

describe('fixed amounts', () => {
  it('[TE9] what there is not enough for is owed on, or let go', () => {
    const books = new Books()
    const rent = (amount: bigint, stage: Stage) => givenText(evaluate(amount, [stage, remainder('ada 100')], { books }))
    expect(rent(30n, fixed({ baseUnits: '100' }))).toBe('bo 30, ada 0')
    expect(books.counter('a/rent')).toEqual({ unit: 'base-units', value: 70n })
    expect(rent(500n, fixed({ baseUnits: '100' }))).toBe('bo 170, ada 330')
    expect(books.counter('a/rent')?.value).toBe(0n)
    expect(rent(30n, fixed({ baseUnits: '100' }, 'cap'))).toBe('bo 30, ada 0')
    expect(rent(500n, fixed({ baseUnits: '100' }, 'cap'))).toBe('bo 100, ada 400')
  })

  it('[FI1] 50.00 EUR at 3.4731 are 14.39636060 HNT, rounded down', () => {
    const results = evaluate(4_000_000_000n, [fixed({ fiat: '50.00', currency: 'EUR' }), remainder('ada 100')], {
      prices: euro('3.4731'),
    })
    expect(givenText(results)).toBe('bo 1439636060, ada 2560363940')
  })

  it('[FI3] is settled then, whatever the price is later', () => {
    const books = new Books()
    const stages = [fixed({ fiat: '50.00', currency: 'EUR' }), remainder('ada 100')]
    evaluate(4_000_000_000n, stages, { books, prices: euro('3.4731') })
    expect(books.counter('a/rent')).toEqual({ unit: 'EUR', value: 0n })
    expect(givenText(evaluate(4_000_000_000n, stages, { books, prices: euro('3.4600') }))).toBe('bo 1445086705, ada 2554913295')
  })

  it('what a base unit is too much for stays owed', () => {
    const books = new Books()
    const stages = [fixed({ fiat: '40.00', currency: 'EUR' }), remainder('ada 100')]
    const whole = { symbol: 'PT', decimals: 0 }
    expect(givenText(evaluate(9n, stages, { books, token: whole, prices: euro('100') }))).toBe('bo 0, ada 9')
    expect(givenText(evaluate(9n, stages, { books, token: whole, prices: euro('100') }))).toBe('bo 0, ada 9')
    expect(givenText(evaluate(9n, stages, { books, token: whole, prices: euro('100') }))).toBe('bo 1, ada 8')
  })

  it('[FI2] a price that is missing, zero or stated twice is refused', () => {
    const stages = [fixed({ fiat: '50.00', currency: 'EUR' }), remainder('ada 100')]
    expect(() => evaluate(1n, stages)).toThrow(refused('price.missing'))
    expect(() => evaluate(1n, stages, { prices: euro('0.00') })).toThrow(refused('price.zero'))
    expect(() => evaluate(1n, stages, { prices: [...euro('1'), ...euro('2')] })).toThrow(refused('price.twice'))
  })
})

describe('until recouped', () => {
  const stages = [recoup, remainder('bo 75, fund 25')]

  it('[RE1] [RE2] gives exactly what is outstanding in the period in which it crosses', () => {
    const books = new Books()
    const periods = [100_001n, 120_002n, 149_999n].map((amount) => givenText(evaluate(amount, stages, { books })))
    expect(periods).toEqual([
      'ada 80000, bo 15001, fund 5000',
      'ada 96001, bo 18001, fund 6000',
      'ada 73999, bo 57000, fund 19000',
    ])
    expect(books.counter('a/back')).toEqual({ unit: 'base-units', value: 250_000n })
    expect(givenText(evaluate(1000n, stages, { books }))).toBe('ada 0, bo 750, fund 250')
  })

  it('[RE3] counts money at the price of each period', () => {
    const books = new Books()
    const inEuro: Stage[] = [{ ...recoup, cost: { fiat: '100.00', currency: 'EUR' } } as Stage, remainder('bo 100')]
    const run = (amount: bigint, price: string) => evaluate(amount, inEuro, { books, prices: euro(price) })
    expect(givenText(run(10n ** 9n, '10'))).toBe('ada 800000000, bo 200000000')
    expect(books.counter('a/back')).toEqual({ unit: 'EUR', value: 8000n })
    expect(givenText(run(10n ** 10n, '2.5'))).toBe('ada 800000000, bo 9200000000')
    expect(books.counter('a/back')?.value).toBe(10_000n)
    // Once it is back no price is needed.
    expect(givenText(evaluate(100n, inEuro, { books }))).toBe('ada 0, bo 100')
  })

  it('[RE4] another version goes on with the counter that it names, in its unit', () => {
    const books = new Books()
    evaluate(100_000n, stages, { books })
    const next = { ...recoup, id: 'later', counter: 'a/back' } as Stage
    evaluate(1_000_000n, [next, remainder('bo 100')], { books })
    expect(books.counter('a/back')?.value).toBe(250_000n)
    const other = { ...next, cost: { fiat: '1.00', currency: 'EUR' } } as Stage
    expect(() => evaluate(1n, [other, remainder('bo 100')], { books, prices: euro('1') })).toThrow(
      refused('agreement.other-unit'),
    )
  })

  it('gives its cost and never more, over any periods', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 200_000n), { maxLength: 12 }), (amounts) => {
        const books = new Books()
        const given = amounts.reduce(
          (sum, amount) => sum + (evaluate(amount, stages, { books })[0]?.allotments[0]?.amountBaseUnits ?? 0n),
          0n,
        )
        expect(given <= 250_000n).toBe(true)
        expect(books.counter('a/back')?.value ?? 0n).toBe(given)
      }),
    )
  })
})

describe('pools and reserves', () => {
  const pool: Stage = { id: 'pool', kind: 'pool', percent: '20', by: 'contribution', memberIds: ['ada', 'bo', 'cy'] }

  it('[TE10] a pool is shared by weight, and refused where nobody has any', () => {
    const stages = [pool, remainder('di 100')]
    expect(givenText(evaluate(1000n, stages, { weights: { ada: 3n, bo: 1n } }))).toBe('ada 150, bo 50, cy 0, di 800')
    expect(() => evaluate(1000n, stages)).toThrow(refused('agreement.pool-without-weights'))
    expect(givenText(evaluate(1000n, [{ ...pool, by: 'equal' } as Stage, remainder('di 100')]))).toBe(
      'ada 67, bo 67, cy 66, di 800',
    )
  })

  it('[TE11] a reserve takes its percentage until it holds enough: 60.00 of 800.00 when 940.00 of 1000.00 are there', () => {
    const books = new Books()
    books.move('reserve', 'repairs', 94_000n)
    const stages: Stage[] = [
      { id: 'r', kind: 'reserve', reserve: 'repairs', percent: '10', until: { baseUnits: '100000' } },
      remainder('ada 100'),
    ]
    expect(givenText(evaluate(80_000n, stages, { books }))).toBe('repairs 6000, ada 74000')
    expect(books.balance('reserve', 'repairs')).toBe(100_000n)
    expect(givenText(evaluate(80_000n, stages, { books }))).toBe('repairs 0, ada 80000')
  })
})

describe('units that do not divide', () => {
  it('[TE12] are given by largest remainder, left, or carried in trillionths', () => {
    const stages = [remainder('ada 60, bo 40')]
    expect(givenText(evaluate(9n, stages))).toBe('ada 5, bo 4')
    expect(evaluate(9n, stages, { dust: 'leave-unallocated' })[0]).toMatchObject({ dustBaseUnits: 1n })
    const books = new Books()
    const carried = () => evaluate(9n, stages, { dust: 'carry-forward', books })[0]
    expect([carried(), carried(), carried()].map((result) => [result && givenText([result]), result?.dustBaseUnits])).toEqual([
      ['ada 5, bo 3', 1n],
      ['ada 5, bo 4', 0n],
      ['ada 6, bo 3', 0n],
    ])
  })
})
