import { describe, expect, it } from 'vitest'
import type { Install } from '../agreements/installs'
import type { Terms } from '../model/terms'
import { hostReport } from './hostReport'
import { hostedHotspotsCsv, hostPeriodsCsv } from './hostReportCsv'
import { type SplitInput, splitByTerms } from './splitByTerms'

const at = (day: string) => `${day}T00:00:00.000Z`
const dates = (from: string, to: string) => ({ start: at(from), end: at(to) })
const january = dates('2026-01-01', '2026-02-01')
const install = (hotspotKey: string, hostId: string | null, from: string, to: string | null): Install => ({
  ...{ id: `${hotspotKey} ${from}`, hotspotKey, hostId, installerId: null, place: 'Mill', cell: null },
  from: at(from),
  to: to && at(to),
})
/** h1 went from Ada to Ben on the 11th; Ada has h2 all the time. */
const installs = [
  install('h1', 'ada', '2025-12-01', '2026-01-11'),
  install('h1', 'ben', '2026-01-11', null),
  install('h2', 'ada', '2025-12-01', null),
  install('h3', null, '2025-12-01', null),
]
const half: Terms = {
  ...{ id: 'd', name: 'Half to the host', scope: { kind: 'default' }, from: null, to: null, dust: 'largest-remainder' },
  stages: [
    {
      ...{ id: 's', kind: 'remainder' },
      shares: [
        { install: 'host', parts: '1' },
        { memberId: 'coop', parts: '1' },
      ],
    },
  ],
}
const input: SplitInput = {
  period: {
    ...{ id: 'p1', name: 'January', network: 'weatherxm', payer: '', ...january, sourceFile: 'r.csv', corrects: [] },
  },
  token: { symbol: 'WXM', decimals: 6 },
  rewards: ['h1', 'h2'].map((hotspotKey) => ({ hotspotKey, name: hotspotKey, groups: [], amountBaseUnits: 6_200n })),
  members: ['ada', 'ben', 'coop'].map((id) => ({ id, name: id, address: null })),
  agreements: [half],
  installs,
}
const split = splitByTerms(input)
const amounts = (report: ReturnType<typeof hostReport>) =>
  report.hosts.map(({ hostId, periods }) => [hostId, periods.map((one) => [one.asHostBaseUnits, one.otherBaseUnits])])

describe('hostReport', () => {
  it('[HR1] counts hotspots and days that each host hosted within the time', () => {
    const report = hostReport(installs, [], dates('2026-01-06', '2026-01-16'))
    expect(report.hosts.map(({ hostId, hotspots, hotspotDays }) => [hostId, hotspots, hotspotDays])).toEqual([
      ['ada', 2, 15],
      ['ben', 1, 5],
    ])
    expect(report.hosts[0]?.hosted).toEqual([
      { hotspotKey: 'h1', place: 'Mill', from: at('2026-01-06'), to: at('2026-01-11') },
      { hotspotKey: 'h2', place: 'Mill', from: at('2026-01-06'), to: at('2026-01-16') },
    ])
  })

  it('[HR2] says what a period gave each host as a host, to the base unit', () => {
    expect(amounts(hostReport(installs, [split], january))).toEqual([
      ['ada', [[4_100n, 0n]]],
      ['ben', [[2_100n, 0n]]],
    ])
  })

  it('[HR3] counts a period that reaches beyond the time by the time in which it was earned; the parts add up', () => {
    const cuts = ['2026-01-01', '2026-01-06', '2026-01-11', '2026-01-23', '2026-02-01']
    const parts = cuts.slice(1).map((end, place) => hostReport(installs, [split], dates(cuts[place] ?? '', end)))
    expect(parts.map(amounts)).toEqual([
      [['ada', [[1_000n, 0n]]]],
      [['ada', [[1_000n, 0n]]]],
      [
        ['ada', [[1_200n, 0n]]],
        ['ben', [[1_200n, 0n]]],
      ],
      [
        ['ada', [[900n, 0n]]],
        ['ben', [[900n, 0n]]],
      ],
    ])
  })

  it('[HR2] tells what a host got otherwise apart, and names no member who hosts nothing', () => {
    const ownHost = { ...half, stages: [{ ...half.stages[0], shares: [{ memberId: 'ada', parts: '1' }] }] } as Terms
    const other = splitByTerms({ ...input, agreements: [ownHost] })
    expect(amounts(hostReport(installs, [other], january))).toEqual([
      ['ada', [[0n, 12_400n]]],
      ['ben', []],
    ])
  })

  it('[HR2] counts of a correction what it adds and takes back', () => {
    const corrected = splitByTerms({
      ...input,
      period: { ...input.period, id: 'p2', corrects: [{ id: 'p1', amountsSha256: 'x' }] },
      rewards: input.rewards.map((reward, place) => ({
        ...reward,
        amountBaseUnits: place === 0 ? 0n : 8_400n,
        beforeBaseUnits: 6_200n,
      })),
      original: split,
    })
    expect(amounts(hostReport(installs, [corrected], january))).toEqual([
      ['ada', [[100n, 0n]]],
      ['ben', [[-2_100n, 0n]]],
    ])
  })

  it('[HR4] counts nothing of periods without dates, and names them', () => {
    const undated = splitByTerms({ ...input, agreements: [onlyCoop], period: { ...input.period, start: null, end: null } })
    expect(hostReport([], [undated], january)).toEqual({ dates: january, hosts: [], undated: ['January'] })
  })
})

describe('as CSV', () => {
  const names = new Map([['ada', '=Ada']])

  it('[HR2] has a row for each host and period, with exact decimals', () => {
    const lines = hostPeriodsCsv(hostReport(installs, [split], january), names).split('\r\n')
    expect(lines[1]).toBe(
      `ada,'=Ada,${january.start},${january.end},2,41.000,January,${january.start},${january.end},WXM,0.0041,0`,
    )
    expect(lines[2]).toMatch(/^ben,ben,.*,1,21\.000,January,.*,WXM,0\.0021,0$/)
    expect(hostPeriodsCsv(hostReport(installs, [], january), names)).toMatch(/ada,.*,41\.000,,,,,,\r\n/)
  })

  it('[HR1] has a row for each hotspot and time', () => {
    const lines = hostedHotspotsCsv(hostReport(installs, [], january), names).split('\r\n')
    expect(lines.slice(1, 3)).toEqual([
      `ada,'=Ada,h1,Mill,${january.start},${at('2026-01-11')},10.000`,
      `ada,'=Ada,h2,Mill,${january.start},${january.end},31.000`,
    ])
  })
})

const onlyCoop = { ...half, stages: [{ ...half.stages[0], shares: [{ memberId: 'coop', parts: '1' }] }] } as Terms
