import { describe, expect, it } from 'vitest'
import { type Stage, type StageShare, type Terms, termsSchema } from '../model/terms'
import { checkTerms, findTermsProblems } from './checkTerms'
import { exampleTerms, inPercent, remainder } from './exampleTerms'

const refused = (code: string) => expect.objectContaining({ code })
const MEMBERS = new Set(['ada', 'bo', 'host'])
const check =
  (stages: Stage[], more: Partial<Terms> = {}) =>
  () =>
    checkTerms(exampleTerms(stages, more), MEMBERS)
const shared = (kind: 'percentage' | 'remainder', shares: StageShare[], id = 's'): Stage => ({ id, kind, shares })

describe('terms that hold', () => {
  it.each<[string, Stage[]]>([
    ['percentages', [remainder('ada 33.333333, bo 66.666667')]],
    [
      'parts',
      [
        shared('remainder', [
          { memberId: 'ada', parts: '2' },
          { memberId: 'bo', parts: '0' },
        ]),
      ],
    ],
    ['a stage before', [shared('percentage', inPercent('ada 99.999999')), remainder('ada 100')]],
    [
      'a member who is called as a role of the install',
      [
        shared('remainder', [
          { memberId: 'host', percent: '50' },
          { install: 'host', percent: '50' },
        ]),
      ],
    ],
    [
      'a cap beside somebody without',
      [shared('remainder', [{ memberId: 'ada', percent: '50', cap: { baseUnits: '9' } }, ...inPercent('bo 50')])],
    ],
  ])('%s', (_, stages) => {
    expect(check(stages)).not.toThrow()
    expect(termsSchema.safeParse(exampleTerms(stages)).success).toBe(true)
  })
})

it('[PC3] shares of an agreement add up to exactly 100', () => {
  expect(check([remainder('ada 33.333333, bo 66.666666')])).toThrow(/add up to 99\.999999 %, not 100 %/)
  expect(check([remainder('ada 33.333333, bo 66.666667')])).not.toThrow()
})

it('[PC4] a member stands once in a stage', () => {
  expect(check([remainder('ada 50, ada 50')])).toThrow(refused('agreement.duplicate-member'))
})

describe('terms that do not', () => {
  const rest = remainder('ada 100')
  const cap = { baseUnits: '9' }
  it.each<[string, string, Stage[], Partial<Terms>?]>([
    ['[TE1] without a remainder', 'agreement.no-remainder', [shared('percentage', inPercent('ada 10'))]],
    ['[TE1] with a remainder that is not the last', 'agreement.no-remainder', [rest, { ...rest, id: 'again' }]],
    ['[TE1] with one stage twice', 'agreement.stage-twice', [shared('percentage', inPercent('ada 10'), 'rest'), rest]],
    [
      '[TE4] that end before they begin',
      'agreement.ends-before-start',
      [rest],
      { from: '2026-02-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' },
    ],
    ['[TE5] of less than 100 %', 'agreement.not-100', [remainder('ada 50, bo 49.999999')]],
    ['[TE5] of more than 100 %', 'agreement.not-100', [remainder('ada 50, bo 50.000001')]],
    ['[TE5] whose percentages leave nothing over', 'agreement.not-100', [shared('percentage', inPercent('ada 100')), rest]],
    [
      '[TE5] with percentages and parts in one stage',
      'agreement.mixed-shares',
      [shared('remainder', [...inPercent('ada 50'), { memberId: 'bo', parts: '1' }])],
    ],
    [
      '[TE5] with parts that leave something over',
      'agreement.mixed-shares',
      [shared('percentage', [{ memberId: 'bo', parts: '1' }]), rest],
    ],
    ['[TE5] without a part above zero', 'agreement.no-parts', [shared('remainder', [{ memberId: 'bo', parts: '0' }])]],
    ['[TE5] that name a member twice', 'agreement.duplicate-member', [remainder('ada 50, ada 50')]],
    ['[TE6] that cap everybody', 'agreement.all-capped', [shared('remainder', [{ memberId: 'ada', percent: '100', cap }])]],
    [
      '[TE6] that leave without a cap only somebody without a share',
      'agreement.all-capped',
      [shared('remainder', [{ memberId: 'ada', percent: '100', cap }, ...inPercent('bo 0.0')])],
    ],
    [
      '[TE6] with bounds where units are left over',
      'agreement.bounds-with-dust',
      [shared('percentage', [{ memberId: 'ada', percent: '10', cap }]), rest],
      { dust: 'carry-forward' },
    ],
    [
      '[TE9] with an amount of zero',
      'agreement.zero-amount',
      [{ id: 'f', kind: 'fixed', to: { memberId: 'ada' }, amount: { fiat: '0.00', currency: 'EUR' }, whenShort: 'cap' }, rest],
    ],
    [
      '[FI1] with parts of a cent',
      'amount.too-many-decimals',
      [{ id: 'f', kind: 'fixed', to: { memberId: 'ada' }, amount: { fiat: '1.005', currency: 'EUR' }, whenShort: 'cap' }, rest],
    ],
    [
      '[TE3] with a percentage that is none',
      'percent.malformed',
      [{ id: 'r', kind: 'reserve', reserve: 'masts', percent: '1e1' }, rest],
    ],
    ['with somebody who is no member', 'split.unknown-member', [remainder('eve 100')]],
  ])('%s are refused', (_, code, stages, more) => {
    expect(check(stages, more)).toThrow(refused(code))
  })

  it.each([
    ['two receivers', { memberId: 'ada', agreementId: 'b', percent: '100' }],
    ['no receiver', { percent: '100' }],
    ['a percentage and parts', { memberId: 'ada', percent: '100', parts: '1' }],
    ['a field that nobody knows', { memberId: 'ada', percent: '100', minimum: '1' }],
  ])('[TE5] a share with %s is none', (_, share) => {
    const terms = { ...exampleTerms([]), stages: [{ id: 's', kind: 'remainder', shares: [share] }] }
    expect(termsSchema.safeParse(terms).success).toBe(false)
  })
})

it('[TE1] what is wrong is found at every stage, the first of each', () => {
  const terms = exampleTerms(
    [
      { id: 'pool', kind: 'pool', percent: '101', by: 'equal', memberIds: ['ada'] },
      remainder('ada 100'),
      { id: 'storm', kind: 'reserve', reserve: 'Storm', percent: '5' },
      remainder('ada 50'),
    ],
    { from: '2026-02-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' },
  )
  expect(findTermsProblems(terms, MEMBERS).map(({ stage, problem }) => [stage, problem.code])).toEqual([
    [null, 'agreement.ends-before-start'],
    [0, 'percent.malformed'],
    [1, 'agreement.no-remainder'],
    [3, 'agreement.stage-twice'],
  ])
})
