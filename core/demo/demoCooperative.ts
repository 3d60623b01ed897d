/**
 * A cooperative to learn with: Vistula Mesh, 400 hotspots in Kraków, 40 members, two past periods. Everything is
 * synthetic and says so; the same seed gives the same records on every machine. Every id starts with `demo-`.
 * Amounts are base units of the invented token MAST (18 decimals).
 */
import { latLngToCell } from 'h3-js'
import { getAddress } from 'viem/utils'
import { DEMO_PREFIX } from '../model/demoIdentity'
import { sumBaseUnits } from '../model/money'
import type { Agreement, Contribution, Goal, Hotspot, Member, Period } from '../model/records'
import { type SeededRandom, seededRandom } from '../model/seededRandom'
import { hotspotId, hotspotKeyOf } from '../networks/deviceKey/hotspotId'
import { BIRD_WORDS, CALM_WORDS, FAMILY_NAMES, GIVEN_NAMES, SHADE_WORDS } from './demoWords'

const DEMO_NETWORK = 'demo-mesh'
const DEMO_TOKEN = { symbol: 'MAST', decimals: 18 }

interface District {
  name: string
  lat: number
  lng: number
  hotspots: number
}

/** District centres of Kraków, from public maps. */
export const DISTRICTS: readonly [District, ...District[]] = [
  { name: 'Stare Miasto', lat: 50.0614, lng: 19.9372, hotspots: 72 },
  { name: 'Kazimierz', lat: 50.0511, lng: 19.9463, hotspots: 58 },
  { name: 'Podgórze', lat: 50.0402, lng: 19.958, hotspots: 54 },
  { name: 'Krowodrza', lat: 50.0742, lng: 19.9143, hotspots: 52 },
  { name: 'Bronowice', lat: 50.0816, lng: 19.8834, hotspots: 38 },
  { name: 'Prądnik Czerwony', lat: 50.0889, lng: 19.9648, hotspots: 46 },
  { name: 'Nowa Huta', lat: 50.0721, lng: 20.0377, hotspots: 48 },
  { name: 'Dębniki', lat: 50.0405, lng: 19.9163, hotspots: 32 },
]

const MEMBER_COUNT = 40
const HOST_COUNT = 24
const TREASURY = `${DEMO_PREFIX}member-01`
const HOTSPOTS = DISTRICTS.reduce((sum, { hotspots }) => sum + hotspots, 0)
const FIRST_HOTSPOT_AT = Date.parse('2024-03-01T09:00:00.000Z')
const GROWTH_DAYS = 900
const CREATED_AT = '2026-09-01T08:00:00.000Z'

export interface DemoCooperative {
  hotspots: Hotspot[]
  members: Member[]
  agreements: Agreement[]
  goals: Goal[]
  periods: Period[]
  contributions: Contribution[]
}

/** All records of the demo but its plan, which the planner makes from them. */
export function buildDemoCooperative(): DemoCooperative {
  const random = seededRandom('commonmast-demo-1')
  const hotspots = DISTRICTS.flatMap((district) => districtHotspots(district, random))
  hotspots.forEach((hotspot, index) => {
    hotspot.id = hotspotId(DEMO_NETWORK, `${DEMO_PREFIX}${String(index + 1).padStart(4, '0')}`)
    hotspot.since = sinceOf(index)
  })
  const members = buildMembers(random)
  const agreements = buildAgreements(hotspots)
  const periods = [
    buildPeriod('2026-09', '2026-10-01T06:00:00.000Z', hotspots.slice(0, 372), random),
    buildPeriod('2026-10', '2026-11-01T06:00:00.000Z', hotspots, random),
  ]
  return {
    hotspots,
    members,
    agreements,
    goals: buildGoals(),
    periods: periods.map((each) => each.period),
    contributions: periods.flatMap((each) => each.contributions),
  }
}

/** Districts grew side by side, faster every month: every 37th hotspot comes from another part of the list. */
function sinceOf(index: number): string {
  const order = (index * 37) % HOTSPOTS
  return new Date(FIRST_HOTSPOT_AT + Math.sqrt(order / HOTSPOTS) * GROWTH_DAYS * 86_400_000).toISOString()
}

function stamps(at = CREATED_AT) {
  return { createdAt: at, updatedAt: at }
}

function districtHotspots(district: District, random: SeededRandom): Hotspot[] {
  return Array.from({ length: district.hotspots }, () => {
    // About 700 m of scatter; a degree of longitude is shorter here by cos 50°.
    const lat = Number((district.lat + random.normal() * 0.0063).toFixed(6))
    const lng = Number((district.lng + random.normal() * 0.0098).toFixed(6))
    return {
      id: '',
      name: `${random.pick(CALM_WORDS)} ${random.pick(SHADE_WORDS)} ${random.pick(BIRD_WORDS)}`,
      network: DEMO_NETWORK,
      owner: null,
      lat,
      lng,
      h3: latLngToCell(lat, lng, 12),
      place: `${district.name}, Kraków`,
      groups: [district.name],
      importId: null,
      ...stamps(),
    }
  })
}

function memberId(number: number): string {
  return `${DEMO_PREFIX}member-${String(number).padStart(2, '0')}`
}

function buildMembers(random: SeededRandom): Member[] {
  return Array.from({ length: MEMBER_COUNT }, (_, index) => {
    const number = index + 1
    const role =
      number === 1
        ? 'treasury'
        : number <= 1 + DISTRICTS.length
          ? 'steward'
          : number <= 1 + DISTRICTS.length + HOST_COUNT
            ? 'host'
            : 'member'
    return {
      id: memberId(number),
      name: number === 1 ? 'Vistula Mesh treasury' : personName(index),
      // Nobody holds a key to these: they are 20 bytes of hash.
      address: getAddress(`0x${random.hex(20)}`),
      role,
      ...stamps(),
    }
  })
}

/** Steps through both lists at strides that share no factor, so that no two of the members have one name. */
function personName(index: number): string {
  return `${GIVEN_NAMES[index % GIVEN_NAMES.length]} ${FAMILY_NAMES[(index * 7) % FAMILY_NAMES.length]}`
}

/** A steward per district, a host for every second hotspot, and the treasury for whatever is left. */
function buildAgreements(hotspots: Hotspot[]): Agreement[] {
  const byDistrict = DISTRICTS.map(
    (district, index): Agreement => ({
      id: `${DEMO_PREFIX}agreement-${index + 1}`,
      name: `${district.name} district`,
      scope: { kind: 'group', group: district.name },
      shares: [
        { memberId: memberId(2 + index), percent: '62.5' },
        { memberId: memberId(2 + DISTRICTS.length + HOST_COUNT + (index % 7)), percent: '12.5' },
        { memberId: TREASURY, percent: '25' },
      ],
      ...stamps(),
    }),
  )
  const hosted = hotspots.filter((_, index) => index % 2 === 0)
  const byHost = Array.from({ length: HOST_COUNT }, (_, index): Agreement => {
    const mine = hosted.filter((_hotspot, at) => at % HOST_COUNT === index)
    return {
      id: `${DEMO_PREFIX}agreement-host-${String(index + 1).padStart(2, '0')}`,
      name: `Host ${index + 1}`,
      scope: { kind: 'hotspots', hotspotIds: mine.map((hotspot) => hotspot.id) },
      shares: [
        { memberId: memberId(2 + DISTRICTS.length + index), percent: '70' },
        { memberId: memberId(2 + (index % DISTRICTS.length)), percent: '13.333333' },
        { memberId: TREASURY, percent: '16.666667' },
      ],
      ...stamps(),
    }
  })
  const fallback: Agreement = {
    id: `${DEMO_PREFIX}agreement-default`,
    name: 'Default: to the treasury',
    scope: { kind: 'default' },
    shares: [{ memberId: TREASURY, percent: '100' }],
    ...stamps(),
  }
  return [...byHost, ...byDistrict, fallback]
}

function buildPeriod(
  month: string,
  at: string,
  hotspots: Hotspot[],
  random: SeededRandom,
): { period: Period; contributions: Contribution[] } {
  const id = `${DEMO_PREFIX}period-${month}`
  const contributions = hotspots.map((hotspot): Contribution => {
    // Six decimals, as networks publish them: 4 to 24 MAST.
    const microUnits = 4_000_000 + random.below(20_000_000)
    return {
      id: `${id}:${hotspotKeyOf(hotspot.id)}`,
      periodId: id,
      hotspotKey: hotspotKeyOf(hotspot.id),
      name: hotspot.name,
      amountBaseUnits: (BigInt(microUnits) * 10n ** 12n).toString(),
    }
  })
  return {
    period: {
      id,
      name: `Demo period ${month}`,
      network: DEMO_NETWORK,
      token: DEMO_TOKEN,
      sourceFile: 'synthetic',
      contributionCount: contributions.length,
      totalBaseUnits: sumBaseUnits(contributions.map((each) => BigInt(each.amountBaseUnits))).toString(),
      importId: null,
      ...stamps(at),
    },
    contributions,
  }
}

function buildGoals(): Goal[] {
  return [
    {
      id: `${DEMO_PREFIX}goal-fleet`,
      title: 'Five hundred hotspots on the air',
      metric: 'hotspots',
      target: 500,
      resolution: null,
      dueOn: '2027-03-31',
      ...stamps(),
    },
    {
      id: `${DEMO_PREFIX}goal-cells`,
      title: 'A hotspot in 300 cells of the city',
      metric: 'covered-cells',
      target: 300,
      resolution: 9,
      dueOn: '2027-06-30',
      ...stamps(),
    },
    {
      id: `${DEMO_PREFIX}goal-field`,
      title: 'Twelve new sites put into service',
      metric: 'provisioned',
      target: 12,
      resolution: null,
      dueOn: '2026-12-31',
      ...stamps(),
    },
  ]
}

/** Invented people live in this box around the city. */
export const DEMO_DEMAND_AREA: [number, number][] = [
  [19.84, 50.0],
  [20.09, 50.0],
  [20.09, 50.12],
  [19.84, 50.12],
]

/** The area that the demo's plan looks at: the inner city, where the districts leave gaps. */
export const DEMO_PLAN_AREA: [number, number][] = [
  [19.895, 50.03],
  [19.985, 50.03],
  [19.985, 50.092],
  [19.895, 50.092],
]
