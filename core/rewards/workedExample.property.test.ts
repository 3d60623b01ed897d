import fc from 'fast-check'
import { expect, it } from 'vitest'
import { workExample } from '../agreements/workedExample'
import { agreementsArbitrary, periodArbitrary, splitChain } from './arbitrarySplits'

it('[WE1] [WE4] an example is what a split gives, stage by stage, with the books as they stand', () => {
  const periods = fc.array(
    periodArbitrary.map((period) => ({ ...period, corrected: null })),
    { minLength: 1, maxLength: 2 },
  )
  fc.assert(
    fc.property(agreementsArbitrary, periods, (agreements, months) => {
      const [last] = splitChain(months, agreements).slice(-1)
      // The first in the order in which agreements are applied: no other has touched its reserves before.
      const [terms, ...others] = agreements
      if (!last || !terms) throw new Error('There is a period and an agreement')
      const { input, split } = last
      const applied = split.applied.find(({ agreementId }) => agreementId === terms.id)
      const example = workExample({
        ...{ token: input.token, network: input.period.network, terms, others, rewards: input.rewards },
        ...{ dates: { start: split.period.start ?? '', end: split.period.end ?? '' } },
        ...{ installs: split.installs, prices: split.prices, measures: split.measures, opening: split.opening },
      })
      if (applied?.amountBaseUnits === '0') {
        expect(example.of).toBe('hundred')
        return
      }
      const stages = example.stages.map(({ stage, inBaseUnits, allotments, dustBaseUnits, outBaseUnits }) => ({
        ...{
          stageId: stage.id,
          inBaseUnits: `${inBaseUnits}`,
          dustBaseUnits: `${dustBaseUnits}`,
          outBaseUnits: `${outBaseUnits}`,
        },
        allotments: allotments.map(({ to, amountBaseUnits }) => `${to.id} ${amountBaseUnits}`),
      }))
      expect(stages).toEqual(
        applied?.stages.map(({ counter: _, allotments, ...stage }) => ({
          ...stage,
          allotments: allotments.map(({ id, amountBaseUnits }) => `${id} ${amountBaseUnits}`),
        })),
      )
    }),
    { numRuns: 60 },
  )
})
