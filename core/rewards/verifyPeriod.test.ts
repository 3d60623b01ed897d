import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { periodDates } from '../model/periodDates'
import { exampleSplitInput } from './exampleSplit'
import { newCorrection, newPeriod, type PayablePeriod } from './newPeriod'
import { splitByTerms } from './splitByTerms'
import { splitFileSchema } from './splitFile'
import type { SplitFileV3 } from './splitFileV3'
import { comparedPeriodOf, payableIn } from './splitPeriod'
import { verifySplit } from './verifySplit'

const input = exampleSplitInput()
const reading = { network: 'weatherxm', token: input.token, rewards: input.rewards }
const choices = { name: 'January', payer: '', dates: periodDates('2026-01-01', '2026-01-31') }

function splitOf({ period, corrects, rewards }: PayablePeriod, original?: SplitFileV3): SplitFileV3 {
  const groups = new Map(input.rewards.map((reward) => [reward.hotspotKey, reward.groups]))
  return splitByTerms({
    ...input,
    period: { ...period, sourceFile: 'rewards.csv', corrects },
    rewards: rewards.map((reward) => ({ ...reward, groups: groups.get(reward.hotspotKey) ?? [] })),
    original,
  })
}

const first = splitOf(newPeriod({ ...reading, rewards: reading.rewards.slice(0, 2) }, choices))
const correction = splitOf(
  newCorrection(reading, choices, [{ period: comparedPeriodOf(first), payable: payableIn(first) }]),
  first,
)

function wheresAfter(split: SplitFileV3, change: (split: SplitFileV3) => void): string[] {
  const copy = structuredClone(split)
  change(copy)
  return verifySplit(seal(copy)).map(({ where }) => where)
}

describe('the period in a split', () => {
  it('[VS8] holds as it was made, and its content and id follow from the file', () => {
    expect(splitFileSchema.parse(first)).toEqual(first)
    expect(verifySplit(first)).toEqual([])
    expect(wheresAfter(first, ({ period }) => Object.assign(period, { contentSha256: 'a'.repeat(64) }))).toEqual([
      'period.contentSha256',
    ])
    for (const change of [
      { id: 'period-1' },
      { payer: 'somebody' },
      { network: 'helium' },
      { start: '2026-01-02T00:00:00.000Z' },
      { end: '2026-03-01T00:00:00.000Z' },
    ]) {
      expect(wheresAfter(first, ({ period }) => Object.assign(period, change))).toEqual(['period.id'])
    }
    for (const change of [{ start: null }, { end: '2025-01-01T00:00:00.000Z' }, { start: 'soon' }]) {
      expect(wheresAfter(first, ({ period }) => Object.assign(period, change))).toEqual(['period'])
    }
  })

  it('[VS10] a correction carries the split that it corrects, and is the difference of both', () => {
    expect(splitFileSchema.parse(correction)).toEqual(correction)
    expect(verifySplit(correction)).toEqual([])
    const at = correction.rows.findIndex(({ hotspotKey }) => hotspotKey === 'h2')
    const row = (split: SplitFileV3) => split.rows[at] as SplitFileV3['rows'][number]
    expect(wheresAfter(correction, (split) => Object.assign(row(split), { beforeBaseUnits: '1' }))).toEqual(
      expect.arrayContaining(['totals.totalBaseUnits', 'correction.before[1] agreement g']),
    )
    expect(wheresAfter(correction, ({ period }) => period.corrects.pop())).toEqual(
      expect.arrayContaining(['period.id', 'correction']),
    )
    const changed = wheresAfter(correction, (split) => {
      const original = structuredClone(first)
      Object.assign(original.members[0] ?? {}, { amountBaseUnits: '1' })
      if (split.correction) split.correction.original = original
    })
    expect(changed).toEqual(expect.arrayContaining(['correction.original.members[0] member ada']))
  })
})
