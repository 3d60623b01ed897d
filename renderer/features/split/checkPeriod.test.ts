import { describe, expect, it } from 'vitest'
import type { Agreement, Contribution, Hotspot, Member } from '#core/model/records'
import { exampleAgreements, exampleSplitInput } from '#core/rewards/exampleSplit'
import { checkPeriod, type PeriodFacts } from './checkPeriod'

const stamps = { createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' }

function facts(): PeriodFacts {
  const input = exampleSplitInput()
  const contributions = input.rewards.map(
    (reward): Contribution => ({
      id: reward.hotspotKey,
      periodId: input.period.id,
      hotspotKey: reward.hotspotKey,
      name: reward.name,
      amountBaseUnits: reward.amountBaseUnits.toString(),
    }),
  )
  const hotspots = input.rewards.slice(0, 4).map(
    (reward): Hotspot => ({
      id: `weatherxm:${reward.hotspotKey}`,
      name: reward.name,
      network: 'weatherxm',
      owner: null,
      lat: null,
      lng: null,
      h3: null,
      place: null,
      groups: [...reward.groups],
      importId: null,
      ...stamps,
    }),
  )
  return {
    period: { network: input.period.network },
    contributions,
    hotspots,
    groupedHotspots: [],
    members: input.members.map((member): Member => ({ ...member, role: 'member', ...stamps })),
    agreements: exampleAgreements().map((agreement): Agreement => ({ ...agreement, ...stamps })),
  }
}

describe('checkPeriod', () => {
  it('[AG5] names keys of agreements that neither the period nor the fleet knows', () => {
    const given = facts()
    expect(checkPeriod(given).unmatched).toEqual([])
    const scope = { kind: 'hotspots' as const, hotspotIds: ['nobody-1', given.contributions[0]?.hotspotKey ?? ''] }
    const agreements = [...given.agreements, { ...(given.agreements[0] as Agreement), id: 'x', name: 'Typo', scope }]
    expect(checkPeriod({ ...given, agreements }).unmatched).toEqual([
      { agreementId: 'x', agreementName: 'Typo', hotspots: ['nobody-1'] },
    ])
  })

  it('finds nothing in the way of a good period, and takes groups from the fleet', () => {
    const check = checkPeriod(facts())
    expect(check.problems).toEqual([])
    expect(check).toMatchObject({ inFleet: 4, notInFleet: 1, withoutAgreement: 0, totalBaseUnits: 1_418_458_929n })
    expect(check.uses.get('g')).toEqual({ rewards: 1, amountBaseUnits: 1_417_458_821n })
    expect(check.withoutAddress.map((member) => member.name)).toEqual(['Cy'])
  })

  it('[AG6] gives hotspots to the agreement of their group by key, whether they are in the fleet or not', () => {
    const good = facts()
    const grouped = good.hotspots.flatMap(({ id, groups }) =>
      groups.length > 0 ? [{ id: id.replace(/^.*?:/, ''), groups, ...stamps }] : [],
    )
    const without = checkPeriod({ ...good, hotspots: [] })
    expect(without.uses.get('g')).toBeUndefined()
    expect(without.reach.unused).toContain(good.agreements.find(({ id }) => id === 'g')?.name)
    const byKey = checkPeriod({ ...good, hotspots: [], groupedHotspots: grouped })
    expect(byKey.uses).toEqual(checkPeriod(good).uses)
    expect(byKey.rewards).toEqual(checkPeriod(good).rewards)
    expect(byKey).toMatchObject({ inFleet: 0, unmatched: [], reach: { unused: [] } })
  })

  it('[AG5] names keys of a group that neither the period nor the fleet knows, and keys of two networks', () => {
    const good = facts()
    const group = good.agreements.find(({ scope }) => scope.kind === 'group')?.scope as { group: string }
    const grouped = (id: string) => [{ id, groups: [group.group], ...stamps }]
    expect(checkPeriod({ ...good, groupedHotspots: grouped('mistyped') }).unmatched).toMatchObject([{ hotspots: ['mistyped'] }])
    const key = good.contributions[0]?.hotspotKey ?? ''
    const twice = [...good.hotspots, { ...(good.hotspots[0] as Hotspot), id: `helium:${key}`, network: 'helium' }]
    const { problems } = checkPeriod({ ...good, hotspots: twice, groupedHotspots: grouped(key) })
    expect(problems).toContainEqual(expect.objectContaining({ code: 'hotspot.two-networks' }))
  })

  it('counts the rewards that no agreement covers', () => {
    const good = facts()
    const check = checkPeriod({ ...good, agreements: good.agreements.filter((agreement) => agreement.id !== 'd') })
    expect(check.withoutAgreement).toBe(2)
    expect(check.problems.map((problem) => problem.code)).toEqual(['split.no-agreement'])
  })

  it('names each agreement that cannot be used, and goes on', () => {
    const good = facts()
    const agreements = good.agreements.map((agreement) => ({ ...agreement, shares: [{ memberId: 'nobody', percent: '90' }] }))
    expect(checkPeriod({ ...good, agreements }).problems.map((problem) => problem.code)).toEqual([
      'split.unknown-member',
      'split.unknown-member',
      'split.unknown-member',
    ])
  })

  it('finds the hotspots of its own network alone', () => {
    const good = facts()
    const other = { ...good, period: { network: 'helium' } }
    expect(checkPeriod(other)).toMatchObject({ inFleet: 0, notInFleet: 5 })
    // h5 and h4 are named by their keys: of two networks' hotspots nobody guesses which is meant.
    expect(checkPeriod(other).problems).toEqual([expect.objectContaining({ code: 'hotspot.two-networks' })])
    const named = good.agreements.map((agreement) =>
      agreement.scope.kind === 'hotspots'
        ? { ...agreement, scope: { ...agreement.scope, hotspotIds: ['weatherxm:h5', 'weatherxm:h4'] } }
        : agreement,
    )
    expect(checkPeriod({ ...good, agreements: named }).uses.get('h')).toEqual(checkPeriod(good).uses.get('h'))
    expect(checkPeriod({ ...other, agreements: named }).uses.get('h')).toBeUndefined()
  })

  it('refuses an address without a checksum', () => {
    const good = facts()
    const members = good.members.map((member) => ({ ...member, address: member.address?.toLowerCase() ?? null }))
    expect(checkPeriod({ ...good, members }).problems[0]?.code).toBe('address.no-checksum')
  })
})
