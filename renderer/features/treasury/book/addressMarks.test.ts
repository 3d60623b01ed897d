import { expect, it } from 'vitest'
import { NOTHING_KNOWN, withMembers } from '../../../data/treasury/addressContext'
import { markedAddress } from './addressMarks'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const REDIRECT = '0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7'
const BO = '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C'
const ada = { id: 'ada', name: 'Ada', address: ADA }
const context = withMembers(
  {
    ...NOTHING_KNOWN,
    paid: new Map([
      ['bo', [BO]],
      ['cy', [ADA]],
    ]),
  },
  [
    ada,
    { id: 'bo', name: 'Bo', address: BO },
    { id: 'cy', name: 'Cy', address: REDIRECT },
    { id: 'di', name: 'Di', address: null },
  ],
)
const labels = (id: string) => {
  const member = context.members.find((one) => one.id === id) ?? ada
  return markedAddress(context, member).marks.map(({ label, tone }) => `${label} (${tone})`)
}

it('marks what is suspicious before what is new, and says nothing of who is paid where they were', () => {
  expect(labels('ada')).toEqual(['Looks like another (wrong)', 'New (plain)'])
  expect(labels('bo')).toEqual([])
  expect(labels('cy')).toEqual([
    'Looks like another (wrong)',
    'Looks like the old one (wrong)',
    'Changed, not confirmed (waiting)',
  ])
  expect(labels('di')).toEqual([])
})

it('marks an address that two members have for both', () => {
  const shared = withMembers(NOTHING_KNOWN, [ada, { ...ada, id: 'roof', name: 'Roof' }])
  for (const member of shared.members) expect(markedAddress(shared, member).marks[0]?.label).toBe('Shared')
})
