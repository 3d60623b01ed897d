import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { agreementsArbitrary, periodArbitrary, splitChain } from '../arbitrarySplits'
import { exampleSplit } from '../exampleSplit'
import { type Flow, flowGraph, hotspotPlace, memberPlace, PERIOD_PLACE } from './flowGraph'
import { hotspotsBehind } from './hotspotsBehind'
import { createLaidShares } from './laidShares'
import { sharedIn } from './sharedIn'
import { allFlows, traceFlow } from './traceFlow'

const chains = fc.tuple(fc.array(periodArbitrary, { minLength: 1, maxLength: 3 }), agreementsArbitrary)
const sumAt = (flows: readonly Flow[], side: 'from' | 'to', id: string) =>
  sumBaseUnits(flows.filter((flow) => flow[side] === id).map(({ amountBaseUnits }) => amountBaseUnits))

function flowsOf(split: Parameters<typeof sharedIn>[0]) {
  const shared = sharedIn(split)
  return { graph: flowGraph(split, shared), laid: createLaidShares(split, shared.shared) }
}

describe('the flows of a split', () => {
  it('[EX8] what flows into a place flows out of it, and to each member what the stages give them', () => {
    fc.assert(
      fc.property(chains, ([periods, agreements]) => {
        for (const { split } of splitChain(periods, agreements)) {
          if (split.correction) continue
          const { graph } = flowsOf(split)
          const flows = allFlows(graph)
          expect(graph.below).toEqual([])
          expect(sumAt(flows, 'from', PERIOD_PLACE)).toBe(BigInt(split.totals.totalBaseUnits))
          for (const { id, kind } of graph.places.values()) {
            const isMiddle = kind === 'hotspot' || kind === 'agreement' || kind === 'stage'
            if (isMiddle) expect(sumAt(flows, 'to', id)).toBe(sumAt(flows, 'from', id))
          }
          for (const { id, amountBaseUnits } of split.members) {
            expect(sumAt(flows, 'to', memberPlace(id))).toBe(BigInt(amountBaseUnits))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('[EX8] of a correction the flows are differences, and those below zero are kept apart', () => {
    fc.assert(
      fc.property(chains, ([periods, agreements]) => {
        for (const { split } of splitChain(periods, agreements)) {
          if (!split.correction) continue
          const { graph } = flowsOf(split)
          const flows = [...allFlows(graph), ...graph.below]
          for (const { id, amountBaseUnits } of split.members) {
            expect(sumAt(flows, 'to', memberPlace(id))).toBe(BigInt(amountBaseUnits))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('[EX9] what is traced to a member is all that they get, from hotspots, from before and out of reserves, and never more than flows', () => {
    fc.assert(
      fc.property(chains, ([periods, agreements]) => {
        for (const { split } of splitChain(periods, agreements)) {
          if (split.correction) continue
          const { graph, laid } = flowsOf(split)
          const all = new Map(allFlows(graph).map(({ from, to, amountBaseUnits }) => [`${from}>${to}`, amountBaseUnits]))
          for (const { id, amountBaseUnits } of split.members) {
            const traced = traceFlow(graph, [memberPlace(id)], laid)
            expect(sumAt(traced, 'to', memberPlace(id))).toBe(BigInt(amountBaseUnits))
            for (const { from, to, amountBaseUnits: part } of traced) {
              expect(part > 0n && part <= (all.get(`${from}>${to}`) ?? 0n)).toBe(true)
            }
            const elsewhere = [...graph.places.values()].filter(({ kind }) => kind === 'before' || kind === 'out-of-reserve')
            const fromElsewhere = sumBaseUnits(elsewhere.map((place) => sumAt(traced, 'from', place.id)))
            const behind = sumBaseUnits(hotspotsBehind(graph, id, laid).values())
            expect(behind + fromElsewhere).toBe(BigInt(amountBaseUnits))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('[EX9] takes the hotspots that the split itself laid an amount on', () => {
    const split = exampleSplit()
    const { graph, laid } = flowsOf(split)
    const laidOn = (memberId: string) =>
      new Map(
        split.rows.flatMap(({ hotspotKey, shares }) =>
          shares.flatMap(({ memberId: id, amountBaseUnits }): [string, bigint][] =>
            id === memberId ? [[hotspotKey, BigInt(amountBaseUnits)]] : [],
          ),
        ),
      )
    for (const { id } of split.members) {
      expect(new Map([...hotspotsBehind(graph, id, laid)].sort())).toEqual(new Map([...laidOn(id)].sort()))
    }
  })

  it('[EX9] a hotspot, an agreement or a stage feeds forward all that it brings', () => {
    const { graph, laid } = flowsOf(exampleSplit())
    const traced = traceFlow(graph, [hotspotPlace('h2')], laid)
    expect(sumAt(traced, 'from', PERIOD_PLACE)).toBe(1_417_458_821n)
    const members = ['ada', 'bo', 'cy', 'di'].map((id) => sumAt(traced, 'to', memberPlace(id)))
    expect(sumBaseUnits(members)).toBe(1_417_458_821n)
    expect(members[0]).toBe(0n)
  })
})
