import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { periodDates } from '../model/periodDates'
import { exampleSplitInput } from './exampleSplit'
import { newCorrection, newPeriod, type PayablePeriod } from './newPeriod'
import { splitExactly } from './splitExactly'
import { type SplitFileV2, splitFileSchema } from './splitFile'
import { comparedPeriodOf, payableIn } from './splitPeriod'
import { verifySplit } from './verifySplit'

const input = exampleSplitInput()
const reading = { network: 'weatherxm', token: input.token, rewards: input.rewards }
const choices = { name: 'January', payer: '', dates: periodDates('2026-01-01', '2026-01-31') }

function splitOf({ period, corrects, rewards }: PayablePeriod): SplitFileV2 {
  const groups = new Map(input.rewards.map((reward) => [reward.hotspotKey, reward.groups]))
  return splitExactly({
    ...input,
    period: { ...period, sourceFile: 'rewards.csv', corrects },
    rewards: rewards.map((reward) => ({ ...reward, groups: groups.get(reward.hotspotKey) ?? [] })),
  })
}

const first = splitOf(newPeriod({ ...reading, rewards: reading.rewards.slice(0, 2) }, choices))
const correction = splitOf(newCorrection(reading, choices, [{ period: comparedPeriodOf(first), payable: payableIn(first) }]))

function wheresAfter(split: SplitFileV2, change: (split: SplitFileV2) => void): string[] {
  const copy = structuredClone(split)
  change(copy)
  return verifySplit(seal(copy)).map(({ where }) => where)
}

describe('the period in a split of version 2', () => {
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

  it('[VS9] a correction holds, and pays for each device what is stated less what was payable before', () => {
    expect(splitFileSchema.parse(correction)).toEqual(correction)
    expect(verifySplit(correction)).toEqual([])
    expect(correction.rows[0]).toMatchObject({
      amountBaseUnits: '0',
      correction: { statedBaseUnits: '100', beforeBaseUnits: '100' },
    })
    const at = correction.rows.findIndex(({ hotspotKey }) => hotspotKey === 'h5')
    const where = `rows[${at}] hotspot h5`
    const row = (split: SplitFileV2) => split.rows[at] as SplitFileV2['rows'][number]
    const before = (split: SplitFileV2) => Object.assign(row(split).correction ?? {}, { beforeBaseUnits: '1' })
    expect(wheresAfter(correction, before)).toEqual([where])
    const stated = (split: SplitFileV2) => Object.assign(row(split).correction ?? {}, { statedBaseUnits: '1000002' })
    expect(wheresAfter(correction, stated)).toEqual(expect.arrayContaining(['period.contentSha256', where]))
    expect(wheresAfter(correction, (split) => delete row(split).correction)).toContain(where)
    expect(wheresAfter(correction, ({ period }) => period.corrects.pop())).toEqual(
      expect.arrayContaining(['period.id', 'rows[0] hotspot h1']),
    )
  })
})
