/** Random agreements of all kinds of stages and random chains of periods under them, for properties. Synthetic. */
import fc from 'fast-check'
import type { Install } from '../agreements/installs'
import type { PoolMeasures } from '../agreements/poolWeights'
import type { BookEntry } from '../agreements/settleMembers'
import type { DustPolicy, Stage, StageShare, Standing, Terms } from '../model/terms'
import { amountsSha256, correctionIdOf, periodIdOf } from './period'
import { type SplitInput, type SplitMemberInput, splitByTerms } from './splitByTerms'
import type { SplitFileV3 } from './splitFileV3'

const ADDRESSES = [
  '0xC347B7Ade2b3b833C08e431C65463Aada34107B5',
  '0xB298394f965D5C1c55126882103E7b43B8f02F0D',
  '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7',
  null,
]
const MEMBERS = ['ada', 'bo', 'cy', 'di', 'eve']
const HOTSPOTS = ['h0', 'h1', 'h2', 'h3', 'h4']
export const TOKEN = { symbol: 'WXM', decimals: 6 }
const FED = 'fed'

const percent = fc.integer({ min: 0, max: 60_000_000 }).map((millionths) => (millionths / 1e6).toFixed(6))
const baseUnits = fc.bigInt(1n, 5_000n).map((units) => ({ baseUnits: units.toString() }))
const termAmount = fc.oneof(
  baseUnits,
  fc.integer({ min: 1, max: 99 }).map((cents) => ({ fiat: `0.${String(cents).padStart(2, '0')}`, currency: 'EUR' })),
)
const receiver = (mayFeed: boolean) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...MEMBERS).map((memberId) => ({ memberId })) },
    { weight: mayFeed ? 1 : 0, arbitrary: fc.constant({ agreementId: FED }) },
  )

/** Distinct receivers of which the last has no bounds. */
function shares(mayFeed: boolean, withBounds: boolean): fc.Arbitrary<Omit<StageShare, 'percent' | 'parts'>[]> {
  const bound = fc.bigInt(1n, 400n).map((units) => units.toString())
  return fc
    .uniqueArray(fc.record({ to: receiver(mayFeed), low: bound, more: bound, kind: fc.nat(3) }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ to }) => JSON.stringify(to),
    })
    .map((all) =>
      all.map(({ to, low, more, kind }, at) => ({
        ...to,
        ...(withBounds && at < all.length - 1 && kind % 2 === 1 && { floor: { baseUnits: low } }),
        ...(withBounds && at < all.length - 1 && kind >= 2 && { cap: { baseUnits: (BigInt(low) + BigInt(more)).toString() } }),
      })),
    )
}

function stage(dust: DustPolicy, mayFeed: boolean): fc.Arbitrary<Omit<Stage, 'id'>> {
  const id = ''
  return fc.oneof(
    fc.record({
      id: fc.constant(id),
      kind: fc.constant('fixed' as const),
      to: receiver(mayFeed),
      amount: termAmount,
      whenShort: fc.constantFrom('carry' as const, 'cap' as const),
    }),
    shares(mayFeed, dust === 'largest-remainder').map((all) => ({
      kind: 'percentage' as const,
      shares: all.map((share, at): StageShare => ({ ...share, percent: at % 2 === 0 ? '12.345678' : '7' })),
    })),
    fc.record({
      kind: fc.constant('until-recouped' as const),
      to: receiver(false),
      upToPercent: percent,
      cost: termAmount,
    }),
    fc.record({
      kind: fc.constant('pool' as const),
      percent,
      by: fc.constantFrom('equal' as const, 'hotspots' as const, 'contribution' as const, 'uptime' as const, 'data' as const),
      memberIds: fc.constant(MEMBERS),
    }),
    fc.record({
      kind: fc.constant('reserve' as const),
      reserve: fc.constantFrom('repairs', 'masts'),
      percent,
      until: fc.option(termAmount, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('stability' as const),
      reserve: fc.constantFrom('swings', 'masts'),
      currency: fc.constant('EUR'),
      percent,
      bandPercent: fc.constantFrom('0', '10'),
      periods: fc.integer({ min: 1, max: 2 }),
    }),
  )
}

function stages(dust: DustPolicy, mayFeed: boolean): fc.Arbitrary<Stage[]> {
  const remainder = shares(mayFeed, dust === 'largest-remainder').chain((all) =>
    fc.array(fc.bigInt(1n, 9n), { minLength: all.length, maxLength: all.length }).map((parts) => ({
      kind: 'remainder' as const,
      shares: all.map((share, at): StageShare => ({ ...share, parts: (parts[at] ?? 1n).toString() })),
    })),
  )
  return fc
    .tuple(fc.array(stage(dust, mayFeed), { maxLength: 4 }), remainder)
    .map(([before, last]) => [...before, last].map((each, at) => ({ ...each, id: `s${at}` }) as Stage))
}

function terms(id: string, scope: Terms['scope'], mayFeed: boolean): fc.Arbitrary<Terms> {
  return fc
    .constantFrom<DustPolicy>('largest-remainder', 'leave-unallocated', 'carry-forward')
    .chain((dust) => stages(dust, mayFeed).map((all) => ({ id, name: id, scope, from: null, to: null, dust, stages: all })))
}

/** The second day of March as the day on which one agreement takes the place of another. */
const TURN = '2026-03-02T00:00:00.000Z'

export const agreementsArbitrary: fc.Arbitrary<Terms[]> = fc
  .tuple(
    terms('everyone', { kind: 'default' }, true),
    terms('roof', { kind: 'hotspots', hotspotIds: ['h0', 'h1'] }, true),
    terms('roof-2', { kind: 'hotspots', hotspotIds: ['h0', 'h1'] }, true),
    terms(FED, { kind: 'fed' }, false),
  )
  .map(([all, roof, roof2, fed]) => [all, { ...roof, to: TURN }, { ...roof2, from: TURN }, fed])

const standing: fc.Arbitrary<Standing> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Standing>({ kind: 'active' }) },
  { weight: 1, arbitrary: fc.constant<Standing>({ kind: 'suspended' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Standing>(
      { kind: 'left', afterwards: { kind: 'hold' } },
      { kind: 'left', afterwards: { kind: 'to-member', memberId: 'eve', from: TURN } },
      { kind: 'left', afterwards: { kind: 'to-reserve', reserve: 'masts', from: TURN } },
    ),
  },
)

/** Eve inherits, so she has not left herself. */
const membersArbitrary: fc.Arbitrary<SplitMemberInput[]> = fc
  .tuple(
    ...MEMBERS.map((id) =>
      fc.record({
        address: fc.constantFrom(...ADDRESSES),
        standing: id === 'eve' ? fc.constant<Standing>({ kind: 'active' }) : standing,
      }),
    ),
  )
  .map((all) => all.map((member, at) => ({ id: MEMBERS[at] ?? '', name: MEMBERS[at] ?? '', ...member })))

const amount = fc.oneof(fc.bigInt(0n, 50n), fc.bigInt(0n, 100_000n), fc.bigInt(0n, 10n ** 24n))
const rewardsArbitrary = fc
  .array(amount, { minLength: HOTSPOTS.length, maxLength: HOTSPOTS.length })
  .map((amounts) =>
    amounts.map((amountBaseUnits, at) => ({ hotspotKey: HOTSPOTS[at] ?? '', name: '', groups: [], amountBaseUnits })),
  )

const entriesArbitrary: fc.Arbitrary<BookEntry[]> = fc.array(
  fc.record({
    kind: fc.constant('advance' as const),
    memberId: fc.constantFrom(...MEMBERS),
    baseUnits: fc.bigInt(1n, 2_000n).map(String),
    at: fc.constant(TURN),
    reference: fc.constant('cash'),
  }),
  { maxLength: 2 },
)

const INSTALLS: Install[] = HOTSPOTS.flatMap((hotspotKey, at): Install[] => {
  const facts = { hotspotKey, installerId: null, place: null, cell: null }
  const [host, next] = [MEMBERS[at] ?? 'ada', MEMBERS[at + 1] ?? 'ada']
  return [
    { ...facts, id: `${hotspotKey}-1`, hostId: host, from: '2025-01-01T00:00:00.000Z', to: `2026-02-0${at + 1}T05:00:00.000Z` },
    { ...facts, id: `${hotspotKey}-2`, hostId: next, from: `2026-02-0${at + 1}T05:00:00.000Z`, to: null },
  ]
})
const MEASURES: PoolMeasures = {
  hotspots: HOTSPOTS.map((hotspotKey, at) => ({ hotspotKey, uptime: String(900_000 + at), data: String(at * 1_000_000 + 1) })),
  contributions: MEMBERS.map((memberId, at) => ({ memberId, weight: String(at) })),
}

export interface RandomPeriod {
  rewards: SplitInput['rewards']
  /** Another file for the same period, or null. */
  corrected: SplitInput['rewards'] | null
  members: SplitMemberInput[]
  entries: BookEntry[]
  price: number
  minimumPayoutBaseUnits: bigint
}

export const periodArbitrary: fc.Arbitrary<RandomPeriod> = fc.record({
  rewards: rewardsArbitrary,
  corrected: fc.option(rewardsArbitrary, { freq: 2 }),
  members: membersArbitrary,
  entries: entriesArbitrary,
  price: fc.integer({ min: 1, max: 1_000_000 }),
  minimumPayoutBaseUnits: fc.constantFrom(0n, 10n, 5_000n),
})

function inputOf(period: RandomPeriod, agreements: readonly Terms[], month: number): SplitInput {
  const dates = {
    start: new Date(Date.UTC(2026, month, 1)).toISOString(),
    end: new Date(Date.UTC(2026, month + 1, 1)).toISOString(),
  }
  const id = periodIdOf({ network: 'weatherxm', tokenSymbol: TOKEN.symbol, payer: '', dates })
  return {
    period: {
      id,
      name: `Month ${month + 1}`,
      network: 'weatherxm',
      payer: '',
      ...dates,
      sourceFile: 'rewards.csv',
      corrects: [],
    },
    token: TOKEN,
    rewards: period.rewards,
    members: period.members,
    agreements,
    prices: [{ currency: 'EUR', price: `${period.price}.5`, source: 'test', at: dates.end }],
    minimumPayoutBaseUnits: period.minimumPayoutBaseUnits,
    entries: period.entries,
    installs: INSTALLS,
    measures: MEASURES,
  }
}

/** A correction of a split by other rewards of its time, after all that was split since. */
export function correctionInput(
  original: SplitFileV3,
  before: SplitInput['rewards'],
  rewards: SplitInput['rewards'],
): SplitInput {
  const { period } = original
  const earlier = new Map(before.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
  const { start, end } = period
  const dates = { start: start ?? '', end: end ?? '' }
  return {
    period: {
      ...period,
      id: correctionIdOf({ network: period.network, tokenSymbol: TOKEN.symbol, payer: '', dates }, amountsSha256(rewards)),
      corrects: [{ id: period.id, amountsSha256: amountsSha256(before) }],
    },
    token: TOKEN,
    rewards: rewards.map((reward) => ({ ...reward, beforeBaseUnits: earlier.get(reward.hotspotKey) })),
    members: original.members.map(({ id, name, address, standing: of }) => ({ id, name, address, standing: of })),
    agreements: original.agreements,
    original,
  }
}

export function goingOn(input: SplitInput, last: SplitFileV3 | undefined): SplitInput {
  if (!last) return input
  const { id, name } = last.period
  return { ...input, previous: [{ periodId: id, name, contentSha256: last.contentSha256 }], opening: last.closing }
}

export interface ChainLink {
  input: SplitInput
  split: SplitFileV3
}

/** Month after month from January 2026 on, each with the books of the one before; corrections come after the next month. */
export function splitChain(periods: readonly RandomPeriod[], agreements: readonly Terms[]): ChainLink[] {
  const links: ChainLink[] = []
  const add = (input: SplitInput): SplitFileV3 => {
    const linked = goingOn(input, links.at(-1)?.split)
    const split = splitByTerms(linked)
    links.push({ input: linked, split })
    return split
  }
  let open: { original: SplitFileV3; period: RandomPeriod } | null = null
  for (const [month, period] of periods.entries()) {
    const split = add(inputOf(period, agreements, month))
    if (open?.period.corrected) add(correctionInput(open.original, open.period.rewards, open.period.corrected))
    open = { original: split, period }
  }
  return links
}
