import { isAddress } from 'viem/utils'
import { expect, test } from 'vitest'
import { DEMO_PREFIX } from '../model/demoIdentity'
import { agreementSchema, contributionSchema, goalSchema, hotspotSchema, memberSchema, periodSchema } from '../model/records'
import { buildDemoCooperative } from './demoCooperative'

test('the demo is the same every time', () => {
  expect(buildDemoCooperative()).toEqual(buildDemoCooperative())
})

test('400 hotspots, 40 members with checksummed addresses, two periods, all marked as demo', () => {
  const demo = buildDemoCooperative()
  expect(demo.hotspots).toHaveLength(400)
  expect(new Set(demo.hotspots.map((hotspot) => hotspot.id)).size).toBe(400)
  expect(demo.members).toHaveLength(40)
  for (const member of demo.members) expect(isAddress(member.address ?? '', { strict: true })).toBe(true)
  expect(demo.periods).toHaveLength(2)
  for (const records of Object.values(demo)) for (const record of records) expect(record.id.startsWith(DEMO_PREFIX)).toBe(true)
})

test('every record fits its schema', () => {
  const demo = buildDemoCooperative()
  for (const hotspot of demo.hotspots) hotspotSchema.parse(hotspot)
  for (const member of demo.members) memberSchema.parse(member)
  for (const agreement of demo.agreements) agreementSchema.parse(agreement)
  for (const period of demo.periods) periodSchema.parse(period)
  for (const contribution of demo.contributions) contributionSchema.parse(contribution)
  for (const goal of demo.goals) goalSchema.parse(goal)
})

test("a period's total is the sum of its contributions", () => {
  const demo = buildDemoCooperative()
  for (const period of demo.periods) {
    const mine = demo.contributions.filter((contribution) => contribution.periodId === period.id)
    expect(mine).toHaveLength(period.contributionCount)
    expect(mine.reduce((sum, each) => sum + BigInt(each.amountBaseUnits), 0n).toString()).toBe(period.totalBaseUnits)
  }
})
