/**
 * When a site may earn back what it costs, in bands and never as one number: from what similar hotspots were paid, and from
 * how much the token's price moved. Rewards are exact base units; everything in money is an estimate.
 */
import type { LatLng } from '../../geo/sphere'
import { formatAmount, type Token } from '../../model/money'
import { countText } from '../../words/countText'
import { lengthText } from '../../words/distanceText'
import { type Band, priceAfter, priceBands } from './priceBands'
import type { PricePoint } from './readPrices'
import { endedRuleNote } from './rewardRules'
import { crowding, similarHotspots } from './similarHotspots'

export interface RewardHistory {
  network: string
  token: Token
  /** Each with the days that it covers and its last day, YYYY-MM-DD. */
  periods: readonly { id: string; days: number; lastDay: string }[]
  /** `addsNoTime`: what a correction adds to rewards whose days are counted already. */
  rewards: readonly { periodId: string; hotspotId: string; baseUnits: bigint; addsNoTime?: boolean }[]
}

export interface PaybackRequest {
  sites: readonly (LatLng & { id: string; cost: number })[]
  hotspots: readonly (LatLng & { id: string })[]
  /** Hotspots nearer than this crowd each other, metres. */
  reachM: number
  history: RewardHistory
  /** Ascending by date, in the currency of the costs. */
  prices: readonly PricePoint[]
  currency: string
}

/** Low is a quarter of similar hotspots earning less at a price that nine of ten exceed; high the other way round. */
export interface PaybackBand {
  /** Exact, of the similar hotspot at this quarter. */
  baseUnitsPerMonth: bigint
  /** Estimate in the currency, at the first month's price. */
  valuePerMonth: number
  /** Whole months until the cost is earned; null when not within ten years. */
  months: number | null
}

export interface SitePayback {
  siteId: string
  bands: Record<Band, PaybackBand>
  /** Where the expected rewards come from, in a sentence. */
  basis: string
}

export interface Payback {
  sites: SitePayback[]
  /** What is missing, one sentence each; with any there are no sites. */
  missing: string[]
  /** What to know before trusting it. */
  notes: string[]
}

const daysPerMonth = 30.4375
const monthsAhead = 120
const quarters: Record<Band, number> = { low: 0.25, typical: 0.5, high: 0.75 }

/** Bands per site, or what is missing to say anything. */
export function paybackPerSite(request: PaybackRequest): Payback {
  const { sites, hotspots, history, prices, currency, reachM } = request
  const earned = monthlyRewards(history)
  const known = hotspots.filter(({ id }) => earned.has(id))
  const bands = priceBands(prices)
  const missing = [
    ...(known.length === 0 ? ['No reward of a hotspot with a position is here: import a rewards file of this fleet.'] : []),
    ...(bands === null
      ? ['The price’s history is missing or too short: import a table of date and price, at least eleven days.']
      : []),
    ...(sites.some(({ cost }) => cost > 0) ? [] : ['No site has a cost: give what one costs.']),
  ]
  const lastDay =
    history.periods
      .map((period) => period.lastDay)
      .sort()
      .at(-1) ?? ''
  const ended = endedRuleNote(history.network, lastDay)
  if (missing.length > 0 || bands === null) return { sites: [], missing, notes: ended === null ? [] : [ended] }

  const crowdOfKnown = crowding(known, hotspots, reachM)
  const rows = known.map((hotspot, index) => ({ hotspot: earned.get(hotspot.id) ?? 0n, crowding: crowdOfKnown[index] ?? 0 }))
  const crowdOfSites = crowding(sites, hotspots, reachM)
  const band = (name: Band, sorted: readonly bigint[], cost: number): PaybackBand => {
    const baseUnitsPerMonth = quantile(sorted, quarters[name])
    const tokens = Number(baseUnitsPerMonth) / 10 ** history.token.decimals
    const priceIn = (month: number) => priceAfter(bands, month * daysPerMonth, name)
    return {
      baseUnitsPerMonth,
      valuePerMonth: tokens * priceIn(1),
      months: monthsToEarn(cost, (month) => tokens * priceIn(month)),
    }
  }
  return {
    missing: [],
    notes: [
      `Estimates in ${currency || 'the currency of the prices'}: the price moved ${(bands.dailyVolatility * 100).toFixed(1)}% a day over ${Math.round(bands.days)} days up to ${bands.latest.date}; no trend is assumed.`,
      ...(ended === null ? [] : [ended]),
    ],
    sites: sites.map((site, index) => {
      const similar = similarHotspots(rows, crowdOfSites[index] ?? 0)
      const sorted = similar.hotspots.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      const [low, typical, high] = (['low', 'typical', 'high'] as const).map((name) => band(name, sorted, site.cost))
      if (!low || !typical || !high) throw new Error('There are three bands')
      return {
        siteId: site.id,
        bands: { low, typical, high },
        basis: basisOf(sorted, similar, history.token, reachM),
      }
    }),
  }
}

/** Base units per month of each hotspot, rounded down, over the periods in which it was paid. */
function monthlyRewards({ periods, rewards }: RewardHistory): Map<string, bigint> {
  const days = new Map(periods.map((period) => [period.id, period.days]))
  const sums = new Map<string, { baseUnits: bigint; milliDays: bigint }>()
  for (const { periodId, hotspotId, baseUnits, addsNoTime } of rewards) {
    const covered = days.get(periodId)
    if (covered === undefined || !(covered > 0)) continue
    const sum = sums.get(hotspotId) ?? { baseUnits: 0n, milliDays: 0n }
    const milliDays = addsNoTime ? 0n : BigInt(Math.round(covered * 1_000))
    sums.set(hotspotId, { baseUnits: sum.baseUnits + baseUnits, milliDays: sum.milliDays + milliDays })
  }
  const milliDaysPerMonth = BigInt(Math.round(daysPerMonth * 1_000))
  return new Map(
    Array.from(sums, ([id, { baseUnits, milliDays }]) => [id, milliDays > 0n ? (baseUnits * milliDaysPerMonth) / milliDays : 0n]),
  )
}

/** A value that is there, by nearest rank. */
function quantile(sorted: readonly bigint[], share: number): bigint {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0n
}

function monthsToEarn(cost: number, valueIn: (month: number) => number): number | null {
  if (cost <= 0) return 0
  let earned = 0
  for (let month = 1; month <= monthsAhead; month++) {
    earned += valueIn(month)
    if (earned >= cost) return month
  }
  return null
}

function basisOf(sorted: readonly bigint[], { from, to }: { from: number; to: number }, token: Token, reachM: number): string {
  const [low, typical, high] = Object.values(quarters).map((share) => shortAmount(quantile(sorted, share), token))
  const crowd = from === to ? `${from}` : `${from} to ${to}`
  return `From ${countText(sorted.length, 'hotspot')} with ${crowd} others within ${lengthText(reachM)}: quartiles ${low}, ${typical} and ${high} ${token.symbol} a month.`
}

/** Rounded down to four significant decimals, for reading. */
function shortAmount(baseUnits: bigint, { decimals }: Token): string {
  const kept = Math.min(decimals, 4)
  const step = 10n ** BigInt(decimals - kept)
  return formatAmount((baseUnits / step) * step, decimals)
}
