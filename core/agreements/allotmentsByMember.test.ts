import { expect, it } from 'vitest'
import { allotmentsByMember } from './allotmentsByMember'
import { evaluate, exampleTerms, remainder } from './exampleTerms'

it('[RW8] says from which stages of which agreement a member’s amount comes', () => {
  const terms = exampleTerms([
    { id: 'tenth', kind: 'percentage', shares: [{ memberId: 'ada', percent: '10' }] },
    remainder('ada 50, bo 50'),
  ])
  const applied = {
    id: 'a',
    terms,
    installedBy: {},
    parts: [],
    fedBaseUnits: 0n,
    amountBaseUnits: 100n,
    stages: evaluate(100n, terms.stages),
  }
  const byMember = allotmentsByMember([applied, { ...applied, id: 'b', stages: evaluate(0n, terms.stages) }])
  const found = [...byMember].map(([id, all]) => [
    id,
    all.map(({ of, stage, allotment }) => [of.id, stage.stageId, allotment.amountBaseUnits]),
  ])
  expect(found).toEqual([
    [
      'ada',
      [
        ['a', 'tenth', 10n],
        ['a', 'rest', 45n],
      ],
    ],
    ['bo', [['a', 'rest', 45n]]],
  ])
})
