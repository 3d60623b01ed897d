import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sumBaseUnits } from '../../model/money'
import { exampleSplit } from '../exampleSplit'
import { splitFileSchema } from '../splitFile'
import { hotspotRewards, rewardsChange } from './hotspotRewards'

it('[EX10] the rewards of all, of a member and of an agreement add up to theirs', () => {
  const split = exampleSplit()
  const sum = (of: Parameters<typeof hotspotRewards>[1]) => sumBaseUnits(hotspotRewards(split, of).values())
  expect(sum({ kind: 'all' })).toBe(BigInt(split.totals.totalBaseUnits))
  for (const { id, amountBaseUnits } of split.members) expect(sum({ kind: 'member', id })).toBe(BigInt(amountBaseUnits))
  for (const { agreementId, amountBaseUnits } of split.applied) {
    expect(sum({ kind: 'agreement', id: agreementId })).toBe(BigInt(amountBaseUnits))
  }
  expect(hotspotRewards(split, { kind: 'agreement', id: 'g' })).toEqual(new Map([['h2', 1_417_458_821n]]))
})

it('[EX10] what changed has the hotspots of both', () => {
  const before = new Map([
    ['h1', 5n],
    ['h2', 3n],
  ])
  const now = new Map([
    ['h2', 4n],
    ['h3', 1n],
  ])
  expect(rewardsChange(before, now)).toEqual(
    new Map([
      ['h1', -5n],
      ['h2', 1n],
      ['h3', 1n],
    ]),
  )
})

it('[EX7] splits of version 2 have rewards of members too', () => {
  const split = splitFileSchema.parse(JSON.parse(readFileSync('core/rewards/fixtures/split-v2.json', 'utf8')))
  for (const member of split.members) {
    const behind = sumBaseUnits(hotspotRewards(split, { kind: 'member', id: member.id }).values())
    expect(behind).toBe(BigInt(member.amountBaseUnits))
  }
})
