import { expect, it } from 'vitest'
import { exampleAgreements, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { type SplitSources, splitIsCurrent } from './splitIsCurrent'

const stamps = { createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' }
const input = exampleSplitInput()
const split = splitByTerms(input)
const sources: SplitSources = {
  rewards: input.rewards,
  members: input.members.map((member) => ({ ...member, role: 'member', ...stamps })),
  agreements: exampleAgreements().map((agreement) => ({ ...agreement, ...stamps })),
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
  ['a reward gone', { rewards: sources.rewards.slice(1) }],
])('does not hold with %s', (_, change) => {
  expect(splitIsCurrent(split, { ...sources, ...change })).toBe(false)
})
