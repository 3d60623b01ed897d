import { expect, test } from 'vitest'
import { type Target, targetAgreements } from './templateTargets'

const template = {
  name: 'Halves',
  slots: [
    { key: 'host', label: 'Host' },
    { key: 'coop', label: 'Cooperative' },
  ],
  stages: [
    {
      id: 'rest',
      kind: 'remainder' as const,
      shares: [
        { memberId: 'host', percent: '50' },
        { memberId: 'coop', percent: '50' },
      ],
    },
  ],
  dust: 'largest-remainder' as const,
}
const target = (group: string): Target => ({ key: group, label: group, scope: { kind: 'group', group } })
const members = new Set(['ada', 'bo', 'fund'])

test('[TM3] one agreement for each, with members of its own where they differ', () => {
  const made = targetAgreements(
    template,
    [target('hill'), target('dale')],
    { host: 'ada', coop: 'fund' },
    { dale: { host: 'bo', coop: null } },
    members,
  )
  expect(made.map(({ fault }) => fault)).toEqual([null, null])
  const names = made.map(({ fields }) => [
    fields?.name,
    fields?.scope,
    fields?.stages?.flatMap((stage) => (stage.kind === 'remainder' ? stage.shares.map(({ memberId }) => memberId) : [])),
  ])
  expect(names).toEqual([
    ['Halves hill', { kind: 'group', group: 'hill' }, ['ada', 'fund']],
    ['Halves dale', { kind: 'group', group: 'dale' }, ['bo', 'fund']],
  ])
})

test('[TM2] [PC4] what cannot be made of a target is said beside it', () => {
  const [empty, twice] = targetAgreements(
    template,
    [target('hill'), target('dale')],
    { host: null, coop: 'fund' },
    { dale: { host: 'fund' } },
    members,
  )
  expect(empty?.fault).toMatch(/Say who is "Host"/)
  expect(twice?.fault).toMatch(/names member "fund" twice/)
  expect(twice?.fields).toBeNull()
})
