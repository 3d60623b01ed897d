import { cellToParent, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { PeriodDates } from '../model/periodDates'
import type { Stage, Terms } from '../model/terms'
import { type AppliedPeriod, type ApplyTermsInput, applyTerms } from './applyTerms'
import { Books } from './books'
import { exampleTerms, inPercent, remainder } from './exampleTerms'
import type { Install } from './installs'
import { NO_MEASURES } from './poolWeights'

const JANUARY: PeriodDates = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
const refused = (code: string) => expect.objectContaining({ code })
const reward = (hotspotKey: string, amountBaseUnits: bigint, more: { groups?: string[]; cell?: string } = {}) => ({
  ...{ hotspotKey, amountBaseUnits, groups: more.groups ?? [] },
  ...(more.cell && { cell: more.cell }),
})
const install = (hotspotKey: string, hostId: string | null, from: string, to: string | null, more: Partial<Install> = {}) => ({
  ...{ id: `${hotspotKey} ${from}`, hotspotKey, hostId, installerId: null, place: null, cell: null, from, to },
  ...more,
})

function apply(input: Pick<ApplyTermsInput, 'rewards' | 'terms'> & Partial<ApplyTermsInput>): AppliedPeriod {
  return applyTerms({
    ...{ token: { symbol: 'WXM', decimals: 6 }, network: 'weatherxm', dates: JANUARY },
    ...{ installs: [], prices: [], measures: NO_MEASURES, books: new Books() },
    ...input,
  })
}

/** What members get in all, as `ada 5, bo 4`, in order of name. */
function dueText({ applied }: AppliedPeriod): string {
  const due = new Map<string, bigint>()
  for (const { to, amountBaseUnits } of applied.flatMap(({ stages }) => stages).flatMap(({ allotments }) => allotments)) {
    if (to.kind === 'member') due.set(to.id, (due.get(to.id) ?? 0n) + amountBaseUnits)
  }
  return [...due]
    .filter(([, amount]) => amount > 0n)
    .sort()
    .map(([id, amount]) => `${id} ${amount}`)
    .join(', ')
}

const hostTerms = exampleTerms([
  {
    ...{ id: 'h', kind: 'remainder' },
    shares: [
      { install: 'host', role: 'host', percent: '30' },
      { memberId: 'fund', role: 'cooperative', percent: '70' },
    ],
  } as Stage,
])

describe('terms within a period', () => {
  const before = exampleTerms([remainder('ada 100')], { id: 'v1', to: '2026-01-11T00:00:00.000Z' })
  const since = exampleTerms([remainder('bo 100')], { id: 'v2', from: '2026-01-11T00:00:00.000Z' })

  it('[TE4] that change are each applied for their time: 10 and 21 days of 31', () => {
    const period = apply({ rewards: [reward('h1', 31n)], terms: [before, since] })
    expect(dueText(period)).toBe('ada 10, bo 21')
    expect(period.parts.map(({ amountBaseUnits, time }) => [amountBaseUnits, time?.start, time?.end])).toEqual([
      [10n, '2026-01-01T00:00:00.000Z', '2026-01-11T00:00:00.000Z'],
      [21n, '2026-01-11T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    ])
  })

  it('[TE4] that change where a period begins or ends leave it whole', () => {
    const dates = { start: '2026-01-11T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
    expect(apply({ dates, rewards: [reward('h1', 31n)], terms: [before, since] }).parts).toMatchObject([{ time: null }])
  })

  it('[TE4] a time without any terms is refused, and dates need a period with dates', () => {
    const late = { ...since, from: '2026-01-12T00:00:00.000Z' }
    expect(() => apply({ rewards: [reward('h1', 31n)], terms: [before, late] })).toThrow(refused('split.no-agreement'))
    expect(() => apply({ dates: null, rewards: [reward('h1', 31n)], terms: [before, since] })).toThrow(
      refused('agreement.needs-dates'),
    )
  })
})

describe('installs', () => {
  it('[IN1] stand at one place at a time', () => {
    const rewards = [reward('h1', 10n)]
    const first = install('h1', 'ada', '2026-01-01T00:00:00.000Z', '2026-01-20T00:00:00.000Z')
    const early = install('h1', 'bo', '2026-01-19T00:00:00.000Z', null)
    const never = install('h1', 'bo', '2026-01-25T00:00:00.000Z', '2026-01-25T00:00:00.000Z')
    expect(() => apply({ rewards, terms: [hostTerms], installs: [early, first] })).toThrow(refused('install.overlap'))
    expect(() => apply({ rewards, terms: [hostTerms], installs: [first, never] })).toThrow(refused('install.ends-before-start'))
  })

  it('[IN2] a host who changes on the 11th leaves 10 days of 31 to the one before', () => {
    const installs = [
      install('weatherxm:h1', 'bo', '2026-01-11T00:00:00.000Z', null),
      install('h1', 'ada', '2025-06-01T00:00:00.000Z', '2026-01-11T00:00:00.000Z'),
    ]
    expect(dueText(apply({ rewards: [reward('h1', 3100n)], terms: [hostTerms], installs }))).toBe('ada 300, bo 630, fund 2170')
  })

  it('[IN2] a device that moved is under the agreement of each of its places', () => {
    const [north, south] = [latLngToCell(47.4, 8.5, 8), latLngToCell(46.0, 8.9, 8)]
    const area = (id: string, cell: string, memberId: string): Terms =>
      exampleTerms([remainder(`${memberId} 100`)], { id, scope: { kind: 'area', cells: [cellToParent(cell, 5)] } })
    const installs = [
      install('h1', 'ada', '2025-06-01T00:00:00.000Z', '2026-01-11T00:00:00.000Z', { cell: north }),
      install('h1', 'ada', '2026-01-11T00:00:00.000Z', null, { cell: south }),
    ]
    const terms = [area('n', north, 'nora'), area('s', south, 'sami')]
    expect(dueText(apply({ rewards: [reward('h1', 31n, { cell: south })], terms, installs }))).toBe('nora 10, sami 21')
  })

  it('[IN3] what follows the install is refused where nobody is known, with the hotspot and the day', () => {
    const installs = [install('h1', 'ada', '2025-06-01T00:00:00.000Z', '2026-01-11T00:00:00.000Z')]
    const run = () => apply({ rewards: [reward('h1', 31n)], terms: [hostTerms], installs })
    expect(run).toThrow(/pays the host of hotspot "h1".*from 2026-01-11 on/)
    expect(run).toThrow(refused('install.nobody'))
  })

  it('[IN3] each host is paid of the hotspots that they host', () => {
    const since = '2025-06-01T00:00:00.000Z'
    const period = apply({
      rewards: [reward('h1', 100n), reward('h2', 1000n), reward('h3', 10n)],
      terms: [hostTerms],
      installs: [install('h1', 'ada', since, null), install('h2', 'bo', since, null), install('h3', 'ada', since, null)],
    })
    expect(period.applied.map(({ id, amountBaseUnits }) => [id, amountBaseUnits])).toEqual([
      ['a ~ host ada', 110n],
      ['a ~ host bo', 1000n],
    ])
    expect(dueText(period)).toBe('ada 33, bo 300, fund 777')
  })
})

describe('agreements that others give to', () => {
  const giving = (id: string, percent: string, to: string, scope: Terms['scope'] = { kind: 'default' }): Terms => ({
    ...exampleTerms([
      {
        ...{ id: 'g', kind: 'remainder' },
        shares: [
          { agreementId: to, percent },
          { memberId: 'ada', percent: `${100 - Number(percent)}` },
        ],
      } as Stage,
    ]),
    ...{ id, name: id, scope },
  })
  const fed = (id: string, stages: Stage[], more: Partial<Terms> = {}) =>
    exampleTerms(stages, { id, name: id, scope: { kind: 'fed' }, ...more })

  it('[TE8] are shared once, after all that give to them', () => {
    const terms = [
      fed('works', [remainder('bo 50, cy 50')]),
      giving('pot', '50', 'works', { kind: 'fed' }),
      giving('north', '20', 'pot', { kind: 'group', group: 'north' }),
      giving('rest', '10', 'works'),
    ]
    const period = apply({ rewards: [reward('h1', 1000n, { groups: ['north'] }), reward('h2', 100n)], terms })
    expect(period.applied.map(({ id, fedBaseUnits, amountBaseUnits }) => [id, fedBaseUnits, amountBaseUnits])).toEqual([
      ['north', 0n, 1000n],
      ['rest', 0n, 100n],
      ['pot', 200n, 200n],
      ['works', 110n, 110n],
    ])
    expect(dueText(period)).toBe('ada 990, bo 55, cy 55')
  })

  it('[TE8] circles, and those that are unknown, have hotspots or are not in force, are refused', () => {
    const run =
      (...terms: Terms[]) =>
      () =>
        apply({ rewards: [reward('h1', 1n)], terms })
    const circle = [giving('one', '10', 'two', { kind: 'fed' }), giving('two', '10', 'one', { kind: 'fed' })]
    expect(run(giving('all', '10', 'one'), ...circle)).toThrow(refused('agreement.circular'))
    expect(run(giving('all', '10', 'gone'))).toThrow(refused('agreement.fed-unknown'))
    expect(run(giving('all', '10', 'all'))).toThrow(refused('agreement.fed-with-hotspots'))
    const ended = fed('old', [remainder('bo 100')], { to: '2026-01-31T00:00:00.000Z' })
    expect(run(giving('all', '10', 'old'), ended)).toThrow(refused('agreement.fed-not-in-force'))
  })
})

describe('pools', () => {
  const since = '2025-06-01T00:00:00.000Z'
  const rewards = [reward('h1', 500n), reward('h2', 500n), reward('h3', 0n)]
  const installs = [
    install('h1', 'ada', since, '2026-01-11T00:00:00.000Z'),
    install('h1', 'bo', '2026-01-11T00:00:00.000Z', null),
    install('h2', 'bo', since, null),
    install('h3', 'cy', since, null),
  ]
  const measures = {
    hotspots: [
      { hotspotKey: 'h1', uptime: '100', data: '1' },
      { hotspotKey: 'weatherxm:h2', uptime: '50', data: '0' },
    ],
    contributions: [
      { memberId: 'ada', weight: '3' },
      { memberId: 'cy', weight: '1' },
    ],
  }
  it.each([
    ['equal', 'ada 310, bo 310, cy 310, fund 70'],
    // 10, 21 + 31 and 31 days.
    ['hotspots', 'ada 100, bo 520, cy 310, fund 70'],
    // 10·100, 21·100 + 31·50.
    ['uptime', 'ada 200, bo 730, fund 70'],
    ['data', 'ada 300, bo 630, fund 70'],
    ['contribution', 'ada 698, cy 232, fund 70'],
  ] as const)('[TE10] by %s', (by, expected) => {
    const pool: Stage = { id: 'p', kind: 'pool', percent: '93', by, memberIds: ['ada', 'bo', 'cy'] }
    const found = dueText(apply({ rewards, terms: [exampleTerms([pool, remainder('fund 100')])], installs, measures }))
    expect(found).toBe(expected)
  })
})

describe('which terms apply', () => {
  const cell = latLngToCell(47.4, 8.5, 8)
  const to = (memberId: string, scope: Terms['scope'], id = memberId) =>
    exampleTerms([{ id: 's', kind: 'remainder', shares: inPercent(`${memberId} 100`) }], { id, name: id, scope })
  const area = (memberId: string, resolution: number) => to(memberId, { kind: 'area', cells: [cellToParent(cell, resolution)] })
  const all = [
    to('hotspot', { kind: 'hotspots', hotspotIds: ['weatherxm:h1'] }),
    to('group', { kind: 'group', group: 'north' }),
    area('small', 7),
    area('large', 4),
    to('default', { kind: 'default' }),
  ]

  it('[AG1] [AG8] those that name the hotspot, then its group, the smallest area it is in, the default', () => {
    const subject = reward('h1', 1n, { groups: ['north'], cell })
    const found = all.map((_, at) => dueText(apply({ rewards: [subject], terms: all.slice(at) })))
    expect(found).toEqual(['hotspot 1', 'group 1', 'small 1', 'large 1', 'default 1'])
    expect(dueText(apply({ rewards: [reward('h1', 1n)], terms: all.slice(2) }))).toBe('default 1')
  })

  it('[AG2] [AG8] two for the same at one time are refused, of one cell as well', () => {
    const run =
      (...terms: Terms[]) =>
      () =>
        apply({ rewards: [reward('h1', 1n, { cell })], terms })
    expect(run(area('small', 7), { ...area('other', 7), id: 'other' })).toThrow(refused('agreement.ambiguous'))
    expect(run(to('a', { kind: 'default' }), to('b', { kind: 'default' }))).toThrow(refused('agreement.ambiguous'))
    const [first, second] = [to('a', { kind: 'default' }), to('b', { kind: 'default' })]
    const turn = '2026-01-11T00:00:00.000Z'
    expect(run({ ...first, to: turn }, { ...second, from: turn })).not.toThrow()
  })

  it('[AG3] a hotspot in two groups that both have one is refused', () => {
    const terms = [to('a', { kind: 'group', group: 'north' }), to('b', { kind: 'group', group: 'old' })]
    const run = () => apply({ rewards: [reward('h1', 1n, { groups: ['north', 'old'] })], terms })
    expect(run).toThrow(refused('agreement.ambiguous'))
  })

  it('[AG4] two of one id are refused', () => {
    const terms = [to('a', { kind: 'default' }), to('b', { kind: 'group', group: 'north' }, 'a')]
    expect(() => apply({ rewards: [reward('h1', 1n)], terms })).toThrow(refused('agreement.duplicate-id'))
  })

  it('[RW3] a reward that none applies to stops everything, with how many they are', () => {
    const rewards = [reward('h1', 1n), reward('h2', 1n, { groups: ['north'] }), reward('h3', 0n)]
    expect(() => apply({ rewards, terms: [to('a', { kind: 'group', group: 'north' })] })).toThrow(
      /2 of 3 rewards have no agreement \(the first is hotspot "h1"\)/,
    )
  })

  it('[RW7] a reserve that two agreements fill is filled in the order of their ids', () => {
    const filling = (id: string, scope: Terms['scope']) =>
      exampleTerms(
        [
          { id: 'r', kind: 'reserve', reserve: 'masts', percent: '50', until: { baseUnits: '60' } },
          { id: 's', kind: 'remainder', shares: inPercent(`${id} 100`) },
        ],
        { id, scope },
      )
    const terms = [filling('b', { kind: 'default' }), filling('a', { kind: 'group', group: 'north' })]
    const rewards = [reward('h1', 100n), reward('h2', 100n, { groups: ['north'] })]
    for (const ordered of [rewards, [...rewards].reverse()]) {
      expect(dueText(apply({ rewards: ordered, terms }))).toBe('a 50, b 90')
    }
  })
})
