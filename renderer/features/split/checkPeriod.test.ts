import { describe, expect, it } from 'vitest'
import type { Install } from '#core/agreements/installs'
import { NO_MEASURES } from '#core/agreements/poolWeights'
import type { Agreement, Contribution, Hotspot, Member } from '#core/model/records'
import { exampleAgreements, exampleSplitInput } from '#core/rewards/exampleSplit'
import type { SplitInputs } from '../../data/money/splitInputs'
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
    period: { network: input.period.network, token: input.token },
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
    const other = { ...good, period: { ...good.period, network: 'helium' } }
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

  describe('what a period is split with', () => {
    const dates = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
    const price = { currency: 'EUR', price: '3.5', source: 'exchange', at: '2026-01-31T00:00:00Z' }
    const nothing: SplitInputs = {
      ...{ prices: [], measures: NO_MEASURES, entries: [], minimumPayoutBaseUnits: 0n, isMinimumOfPeriod: false, installs: [] },
    }
    const install = (hotspotKey: string, from: string, to: string | null): Install => ({
      ...{ id: `${hotspotKey} ${from}`, hotspotKey, hostId: 'ada', installerId: null, place: null, cell: null },
      from: `${from}T00:00:00.000Z`,
      to: to && `${to}T00:00:00.000Z`,
    })
    /** The default pays a fixed sum of money first, and what is left as before. */
    function inMoney(fields: Partial<Agreement> = {}): PeriodFacts {
      const good = facts()
      const agreements = good.agreements.map((agreement): Agreement => {
        if (agreement.scope.kind !== 'default') return agreement
        const { shares, ...rest } = agreement
        const fixed = { to: { memberId: 'ada' }, amount: { fiat: '5.00', currency: 'EUR' }, whenShort: 'cap' as const }
        const last = { id: 'rest', kind: 'remainder' as const, shares }
        return { ...rest, shares: [], stages: [{ id: 'rent', kind: 'fixed', ...fixed }, last], ...fields }
      })
      return { ...good, period: { ...good.period, ...dates }, agreements, inputs: nothing }
    }
    const codes = (given: PeriodFacts) => checkPeriod(given).problems.map(({ code }) => code)

    it('[PI3] names a price that an agreement in force needs, before anything is split', () => {
      expect(codes(inMoney())).toEqual(['price.missing'])
      expect(checkPeriod(inMoney()).currencies).toEqual(['EUR'])
      expect(codes({ ...inMoney(), inputs: { ...nothing, prices: [price] } })).toEqual([])
    })

    it('[PI3] needs none for an agreement that takes nothing, nor for a correction, which has its original prices', () => {
      const unused = inMoney({ scope: { kind: 'hotspots', hotspotIds: ['elsewhere'] } })
      const others = facts().agreements.filter(({ scope }) => scope.kind === 'default')
      const agreements = [...unused.agreements, ...others.map((agreement) => ({ ...agreement, id: 'e' }))]
      expect(codes({ ...unused, agreements })).toEqual([])
      const correction = { ...inMoney().period, corrects: [{ id: 'p0', amountsSha256: 'x' }] }
      expect(codes({ ...inMoney(), period: correction })).toEqual([])
    })

    it('[PI5] takes the installs of rewarded hotspots that stood within the period, by their keys', () => {
      const installs = [
        install('weatherxm:h1', '2025-01-01', '2026-01-11'),
        install('h1', '2026-01-11', null),
        install('h2', '2025-01-01', '2026-01-01'),
        install('h3', '2026-02-01', null),
        install('helium:h4', '2025-01-01', null),
        install('elsewhere', '2025-01-01', null),
      ]
      const good = facts()
      const check = checkPeriod({ ...good, period: { ...good.period, ...dates }, inputs: { ...nothing, installs } })
      expect(check.problems).toEqual([])
      expect(check.facts.installs.map(({ hotspotKey, from }) => [hotspotKey, from.slice(0, 10)])).toEqual([
        ['h1', '2025-01-01'],
        ['h1', '2026-01-11'],
      ])
    })

    it('[IN1] names two installs at one time, and an entry for somebody who is no member', () => {
      const installs = [install('h1', '2025-01-01', null), install('weatherxm:h1', '2026-01-11', null)]
      const entry = { kind: 'advance' as const, memberId: 'zoe', baseUnits: '5', at: price.at, reference: '' }
      const entries = [{ id: 'e1', periodId: 'p', entry, ...stamps }]
      const given = { ...facts(), inputs: { ...nothing, installs, entries } }
      expect(codes({ ...given, period: { ...given.period, ...dates } })).toEqual(['member.unknown', 'install.overlap'])
    })
  })
})
