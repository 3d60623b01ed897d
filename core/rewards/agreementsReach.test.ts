import { expect, test } from 'vitest'
import { agreementsReach, reachTexts } from './agreementsReach'

const agreements = [
  { id: 'd', name: 'All others', scope: { kind: 'default' as const } },
  { id: 'h', name: 'Hill', scope: { kind: 'group' as const, group: 'hill' } },
  { id: 'm', name: 'Mast', scope: { kind: 'hotspots' as const, hotspotIds: ['mast-1'] } },
]

test('[AG7] agreements that take nothing and rewards left to the default are named', () => {
  const taken = new Map([
    ['d', 2999],
    ['m', 1],
  ])
  const reach = agreementsReach(agreements, (id) => taken.get(id) ?? 0, 3000)
  expect(reach).toEqual({ unused: ['Hill'], leftToDefault: { agreementName: 'All others', rewards: 2999, of: 3000 } })
  expect(reachTexts(reach)).toEqual([
    '1 agreement takes nothing: "Hill".',
    '2,999 of 3,000 rewards are shared by "All others", because no other agreement names their hotspots.',
  ])
})

test('[AG7] where every agreement is used and the default is alone or takes nothing, nothing is said', () => {
  expect(reachTexts(agreementsReach(agreements.slice(0, 1), () => 5, 5))).toEqual([])
  expect(reachTexts(agreementsReach(agreements, (id) => (id === 'd' ? 0 : 1), 2))).toEqual([])
})
