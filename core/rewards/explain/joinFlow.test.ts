import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { agreementsArbitrary, periodArbitrary, splitChain } from '../arbitrarySplits'
import { exampleSplit } from '../exampleSplit'
import type { SplitFile } from '../splitFile'
import { flowGraph, memberPlace } from './flowGraph'
import { type JoinedFlow, type JoinLimits, joinFlow } from './joinFlow'
import { createLaidShares } from './laidShares'
import { sharedIn } from './sharedIn'
import { allFlows, traceFlow } from './traceFlow'

const into = ({ bands }: JoinedFlow, id: string) =>
  sumBaseUnits(bands.filter(({ to }) => to === id).map(({ amountBaseUnits }) => amountBaseUnits))
const outOf = ({ bands }: JoinedFlow, id: string) =>
  sumBaseUnits(bands.filter(({ from }) => from === id).map(({ amountBaseUnits }) => amountBaseUnits))

function joined(split: SplitFile, limits?: JoinLimits): JoinedFlow {
  const graph = flowGraph(split, sharedIn(split))
  return joinFlow(split, graph, allFlows(graph), limits)
}

describe('joinFlow', () => {
  it('keeps every base unit, however many hotspots, agreements and members are joined', () => {
    fc.assert(
      fc.property(
        fc.array(periodArbitrary, { minLength: 1, maxLength: 2 }),
        agreementsArbitrary,
        fc.record({ hotspots: fc.nat(4), agreements: fc.nat(3), members: fc.nat(4) }),
        (periods, agreements, limits) => {
          for (const { split } of splitChain(periods, agreements)) {
            const flow = joined(split, limits)
            const columns = new Map(flow.nodes.map(({ id, column }) => [id, column]))
            for (const { from, to, amountBaseUnits } of flow.bands) {
              expect(amountBaseUnits > 0n).toBe(true)
              expect((columns.get(from) ?? 0) < (columns.get(to) ?? 0)).toBe(true)
            }
            // Of a correction what is below zero is not drawn, so that its nodes need not balance.
            if (split.correction) continue
            for (const { id, kind, amountBaseUnits } of flow.nodes) {
              const isEnd = kind === 'member' || kind === 'reserve' || kind === 'dust'
              if (!isEnd) expect(outOf(flow, id)).toBe(amountBaseUnits)
              const isStart = kind === 'period' || kind === 'before' || kind === 'out-of-reserve'
              if (!isStart) expect(into(flow, id)).toBe(amountBaseUnits)
            }
            const members = flow.nodes.filter(({ kind }) => kind === 'member')
            const due = sumBaseUnits(split.members.map(({ amountBaseUnits }) => BigInt(amountBaseUnits)))
            expect(sumBaseUnits(members.map(({ amountBaseUnits }) => amountBaseUnits))).toBe(due)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('names the largest first, joins the others, and says what waits', () => {
    const flow = joined(exampleSplit())
    expect(flow.nodes.filter(({ kind }) => kind === 'agreement').map(({ label }) => label)).toEqual(['North', 'Roof', 'Everyone'])
    expect(flow.nodes.find(({ label }) => label === 'Cy')?.status).toBe('held')
    expect(flow.nodes[0]?.label).toBe('First week')
    const few = joined(exampleSplit(), { hotspots: 1, agreements: 1, members: 1 })
    expect(few.nodes.map(({ label }) => label)).toEqual([
      'First week',
      'Mast h2',
      '3 other hotspots',
      'North',
      '2 other agreements',
      'Di',
      '2 others',
      '1 other',
    ])
  })

  it('draws what was traced to one member alone', () => {
    const split = exampleSplit()
    const shared = sharedIn(split)
    const graph = flowGraph(split, shared)
    const flow = joinFlow(split, graph, traceFlow(graph, [memberPlace('bo')], createLaidShares(split, shared.shared)))
    const bo = BigInt(split.members.find(({ id }) => id === 'bo')?.amountBaseUnits ?? '0')
    expect(flow.nodes.filter(({ kind }) => kind === 'member').map(({ label }) => label)).toEqual(['Bo'])
    expect(flow.nodes[0]).toMatchObject({ kind: 'period', amountBaseUnits: bo })
  })
})
