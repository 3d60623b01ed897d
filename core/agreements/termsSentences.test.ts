import { expect, test } from 'vitest'
import { termsSchema } from '../model/terms'
import { termsReading, termsSentences } from './termsSentences'

test('[TE13] terms read as plain sentences, one for each stage', () => {
  const terms = termsSchema.parse({
    id: 'harbour',
    name: 'Harbour',
    scope: { kind: 'default' },
    from: '2026-01-01T00:00:00.000Z',
    to: '2027-01-01T00:00:00.000Z',
    dust: 'carry-forward',
    stages: [
      { id: 'rent', kind: 'fixed', to: { memberId: 'bo' }, amount: { fiat: '50.00', currency: 'EUR' }, whenShort: 'carry' },
      { id: 'works', kind: 'percentage', shares: [{ agreementId: 'works', percent: '5' }] },
      {
        id: 'mast',
        kind: 'until-recouped',
        to: { memberId: 'ada', role: 'investor' },
        upToPercent: '80',
        cost: { baseUnits: '250000' },
      },
      { id: 'pool', kind: 'pool', percent: '20', by: 'uptime', memberIds: ['ada', 'bo'] },
      { id: 'storm', kind: 'reserve', reserve: 'Storm', percent: '10', until: { baseUnits: '1000' } },
      {
        id: 'rest',
        kind: 'remainder',
        shares: [
          { install: 'host', parts: '1', cap: { baseUnits: '500' } },
          { memberId: 'zed', parts: '2', floor: { baseUnits: '5' } },
        ],
      },
    ],
  })
  const names = new Map([
    ['ada', 'Ada'],
    ['bo', 'Bo'],
  ])
  expect(termsSentences(terms, names)).toEqual([
    'It begins on 2026-01-01.',
    'Bo gets 50.00 EUR a period; what is short is owed on.',
    'The agreement "works" gets 5 % of what is there, and the rest goes on.',
    'Ada as investor gets up to 80 % of what is left, until 250000 base units came back.',
    '20 % of what is left is shared by how long their hotspots were up among Ada, Bo.',
    '10 % of what is left goes into the reserve "Storm" until it holds 1000 base units.',
    'Of what is left, whoever hosts the hotspot gets 1 part (at most 500 base units), zed gets 2 parts (at least 5 base units).',
    'It ends before 2027-01-01.',
    'What does not divide is carried to the next period.',
  ])
})

const rest = { id: 'rest', kind: 'remainder', shares: [{ install: 'host', percent: '100' }] }
const parsed = (more: object) =>
  termsSchema.parse({ id: 'a', name: 'A', scope: { kind: 'default' }, from: null, to: null, dust: 'largest-remainder', ...more })

test('[TE13] amounts read in the token that is known, exactly, and agreements by their names', () => {
  const terms = parsed({
    stages: [
      { id: 'rent', kind: 'fixed', to: { agreementId: 'b-1' }, amount: { baseUnits: '250000001' }, whenShort: 'cap' },
      rest,
    ],
    to: '2027-01-01T12:00:00Z',
  })
  const wording = { token: { symbol: 'HNT', decimals: 8 }, agreements: new Map([['b-1', 'Tools']]) }
  expect(termsSentences(terms, new Map(), wording)).toEqual([
    'The agreement "Tools" gets 2.50000001 HNT a period; what is short is let go.',
    'Of what is left, whoever hosts the hotspot gets 100 %.',
    'It ends before 2027-01-01T12:00:00.000Z.',
  ])
})

test.each([
  [{ kind: 'default' }, 'It is for every hotspot without an agreement of its own.'],
  [{ kind: 'group', group: 'Hill' }, 'It is for the hotspots of the group "Hill".'],
  [{ kind: 'hotspots', hotspotIds: ['ttn:m1', 'm2'] }, 'It is for 2 hotspots: m1, m2.'],
  [
    { kind: 'hotspots', hotspotIds: ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'] },
    'It is for 7 hotspots: m1, m2, m3, m4, m5 and 2 more.',
  ],
  [{ kind: 'area', cells: ['891e2e6b123ffff'] }, 'It is for the hotspots that stand in 1 cell of the map.'],
  [{ kind: 'fed' }, 'It has no hotspots: it shares what other agreements give it.'],
])('[TE14] what is read says what it is for: %o', (scope, sentence) => {
  expect(termsReading(parsed({ scope, stages: [rest] }), new Map())).toEqual([
    sentence,
    'Of what is left, whoever hosts the hotspot gets 100 %.',
  ])
})

test('[TE13] a reserve against price swings says with which periods it compares', () => {
  const stages = (periods: number) => [
    { id: 'swings', kind: 'stability', reserve: 'Calm', currency: 'EUR', percent: '50', bandPercent: '10', periods },
    { id: 'rest', kind: 'remainder', shares: [{ memberId: 'ada', percent: '100' }] },
  ]
  const sentence = (periods: number) => {
    const common = { id: 'a', name: 'A', scope: { kind: 'default' }, from: null, to: null, dust: 'largest-remainder' }
    return termsSentences(termsSchema.parse({ ...common, stages: stages(periods) }), new Map())[0]
  }
  expect(sentence(1)).toContain('worth over 10 % more in EUR than the period before, 50 % of what is above')
  expect(sentence(3)).toContain('than the average of the 3 periods before, 50 %')
})
