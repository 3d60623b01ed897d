import { describe, expect, it } from 'vitest'
import { exampleTerms, inPercent } from '../../agreements/exampleTerms'
import type { Stage, Terms } from '../../model/terms'
import { exampleSplitInput } from '../exampleSplit'
import { type SplitInput, splitByTerms } from '../splitByTerms'
import type { SplitFile, SplitFileV2 } from '../splitFile'
import { compareSplits } from './compareSplits'

const WXM = 1_000_000n
const rest = (shares: string): Stage => ({ id: 'rest', kind: 'remainder', shares: inPercent(shares) })
const mast: Stage = {
  id: 'mast',
  kind: 'until-recouped',
  to: { memberId: 'di' },
  upToPercent: '50',
  cost: { baseUnits: (60n * WXM).toString() },
}

interface Month {
  rewards: Record<string, bigint>
  stages?: Stage[]
  terms?: Terms[]
  more?: Partial<SplitInput>
}

function month({ rewards, stages = [rest('ada 60, bo 40')], terms, more }: Month): ReturnType<typeof splitByTerms> {
  return splitByTerms({
    ...exampleSplitInput(),
    rewards: Object.entries(rewards).map(([hotspotKey, tokens]) => ({
      hotspotKey,
      name: hotspotKey,
      groups: [],
      amountBaseUnits: tokens * WXM,
    })),
    agreements: terms ?? [exampleTerms(stages)],
    ...more,
  })
}

/** Cause, whole tokens and sentence of each part of a member's change. */
function why(memberId: string, before: SplitFile, now: SplitFile): [string, number, string][] {
  const change = compareSplits(before, now).members.find((each) => each.memberId === memberId)
  return (change?.parts ?? []).map(({ cause, baseUnits, sentence }) => [cause, Number(baseUnits) / 1e6, sentence])
}

describe('the causes of a change', () => {
  const before = month({ rewards: { h1: 100n, h2: 50n } })

  it('[EX6] are what the network paid, hotspots that came and hotspots that left', () => {
    const now = month({ rewards: { h1: 80n, h3: 30n } })
    expect(why('ada', before, now)).toEqual([
      ['hotspots-lost', -30, '1 hotspot left “A”, which brought 50 WXM.'],
      ['hotspots-new', 18, '1 hotspot came to “A”, with 30 WXM.'],
      ['network-paid', -12, 'The network paid 20 WXM less for 1 hotspot of “A”.'],
    ])
  })

  it('are percentages that changed, at the amount of now', () => {
    const now = month({ rewards: { h1: 200n, h2: 100n }, stages: [rest('ada 50, bo 50')] })
    expect(why('ada', before, now)).toEqual([
      ['network-paid', 90, 'The network paid 150 WXM more for 2 hotspots of “A”.'],
      ['percentage', -30, 'The share went from 60 % to 50 %.'],
    ])
  })

  it('are a cost that came back, and for the others the stage that takes less', () => {
    const stages = [mast, rest('ada 100')]
    const first = month({ rewards: { h1: 90n }, stages })
    const second = month({
      rewards: { h1: 90n },
      stages,
      more: {
        previous: [{ periodId: 'period-1', name: 'First', contentSha256: first.contentSha256 }],
        opening: first.closing,
      },
    })
    expect(why('di', first, second)).toEqual([['recoup', -30, 'The 60 WXM that were laid out have come back.']])
    expect(why('ada', first, second)).toEqual([['earlier-stage', 30, 'Stage 1 before it took 30 WXM less.']])
  })

  it('are stages that began and ended', () => {
    const rent: Stage = { id: 'rent', kind: 'fixed', to: { memberId: 'bo' }, amount: { baseUnits: '10000000' }, whenShort: 'cap' }
    const now = month({ rewards: { h1: 100n, h2: 50n }, stages: [rent, rest('ada 60, bo 40')] })
    expect(why('bo', before, now)).toEqual([
      ['stage-began', 10, 'It began: Bo gets 10 WXM a period; what is short is let go.'],
      ['earlier-stage', -4, 'Stage 1 before it took 10 WXM more.'],
    ])
    expect(why('bo', now, before)).toEqual([
      ['stage-ended', -10, 'It ended: Bo gets 10 WXM a period; what is short is let go.'],
      ['earlier-stage', 4, 'Stage 1 before it took 10 WXM less.'],
    ])
  })

  it('are prices that fell', () => {
    const rent: Stage = {
      id: 'rent',
      kind: 'fixed',
      to: { memberId: 'bo' },
      amount: { fiat: '10.00', currency: 'EUR' },
      whenShort: 'cap',
    }
    const at = (price: string) =>
      month({
        rewards: { h1: 100n },
        stages: [rent, rest('ada 100')],
        more: { prices: [{ currency: 'EUR', price, source: 'exchange', at: '2026-02-01T00:00:00.000Z' }] },
      })
    expect(why('bo', at('0.5'), at('0.25'))).toEqual([['price', 20, 'The price of WXM went from 0.5 to 0.25 EUR.']])
  })

  it('are agreements that began and ended', () => {
    const own = (id: string): Terms => exampleTerms([rest('ada 100')], { id, name: id, scope: { kind: 'default' } })
    const [one, other] = [month({ rewards: { h1: 10n }, terms: [own('X')] }), month({ rewards: { h1: 12n }, terms: [own('Y')] })]
    expect(why('ada', one, other)).toEqual([
      ['agreement-began', 12, 'The agreement “Y” began.'],
      ['agreement-ended', -10, 'The agreement “X” ended.'],
    ])
  })

  it('are what is held, and paid of what was held', () => {
    const cy = { id: 'cy', name: 'Cy', address: null }
    const stages = [rest('cy 100')]
    const held = month({ rewards: { h1: 5n }, stages, more: { members: [cy] } })
    const paid = month({
      rewards: { h1: 5n },
      stages,
      more: {
        members: [{ ...cy, address: '0xC347B7Ade2b3b833C08e431C65463Aada34107B5' }],
        previous: [{ periodId: 'period-1', name: 'First', contentSha256: held.contentSha256 }],
        opening: held.closing,
      },
    })
    expect(why('cy', held, paid)).toEqual([
      ['from-held', 5, 'Paid of what was held: 5 WXM now, 0 WXM before.'],
      ['held', 5, 'Held: 0 WXM now, 5 WXM before.'],
    ])
  })
})

describe('compareSplits', () => {
  it('[EX7] takes splits of earlier versions as agreements of one stage', () => {
    const { members, token, period } = exampleSplitInput()
    const [ada] = members
    const percentSplit: SplitFileV2 = {
      format: 'commonmast-split-v2',
      period: { ...period, contentSha256: '' },
      token,
      rule: 'largest-remainder-per-hotspot-v1',
      totals: { totalBaseUnits: '10', paidBaseUnits: '6', heldBaseUnits: '4', dustBaseUnits: '0', roundedUnits: 0, payees: 1 },
      members: [
        { id: 'ada', name: 'Ada', address: ada?.address ?? null, amountBaseUnits: '6', status: 'paid' },
        { id: 'cy', name: 'Cy', address: null, amountBaseUnits: '4', status: 'held' },
      ],
      agreements: [
        {
          id: 'a',
          name: 'A',
          scope: { kind: 'default' },
          shares: [
            { memberId: 'ada', percent: '60' },
            { memberId: 'cy', percent: '40' },
          ],
        },
      ],
      rows: [
        {
          ...{ hotspotKey: 'h1', name: '', groups: [], amountBaseUnits: '10', agreementId: 'a' },
          shares: [
            { memberId: 'ada', amountBaseUnits: '6' },
            { memberId: 'cy', amountBaseUnits: '4' },
          ],
        },
      ],
      contentSha256: '',
    }
    const now = month({ rewards: { h1: 1n }, stages: [{ ...rest('ada 50, bo 50'), id: 'shares' }] })
    expect(why('ada', percentSplit, now)).toEqual([
      ['network-paid', 0.599994, 'The network paid 0.99999 WXM more for 1 hotspot of “A”.'],
      ['percentage', -0.1, 'The share went from 60 % to 50 %.'],
    ])
    expect(why('cy', percentSplit, now)).toEqual([
      ['percentage', -0.4, 'The share went from 40 % to nothing.'],
      ['network-paid', 0.399996, 'The network paid 0.99999 WXM more for 1 hotspot of “A”.'],
      ['held', 0.000004, 'Held: 0 WXM now, 0.000004 WXM before.'],
    ])
    expect(compareSplits(percentSplit, percentSplit).members.flatMap(({ parts }) => parts)).toEqual([])
  })

  it('refuses splits of two tokens', () => {
    const other = month({ rewards: { h1: 1n }, more: { token: { symbol: 'HNT', decimals: 8 } } })
    expect(() => compareSplits(month({ rewards: { h1: 1n } }), other)).toThrow('choose periods of one token')
  })
})
