import { expect, it } from 'vitest'
import type { Stage, Terms } from '../model/terms'
import { applyTerms } from './applyTerms'
import { Books } from './books'
import { UNKNOWN_CREW } from './exampleCrew'
import { exampleTerms, remainder } from './exampleTerms'
import type { Install } from './installs'
import { NO_MEASURES } from './poolWeights'
import { type ExampleInput, type WorkedExample, workExample } from './workedExample'

const JANUARY = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
const reward = (hotspotKey: string, amountBaseUnits: bigint, ...groups: string[]) => ({ hotspotKey, amountBaseUnits, groups })
const REWARDS = [reward('m1', 60n, 'hill'), reward('m2', 30n, 'hill'), reward('m3', 10n)]

function work(terms: Terms, more: Partial<ExampleInput> = {}): WorkedExample {
  return workExample({
    ...{ token: { symbol: 'WXM', decimals: 6 }, network: 'weatherxm', dates: JANUARY, rewards: REWARDS, terms },
    ...{ others: [], installs: [], prices: [], measures: NO_MEASURES, opening: null },
    ...more,
  })
}

/** Each stage as `in 90: ada 45, bo 45`. */
function stagesText({ stages }: WorkedExample): string[] {
  return stages.map(({ inBaseUnits, allotments }) => {
    const given = allotments.map(({ to, amountBaseUnits }) => `${to.id} ${amountBaseUnits}`).sort()
    return `in ${inBaseUnits}: ${given.join(', ')}`
  })
}

const hill = exampleTerms([remainder('ada 50, bo 50')], { scope: { kind: 'group', group: 'hill' } })
const byDefault = exampleTerms([remainder('zed 100')], { id: 'z', name: 'Z' })

it('[WE1] the sum is that of the hotspots that it would take, as a split gives it', () => {
  const example = work(hill, { others: [byDefault] })
  expect(example).toMatchObject({ of: 'period', hotspots: 2, amountBaseUnits: 90n })
  expect(stagesText(example)).toEqual(['in 90: ada 45, bo 45'])
  const split = applyTerms({
    ...{ token: { symbol: 'WXM', decimals: 6 }, network: 'weatherxm', dates: JANUARY, rewards: REWARDS },
    ...{ terms: [hill, byDefault], installs: [], prices: [], measures: NO_MEASURES, books: new Books() },
  })
  expect(split.applied.find(({ id }) => id === 'a')?.stages[0]?.allotments).toEqual(example.stages[0]?.allotments)
})

it('[WE1] hotspots that a closer agreement names are not its own', () => {
  const named = exampleTerms([remainder('ada 100')], { id: 'n', name: 'N', scope: { kind: 'hotspots', hotspotIds: ['m1'] } })
  expect(work(hill, { others: [named, byDefault] }).amountBaseUnits).toBe(30n)
  expect(work(byDefault, { others: [named, hill] }).amountBaseUnits).toBe(10n)
})

it('[WE2] it is tried as if it were in force, in the place of what claims the same', () => {
  const later = { ...hill, id: 'later', from: '2030-01-01T00:00:00.000Z' }
  expect(work(later, { others: [hill, byDefault] }).amountBaseUnits).toBe(90n)
})

it('[WE3] without rewards of its own it is tried with 100 tokens', () => {
  const example = work({ ...hill, scope: { kind: 'group', group: 'nobody' } }, { others: [byDefault] })
  expect(example).toMatchObject({ of: 'hundred', amountBaseUnits: 100_000_000n })
  expect(stagesText(work(hill, { rewards: [] }))).toEqual(['in 100000000: ada 50000000, bo 50000000'])
})

it('[WE4] counters and reserves are those of the books', () => {
  const books = new Books()
  books.setCounter('a/back', { unit: 'base-units', value: 70n })
  books.move('reserve', 'Storm', 95n)
  const stages: Stage[] = [
    { id: 'storm', kind: 'reserve', reserve: 'Storm', percent: '50', until: { baseUnits: '100' } },
    { id: 'back', kind: 'until-recouped', to: { memberId: 'ada' }, upToPercent: '80', cost: { baseUnits: '100' } },
    remainder('bo 100'),
  ]
  const example = work({ ...hill, stages }, { opening: books.toText() })
  expect(stagesText(example)).toEqual(['in 90: Storm 5', 'in 85: ada 30', 'in 55: bo 55'])
  expect(example.stages[1]?.counter).toMatchObject({ before: 70n, after: 100n })
})

const install = (hotspotKey: string, hostId: string | null, from: string, to: string | null): Install => ({
  ...{ id: `${hotspotKey} ${from}`, hotspotKey, hostId, installerId: null, place: null, cell: null, from, to },
})

it('[WE4] whoever hosts is taken from the installs, and is somebody unknown where none says who', () => {
  const stages: Stage[] = [
    {
      id: 'rest',
      kind: 'remainder',
      shares: [
        { install: 'host', percent: '50' },
        { memberId: 'ada', percent: '50' },
      ],
    },
  ]
  const installs = [
    install('weatherxm:m1', 'bo', '2025-01-01T00:00:00.000Z', '2026-01-16T12:00:00.000Z'),
    install('m2', null, '2025-01-01T00:00:00.000Z', null),
  ]
  const example = work({ ...hill, stages }, { others: [byDefault], installs })
  expect(example).toMatchObject({ hotspots: 2, withoutCrew: 2, crews: 2, amountBaseUnits: 90n })
  // m1 was hosted by Bo for half of the month; nobody is known for the other half and for m2.
  expect(stagesText(example)).toEqual([`in 90: ada 45, bo 15, ${UNKNOWN_CREW.host} 30`])
})

it('[WE1] an agreement without hotspots gets what others give to it', () => {
  const tools = exampleTerms([remainder('cy 100')], { id: 't', name: 'Tools', scope: { kind: 'fed' } })
  const giving: Terms = {
    ...hill,
    stages: [{ id: 'tools', kind: 'percentage', shares: [{ agreementId: 't', percent: '10' }] }, remainder('ada 100')],
  }
  expect(stagesText(work(tools, { others: [giving, byDefault] }))).toEqual(['in 9: cy 9'])
  expect(stagesText(work(giving, { others: [tools, byDefault] }))).toEqual(['in 90: t 9', 'in 81: ada 81'])
})

it('[WE1] pools are weighed by all that members host, not by this agreement alone', () => {
  const stages: Stage[] = [
    { id: 'pool', kind: 'pool', percent: '100', by: 'hotspots', memberIds: ['ada', 'bo'] },
    remainder('ada 100'),
  ]
  const from = '2025-01-01T00:00:00.000Z'
  const installs = [install('m1', 'ada', from, null), install('m2', 'bo', from, null), install('m3', 'bo', from, null)]
  const example = work({ ...hill, stages }, { others: [byDefault], installs })
  expect(stagesText(example)[0]).toBe('in 90: ada 30, bo 60')
})

it('[WE1] what a split would refuse is said', () => {
  const stages: Stage[] = [
    { id: 'rent', kind: 'fixed', to: { memberId: 'ada' }, amount: { fiat: '5.00', currency: 'EUR' }, whenShort: 'cap' },
    remainder('ada 100'),
  ]
  expect(() => work({ ...hill, stages })).toThrow(/state the price of WXM in EUR/)
})
