import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { agreementsArbitrary, periodArbitrary, splitChain, TOKEN } from '../arbitrarySplits'
import { exampleSplit, exampleSplitInput } from '../exampleSplit'
import { splitByTerms } from '../splitByTerms'
import { paidTo } from '../splitFile'
import { createMemberExplainer } from './explainMember'

const chains = fc.tuple(fc.array(periodArbitrary, { minLength: 1, maxLength: 3 }), agreementsArbitrary)

describe('createMemberExplainer', () => {
  it('[EX1] [EX2] the stages add up to what is due, and with the settlement to what is paid, corrections too', () => {
    fc.assert(
      fc.property(chains, ([periods, agreements]) => {
        for (const { split } of splitChain(periods, agreements)) {
          const explain = createMemberExplainer(split)
          for (const member of split.members) {
            const why = explain(member.id)
            const given = sumBaseUnits(why?.stages.map(({ baseUnits }) => baseUnits) ?? [])
            expect(given).toBe(BigInt(member.amountBaseUnits))
            expect(why?.dueBaseUnits).toBe(given)
            const settled = sumBaseUnits(why?.settlement.map(({ baseUnits }) => baseUnits) ?? [])
            expect(given + settled).toBe(paidTo(member))
            for (const { sentence } of [...(why?.stages ?? []), ...(why?.settlement ?? [])]) expect(sentence).toMatch(/\.$/)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('names the stage, its number, what came in and the unit that was rounded', () => {
    const [line] = createMemberExplainer(exampleSplit())('bo')?.stages ?? []
    expect(line).toMatchObject({
      agreementName: 'Everyone',
      stage: 1,
      stages: 1,
      kind: 'remainder',
      rule: '33.333333 %',
      inBaseUnits: 100n,
      baseUnits: 33n,
      roundedUnits: 0n,
    })
    expect(createMemberExplainer(exampleSplit())('nobody')).toBeNull()
  })

  it('[EX3] says what limited a stage: a cost that came back, a bound, a shortage, and at what price', () => {
    const split = splitByTerms({
      ...exampleSplitInput(),
      token: TOKEN,
      rewards: [{ hotspotKey: 'h', name: 'H', groups: [], amountBaseUnits: 100_000_000n }],
      prices: [{ currency: 'EUR', price: '0.5', source: 'exchange', at: '2026-02-01T00:00:00.000Z' }],
      agreements: [
        {
          ...{ id: 'a', name: 'A', scope: { kind: 'default' }, from: null, to: null, dust: 'largest-remainder' },
          stages: [
            {
              id: 'rent',
              kind: 'fixed',
              to: { memberId: 'ada' },
              amount: { fiat: '10.00', currency: 'EUR' },
              whenShort: 'carry',
            },
            { id: 'mast', kind: 'until-recouped', to: { memberId: 'bo' }, upToPercent: '50', cost: { baseUnits: '30000000' } },
            {
              id: 'rest',
              kind: 'remainder',
              shares: [
                { memberId: 'cy', parts: '1', cap: { baseUnits: '5000000' } },
                { memberId: 'di', parts: '1' },
              ],
            },
          ],
        },
      ],
    })
    const explain = createMemberExplainer(split)
    expect(explain('ada')?.stages[0]).toMatchObject({
      rule: '10.00 EUR',
      baseUnits: 20_000_000n,
      limits: [{ kind: 'price', sentence: '1 WXM = 0.5 EUR (exchange, 2026-02-01).' }],
    })
    expect(explain('bo')?.stages[0]).toMatchObject({
      rule: 'up to 50 % until 30 WXM',
      inBaseUnits: 80_000_000n,
      baseUnits: 30_000_000n,
      limits: [{ kind: 'recouped', sentence: '30 WXM have come back: nothing more is due.' }],
    })
    expect(explain('cy')?.stages[0]).toMatchObject({
      rule: '1 of 2 parts',
      limits: [{ kind: 'cap', sentence: 'At the cap of 5 WXM.' }],
    })
    expect(explain('cy')?.settlement).toEqual([
      { kind: 'held', baseUnits: -5_000_000n, sentence: 'Held until the member has an address.' },
    ])
  })
})
