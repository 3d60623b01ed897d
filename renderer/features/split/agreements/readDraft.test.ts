import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { exampleTerms } from '#core/agreements/exampleTerms'
import type { Agreement } from '#core/model/records'
import type { Stage } from '#core/model/terms'
import { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import { agreementsArbitrary, TOKEN } from '#core/rewards/arbitrarySplits'
import { type AgreementDraft, draftOf, draftStages, newDraft, newStage } from './agreementDraft'
import { fieldsOf } from './draftFields'
import { readDraft } from './readDraft'

const token = { symbol: 'HNT', decimals: 8 }
const references = new HotspotReferences(['ttn:m1'])
const context = { id: 'a', token, memberIds: new Set(['ada', 'bo']), references }
const rest: Stage = { id: 'rest', kind: 'remainder', shares: [{ memberId: 'ada', percent: '100' }] }
const draftWith = (stages: Stage[], more: Partial<AgreementDraft> = {}): AgreementDraft => ({
  ...newDraft(true),
  stages: draftStages(stages, token),
  ...more,
})
const faultsOf = (draft: AgreementDraft) => Object.fromEntries(readDraft(draft, context).faults)

const EVERY_KIND: Stage[] = [
  {
    id: 'rent',
    kind: 'fixed',
    to: { install: 'host', role: 'host' },
    amount: { fiat: '50.00', currency: 'EUR' },
    whenShort: 'cap',
  },
  { id: 'tools', kind: 'percentage', shares: [{ agreementId: 'tools', percent: '5', cap: { baseUnits: '12345' } }] },
  {
    id: 'back',
    kind: 'until-recouped',
    to: { memberId: 'bo', role: 'investor' },
    upToPercent: '80',
    cost: { baseUnits: '250000001' },
    counter: 'a@1/back',
  },
  { id: 'pool', kind: 'pool', percent: '20', by: 'uptime', memberIds: ['ada', 'bo'] },
  { id: 'storm', kind: 'reserve', reserve: 'Storm', percent: '10', until: { baseUnits: '1' } },
  {
    ...{ id: 'swings', kind: 'stability', reserve: 'Swings', currency: 'EUR', percent: '50', bandPercent: '10', periods: 3 },
    counter: 'a@1/swings',
  },
  {
    id: 'rest',
    kind: 'remainder',
    shares: [
      { install: 'installer', parts: '2' },
      { memberId: 'ada', parts: '1', floor: { baseUnits: '5' } },
    ],
  },
]

test('[TE15] every kind of stage is typed and read back as it was, amounts to the last base unit', () => {
  const read = readDraft(draftWith(EVERY_KIND), context)
  expect(read.faults).toEqual(new Map())
  expect(read.terms?.stages).toEqual(EVERY_KIND)
  expect(draftWith(EVERY_KIND).stages[2]).toMatchObject({ cost: { text: '2.50000001', unit: '' } })
})

test('[TE15] an agreement that is opened and saved without a change is the same', () => {
  const at = '2026-01-01T00:00:00.000Z'
  const agreement: Agreement = {
    ...{ id: 'a', name: 'A', scope: { kind: 'hotspots', hotspotIds: ['ttn:m1', 'm2'] }, createdAt: at, updatedAt: at },
    shares: [
      { memberId: 'ada', percent: '33.333333' },
      { memberId: 'bo', percent: '66.666667' },
    ],
  }
  const draft = draftOf(agreement, token, references)
  expect(draft.scope.keysText).toBe('m1\nm2')
  const { terms } = readDraft(draft, context)
  const { id: _, createdAt: _made, updatedAt: _changed, ...fields } = agreement
  expect(terms && JSON.parse(JSON.stringify(fieldsOf(terms)))).toEqual(fields)
})

test('shares that are more than percentages of members are kept as stages', () => {
  const shares = (share: object) =>
    exampleTerms([{ id: 'shares', kind: 'remainder', shares: [{ memberId: 'ada', percent: '100', ...share }] }])
  expect(fieldsOf(shares({}))).toMatchObject({ shares: [{ memberId: 'ada', percent: '100' }], stages: undefined })
  expect(fieldsOf(shares({ role: 'host' }))).toMatchObject({ shares: [] })
  expect(fieldsOf(exampleTerms([rest])).stages).toEqual([rest])
})

test('[TE15] what is not right is said at its field', () => {
  const draft = draftWith([])
  const fixed = newStage('fixed')
  const pool = { ...newStage('pool'), percent: '1e1' }
  const reserve = newStage('reserve')
  const last = newStage('remainder')
  draft.stages = [fixed, pool, reserve, last] as AgreementDraft['stages']
  const line = last.kind === 'remainder' ? last.shares[0]?.line : ''
  expect(faultsOf({ ...draft, name: ' ' })).toEqual({
    name: 'Give the agreement a name.',
    [`${fixed.id}.to`]: 'Choose who gets it.',
    [`${fixed.id}.amount`]: 'Write the amount.',
    [`${pool.id}.percent`]: expect.stringContaining('"1e1" is not a percentage'),
    [`${pool.id}.members`]: 'Choose the members of the pool.',
    [`${reserve.id}.reserve`]: 'Name the reserve.',
    [`${reserve.id}.percent`]: 'Write the percentage.',
    [`${last.id}.${line}.to`]: 'Choose who gets it.',
  })
})

test('[TE15] what checkTerms refuses is said at its stage, at each of them, while others are not yet right', () => {
  const stages: Stage[] = [
    { id: 'twice', kind: 'pool', percent: '10', by: 'equal', memberIds: ['ada', 'ada'] },
    { id: 'all', kind: 'percentage', shares: [{ memberId: 'ada', percent: '100' }] },
    { id: 'eve', kind: 'pool', percent: '10', by: 'equal', memberIds: ['eve'] },
    { id: 'rest', kind: 'remainder', shares: [{ memberId: 'ada', percent: '99' }] },
  ]
  const draft = draftWith(stages)
  draft.stages.unshift(newStage('reserve'))
  expect(faultsOf(draft)).toMatchObject({
    twice: expect.stringContaining('twice'),
    all: expect.stringContaining('takes 100 %'),
    eve: expect.stringContaining('not a member'),
    rest: expect.stringContaining('add up to 99 %'),
  })
})

it.each<[Partial<AgreementDraft>, object]>([
  [{ from: '2026-02-30' }, { from: expect.stringContaining('no date') }],
  [{ from: '2026-02-01', to: '2026-01-01' }, { to: expect.stringContaining('ends before it begins') }],
  [{ scope: { ...newDraft(true).scope, kind: 'group' } }, { scope: 'Choose the group.' }],
  [{ scope: { ...newDraft(true).scope, kind: 'hotspots' } }, { scope: 'Name at least one hotspot.' }],
  [
    { scope: { ...newDraft(true).scope, kind: 'area', cellsText: '891e2e6b123ffff, 99' } },
    { scope: expect.stringContaining('"99" is no H3 cell') },
  ],
  [{ dust: 'carry-forward' }, {}],
])('%o', (more, faults) => {
  expect(faultsOf(draftWith([rest], more))).toEqual(faults)
})

test('a flow can be drawn as soon as the stages are right', () => {
  const read = readDraft(draftWith([rest], { name: '', scope: { ...newDraft(true).scope, kind: 'hotspots' } }), context)
  expect(read.terms).toBeNull()
  expect(read.tried).toMatchObject({ scope: { kind: 'group', group: '' }, stages: [rest] })
  expect(readDraft(draftWith([{ ...rest, shares: [{ memberId: 'ada', percent: '9' }] }]), context).tried).toBeNull()
})

test('[TE15] whatever an agreement says, it is typed and read back as it was', () => {
  const memberIds = new Set(['ada', 'bo', 'cy', 'di', 'eve'])
  fc.assert(
    fc.property(agreementsArbitrary, (agreements) => {
      for (const { id, name, scope, from, to, dust, stages } of agreements) {
        const made = { id, name, scope, shares: [], stages, dust, createdAt: '2026-01-01', updatedAt: '2026-01-01' }
        const agreement: Agreement = { ...made, ...(from && { from }), ...(to && { to }) }
        const { terms, faults } = readDraft(draftOf(agreement, TOKEN, references), { id, token: TOKEN, memberIds, references })
        expect(faults).toEqual(new Map())
        expect(terms).toEqual({ id, name, scope, from, to, dust, stages })
      }
    }),
    { numRuns: 50 },
  )
})
