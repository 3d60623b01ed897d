import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exampleTerms, remainder } from '../agreements/exampleTerms'
import type { Stage } from '../model/terms'
import { correctionInput, goingOn, TOKEN } from './arbitrarySplits'
import { closingBooks } from './closingBooks'
import { exampleSplitInput } from './exampleSplit'
import { periodIdOf } from './period'
import { type SplitInput, splitByTerms } from './splitByTerms'
import { splitFileV2Schema } from './splitFile'
import type { SplitFileV3 } from './splitFileV3'
import { termsOf } from './termsOf'
import { verifySplitV3 } from './verifySplitV3'

const refused = (code: string) => expect.objectContaining({ code })
const ADDRESS = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const splitV2 = () => splitFileV2Schema.parse(JSON.parse(readFileSync('core/rewards/fixtures/split-v2.json', 'utf8')))
const NAMES = ['ada', 'bo', 'fund']

function period(month: number, amounts: Record<string, bigint>, stages: Stage[], more: Partial<SplitInput> = {}): SplitInput {
  const dates = { start: new Date(Date.UTC(2026, month)).toISOString(), end: new Date(Date.UTC(2026, month + 1)).toISOString() }
  const id = periodIdOf({ network: 'weatherxm', tokenSymbol: TOKEN.symbol, payer: '', dates })
  return {
    period: { id, name: `Month ${month + 1}`, network: 'weatherxm', payer: '', ...dates, sourceFile: 'r.csv', corrects: [] },
    token: TOKEN,
    rewards: Object.entries(amounts).map(([hotspotKey, amountBaseUnits]) => ({
      hotspotKey,
      name: '',
      groups: [],
      amountBaseUnits,
    })),
    members: NAMES.map((id) => ({ id, name: id, address: ADDRESS })),
    agreements: [exampleTerms(stages)],
    ...more,
  }
}
const correct = (original: SplitFileV3, before: Record<string, bigint>, now: Record<string, bigint>, last: SplitFileV3) =>
  splitByTerms(goingOn(correctionInput(original, period(0, before, []).rewards, period(0, now, []).rewards), last))
const memberText = (split: SplitFileV3) =>
  split.members.map(({ id, amountBaseUnits, paidBaseUnits }) => `${id} ${amountBaseUnits}/${paidBaseUnits}`).join(', ')

describe('a split', () => {
  it('[RW1] shares what the agreement brings in all: a hundred times 0.01 at 50/50 is 0.50 each', () => {
    const cents = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`h${at}`, 1n]))
    const split = splitByTerms(period(0, cents, [remainder('ada 50, bo 50')]))
    expect(memberText(split)).toBe('ada 50/50, bo 50/50, fund 0/0')
    expect(split.rows.every(({ shares }) => shares.length === 1 && shares[0]?.amountBaseUnits === '1')).toBe(true)
  })

  it('[RW3] needs an agreement for every reward', () => {
    const input = exampleSplitInput()
    const run = () => splitByTerms({ ...input, agreements: input.agreements.filter(({ scope }) => scope.kind !== 'default') })
    expect(run).toThrow(/2 of 5 rewards have no agreement/)
  })

  it('[RW4] is refused without rewards, with a hotspot twice, below zero, and for nobody known', () => {
    const input = exampleSplitInput()
    const [first] = input.rewards
    if (!first) throw new Error('The example has rewards')
    const run = (more: Partial<SplitInput>) => () => splitByTerms({ ...input, ...more })
    expect(run({ rewards: [] })).toThrow(refused('split.no-rewards'))
    expect(run({ rewards: [...input.rewards, first] })).toThrow(refused('split.duplicate-hotspot'))
    expect(run({ rewards: [{ ...first, amountBaseUnits: -1n }] })).toThrow(refused('split.negative-amount'))
    expect(run({ members: input.members.slice(1) })).toThrow(refused('split.unknown-member'))
    expect(run({ members: [...input.members, ...input.members] })).toThrow(refused('member.duplicate'))
  })

  it('[RW5] that is cancelled leaves nothing', () => {
    const signal = { aborted: false }
    const run = () => splitByTerms(exampleSplitInput(), { signal, onProgress: () => Object.assign(signal, { aborted: true }) })
    expect(run).toThrow(refused('split.cancelled'))
  })

  it('[RW8] holds prices with their source and time, and what it was made from', () => {
    const prices = [{ currency: 'EUR', price: '3.4731', source: 'oracle', at: '2026-01-31T12:00:00.000Z' }]
    const rent: Stage = {
      id: 'f',
      kind: 'fixed',
      to: { memberId: 'bo' },
      amount: { fiat: '50.00', currency: 'EUR' },
      whenShort: 'carry',
    }
    const split = splitByTerms(period(0, { h1: 40_000_000n }, [rent, remainder('ada 100')], { prices }))
    expect(split.prices).toEqual(prices)
    expect(memberText(split)).toBe('ada 25603640/25603640, bo 14396360/14396360, fund 0/0')
  })
})

describe('books', () => {
  it('[AC2] go on with what the split before closed with', () => {
    const stages = [{ id: 'r', kind: 'reserve', reserve: 'masts', percent: '10' } as Stage, remainder('ada 100')]
    const first = splitByTerms(period(0, { h1: 100n }, stages))
    const second = splitByTerms({ ...period(1, { h1: 50n }, stages), ...closingBooks([first], TOKEN) })
    expect(second.opening).toEqual(first.closing)
    expect(second.previous).toEqual([{ periodId: first.period.id, name: 'Month 1', contentSha256: first.contentSha256 }])
    expect(second.totals).toMatchObject({ opening: { reserve: '10' }, closing: { reserve: '15' } })
  })

  it('[AC2] of other tokens, or named beside a later one, are refused', () => {
    const first = splitByTerms(period(0, { h1: 100n }, [remainder('ada 100')]))
    const second = splitByTerms(goingOn(period(1, { h1: 100n }, [remainder('ada 100')]), first))
    expect(() => closingBooks([first], { symbol: 'HNT', decimals: 8 })).toThrow(refused('books.other-token'))
    expect(() => closingBooks([first, second], TOKEN)).toThrow(refused('books.two-beginnings'))
    expect(() => closingBooks([first, first], TOKEN)).toThrow(refused('books.twice'))
  })

  it('[AC7] begin with what splits of earlier versions paid and held', () => {
    const before = splitV2()
    const { opening } = closingBooks([before], before.token)
    const { totalBaseUnits, paidBaseUnits, heldBaseUnits } = before.totals
    expect(opening).toMatchObject({ periods: 1, received: totalBaseUnits, paid: paidBaseUnits })
    const held = opening?.accounts.filter(({ kind }) => kind === 'held') ?? []
    expect(held.reduce((sum, { baseUnits }) => sum + BigInt(baseUnits), 0n)).toBe(BigInt(heldBaseUnits))
  })
})

describe('a correction', () => {
  const recoup: Stage = {
    id: 'back',
    kind: 'until-recouped',
    to: { memberId: 'ada' },
    upToPercent: '80',
    cost: { baseUnits: '100' },
  }
  const plain = [remainder('ada 50, bo 50')]

  it('[RW6] pays what the right amounts give more', () => {
    const first = splitByTerms(period(0, { h1: 100n }, plain))
    const second = correct(first, { h1: 100n }, { h1: 100n, h2: 61n }, first)
    expect(memberText(second)).toBe('ada 31/31, bo 30/30, fund 0/0')
    expect(second.totals.sinceBeginning).toMatchObject({ totalBaseUnits: '161', paidBaseUnits: '161' })
    expect(verifySplitV3(second)).toEqual([])
  })

  it('[RW6] takes off what was too much from what comes next', () => {
    const june = splitByTerms(period(0, { h1: 10_000n }, [remainder('ada 100')]))
    const correction = correct(june, { h1: 10_000n }, { h1: 9_250n }, june)
    expect(memberText(correction)).toBe('ada -750/0, bo 0/0, fund 0/0')
    expect(correction.closing.accounts).toEqual([{ kind: 'prepaid', owner: 'ada', baseUnits: '-750' }])
    const next = splitByTerms(goingOn(period(1, { h1: 6_000n }, [remainder('ada 100')]), correction))
    expect(memberText(next)).toBe('ada 6000/5250, bo 0/0, fund 0/0')
    expect(next.closing.accounts).toEqual([])
    for (const split of [correction, next]) expect(verifySplitV3(split)).toEqual([])
  })

  it('[RW6] of a correction counts both', () => {
    const first = splitByTerms(period(0, { h1: 100n }, plain))
    const second = correct(first, { h1: 100n }, { h1: 160n }, first)
    const third = correct(first, { h1: 160n }, { h1: 90n, h2: 5n }, second)
    expect(memberText(third)).toBe('ada -32/0, bo -33/0, fund 0/0')
    expect(third.totals.sinceBeginning).toMatchObject({ totalBaseUnits: '95', prepaid: '-65' })
  })

  it('[RW6] [RE4] flows back into what was recouped, by the terms of the original', () => {
    const stages = [recoup, remainder('bo 100')]
    const first = splitByTerms(period(0, { h1: 100n }, stages))
    expect(first.closing.counters).toEqual([{ counter: 'a/back', unit: 'base-units', value: '80' }])
    const second = correct(first, { h1: 100n }, { h1: 50n }, first)
    expect(memberText(second)).toBe('ada -40/0, bo -10/0, fund 0/0')
    expect(second.closing.counters).toEqual([{ counter: 'a/back', unit: 'base-units', value: '40' }])
  })

  it('[RE4] never makes an investor get more than the cost, though a later period crossed it', () => {
    const stages = [recoup, remainder('bo 100')]
    const first = splitByTerms(period(0, { h1: 50n }, stages))
    const second = splitByTerms(goingOn(period(1, { h1: 500n }, stages), first))
    expect(memberText(second)).toBe('ada 60/60, bo 440/440, fund 0/0')
    const third = correct(first, { h1: 50n }, { h1: 100n }, second)
    expect(memberText(third)).toBe('ada 0/0, bo 50/50, fund 0/0')
    expect(third.closing.counters).toEqual([{ counter: 'a/back', unit: 'base-units', value: '100' }])
  })

  it('[TE9] never pays again what was owed and a later period paid', () => {
    const rent: Stage = { id: 'f', kind: 'fixed', to: { memberId: 'ada' }, amount: { baseUnits: '100' }, whenShort: 'carry' }
    const stages = [rent, remainder('bo 100')]
    const first = splitByTerms(period(0, { h1: 30n }, stages))
    const second = splitByTerms(goingOn(period(1, { h1: 500n }, stages), first))
    expect(memberText(second)).toBe('ada 170/170, bo 330/330, fund 0/0')
    const third = correct(first, { h1: 30n }, { h1: 300n }, second)
    expect(memberText(third)).toBe('ada 0/0, bo 270/270, fund 0/0')
    expect(third.closing.counters).toEqual([{ counter: 'a/f', unit: 'base-units', value: '0' }])
  })

  it('[RW6] does not count a hotspot that was not there among those of a pool before', () => {
    const pool: Stage = { id: 'p', kind: 'pool', percent: '90', by: 'hotspots', memberIds: ['ada', 'bo'] }
    const install = (hotspotKey: string, hostId: string) => ({
      ...{ id: hotspotKey, hotspotKey, hostId, installerId: null, place: null, cell: null },
      ...{ from: '2025-01-01T00:00:00.000Z', to: null },
    })
    const installs = [install('h1', 'ada'), install('h2', 'bo')]
    const first = splitByTerms(period(0, { h1: 100n }, [pool, remainder('fund 100')], { installs }))
    expect(memberText(first)).toBe('ada 90/90, bo 0/0, fund 10/10')
    const second = correct(first, { h1: 100n }, { h1: 100n, h2: 100n }, first)
    expect(memberText(second)).toBe('ada 0/0, bo 90/90, fund 10/10')
  })

  it('[RW6] of a split of version 2 shares both by its percentages, and opens with its books', () => {
    const before = splitV2()
    const { period: of, members, token } = before
    const opening = closingBooks([before], token)
    const rewards = before.rows.map(({ hotspotKey, name, groups, amountBaseUnits }) => ({
      ...{ hotspotKey, name, groups, amountBaseUnits: BigInt(amountBaseUnits) + 1000n, beforeBaseUnits: BigInt(amountBaseUnits) },
    }))
    const correction = splitByTerms({
      ...{ period: { ...of, id: 'x', corrects: [{ id: of.id, amountsSha256: of.contentSha256 }] }, token, rewards, members },
      ...{ agreements: before.agreements.map(termsOf), ...opening, original: before },
    })
    expect(correction.totals.totalBaseUnits).toBe(String(1000 * rewards.length))
    expect(correction.closing.periods).toBe(2)
  })

  it('needs the original, of the same token', () => {
    const first = splitByTerms(period(0, { h1: 100n }, plain))
    const second = correct(first, { h1: 100n }, { h1: 160n }, first)
    const input = correctionInput(first, period(0, { h1: 100n }, []).rewards, period(0, { h1: 9n }, []).rewards)
    expect(() => splitByTerms({ ...input, original: second })).toThrow(refused('split.original-missing'))
    expect(() => splitByTerms({ ...input, token: { symbol: 'WXM', decimals: 7 } })).toThrow(refused('split.original-other'))
  })
})
