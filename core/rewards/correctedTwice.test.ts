import { expect, test } from 'vitest'
import type { Stage } from '../model/terms'
import { closingBooks } from './closingBooks'
import { exampleSplitInput } from './exampleSplit'
import { amountsSha256 } from './period'
import { type RewardInput, type SplitInput, splitByTerms } from './splitByTerms'
import type { SplitFileV3 } from './splitFileV3'

const UNITS = 1_000_000n
const stages: Stage[] = [
  { id: 'swings', kind: 'stability', reserve: 'Swings', currency: 'EUR', percent: '100', bandPercent: '0', periods: 1 },
  { id: 'rest', kind: 'remainder', shares: [{ memberId: 'ada', parts: '1' }] },
]
const input = exampleSplitInput()

function rewardsOf(amount: bigint, before?: bigint): RewardInput[] {
  const beforeBaseUnits = before === undefined ? undefined : before * UNITS
  return [{ hotspotKey: 'h', name: 'Mast h', groups: [], amountBaseUnits: amount * UNITS, beforeBaseUnits }]
}

/** Of a month that is worth as many euros as it brings tokens. */
function splitOf(month: number, amount: bigint, previous: SplitFileV3 | null, correction: Partial<SplitInput> = {}): SplitFileV3 {
  const dates = { start: `2026-0${month}-01T00:00:00.000Z`, end: `2026-0${month + 1}-01T00:00:00.000Z` }
  const scope = { kind: 'default' as const }
  return splitByTerms({
    ...input,
    ...closingBooks(previous ? [previous] : [], input.token),
    period: { ...input.period, id: `month-${month}`, ...dates },
    prices: [{ currency: 'EUR', price: '1', source: 'test', at: '2026-01-01T00:00:00.000Z' }],
    agreements: [{ id: 'a', name: 'Evened out', scope, from: null, to: null, dust: 'largest-remainder', stages }],
    rewards: rewardsOf(amount),
    ...correction,
  })
}

test('[SR5] a stability reserve pays for what a period lacks once: a second correction of the period is refused', () => {
  const february = splitOf(2, 110n, splitOf(1, 100n, null))
  const march = splitOf(3, 50n, february)
  const april = splitOf(4, 150n, march)
  const period = { ...march.period, id: 'first correction' }
  const ofMarch = { id: march.period.id, amountsSha256: amountsSha256(rewardsOf(50n)) }
  const first = splitOf(3, 51n, april, {
    period: { ...period, corrects: [ofMarch] },
    rewards: rewardsOf(51n, 50n),
    original: march,
  })
  // In March the reserve held 10 of the 60 that were lacking; by now it can pay the 59 that are.
  expect(first.applied[0]?.stages[0]?.allotments[0]?.amountBaseUnits).toBe(String(-59n * UNITS))
  expect(first.members[0]?.amountBaseUnits).toBe(String(50n * UNITS))
  const second = () =>
    splitOf(3, 52n, first, {
      period: {
        ...period,
        id: 'second',
        corrects: [ofMarch, { id: first.period.id, amountsSha256: amountsSha256(rewardsOf(1n)) }],
      },
      rewards: rewardsOf(52n, 51n),
      original: march,
    })
  expect(second).toThrow(expect.objectContaining({ code: 'split.corrected-twice' }))
})
