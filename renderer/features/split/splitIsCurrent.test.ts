import { expect, it } from 'vitest'
import type { PeriodFactsOfFile } from '#core/rewards/agreementsReading'
import { exampleAgreements, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { type SplitSources, splitIsCurrent } from './splitIsCurrent'

const stamps = { createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' }
const facts: PeriodFactsOfFile = {
  prices: [{ currency: 'EUR', price: '3.5', source: 'exchange', at: '2026-01-31T00:00:00Z' }],
  minimumPayoutBaseUnits: 5n,
  entries: [{ kind: 'advance', memberId: 'ada', baseUnits: '1', at: '2026-01-10T00:00:00Z', reference: 'cash' }],
  installs: [
    {
      ...{ id: 'i1', hotspotKey: 'h1', hostId: 'ada', installerId: null, place: null, cell: null },
      ...{ from: '2026-01-01T00:00:00.000Z', to: null },
    },
  ],
  measures: { hotspots: [{ hotspotKey: 'h1', uptime: '9' }], contributions: [{ memberId: 'ada', weight: '1' }] },
}
const input = { ...exampleSplitInput(), ...facts }
const split = splitByTerms(input)
const sources: SplitSources = {
  rewards: input.rewards,
  members: input.members.map((member) => ({ ...member, role: 'member', ...stamps })),
  agreements: exampleAgreements().map((agreement) => ({ ...agreement, ...stamps })),
  facts,
  openingSha256: null,
}

it('holds for what the split was made of, in any order and whatever the stamps say', () => {
  expect(splitIsCurrent(split, sources)).toBe(true)
  const touched = sources.members.map((member) => ({ ...member, updatedAt: '2026-12-01T00:00:00Z' })).reverse()
  expect(splitIsCurrent(split, { ...sources, members: touched, agreements: [...sources.agreements].reverse() })).toBe(true)
})

it.each<[string, Partial<SplitSources>]>([
  [
    'an address given',
    {
      members: sources.members.map((member) => ({
        ...member,
        address: member.address ?? '0x1111111111111111111111111111111111111111',
      })),
    },
  ],
  ['a member gone', { members: sources.members.slice(1) }],
  ['an agreement gone', { agreements: sources.agreements.slice(1) }],
  [
    'a percentage changed',
    {
      agreements: sources.agreements.map((one) => ({ ...one, shares: one.shares.map((share) => ({ ...share, percent: '50' })) })),
    },
  ],
  ['a group changed', { rewards: sources.rewards.map((reward) => ({ ...reward, groups: ['elsewhere'] })) }],
  [
    'a base unit changed',
    {
      rewards: sources.rewards.map((reward, at) =>
        at === 0 ? { ...reward, amountBaseUnits: reward.amountBaseUnits + 1n } : reward,
      ),
    },
  ],
  ['other books before it', { openingSha256: 'a'.repeat(64) }],
  ['a member paid no more', { members: sources.members.map((member) => ({ ...member, standing: { kind: 'suspended' } })) }],
  ['[PI6] another price', { facts: { ...facts, prices: facts.prices.map((price) => ({ ...price, price: '3.6' })) } }],
  ['[PI6] a price gone', { facts: { ...facts, prices: [] } }],
  ['[PI6] another smallest payout', { facts: { ...facts, minimumPayoutBaseUnits: 6n } }],
  ['[PI6] an entry more', { facts: { ...facts, entries: [...facts.entries, ...facts.entries] } }],
  ['[PI6] another host', { facts: { ...facts, installs: facts.installs.map((install) => ({ ...install, hostId: 'bo' })) } }],
  ['[PI6] an install that ended', { facts: { ...facts, installs: facts.installs.map((one) => ({ ...one, to: one.from })) } }],
  ['[PI6] other measures', { facts: { ...facts, measures: { ...facts.measures, hotspots: [] } } }],
  ['[PI6] another contribution', { facts: { ...facts, measures: { ...facts.measures, contributions: [] } } }],
  ['a reward gone', { rewards: sources.rewards.slice(1) }],
])('does not hold with %s', (_, change) => {
  expect(splitIsCurrent(split, { ...sources, ...change })).toBe(false)
})
