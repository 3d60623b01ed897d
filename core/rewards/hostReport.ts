/**
 * What each host hosted within a time, and what splits gave them for it, exact. A period that reaches beyond the time counts
 * by the part of its time that is within it. SPEC.md, rules [HR1] to [HR4]. Amounts in base units.
 */
import { apportion } from '../agreements/apportion'
import type { Install } from '../agreements/installs'
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import { type GivenToHost, givenToHosts } from './givenToHosts'
import { periodOf, type SplitFile } from './splitFile'

export interface HostedTime {
  /** As the install names it. */
  hotspotKey: string
  place: string | null
  /** Within the time of the report. */
  from: string
  to: string
}

export interface HostPeriod {
  periodId: string
  name: string
  start: string
  end: string
  token: Token
  /** What stages give to whoever hosts. */
  asHostBaseUnits: bigint
  /** What the host got of the period otherwise. */
  otherBaseUnits: bigint
}

export interface HostFigures {
  hostId: string
  /** By hotspot and time. */
  hosted: HostedTime[]
  hotspots: number
  /** Days of all hotspots together; parts of days count as parts. */
  hotspotDays: number
  /** By time; periods that gave nothing are left out. */
  periods: HostPeriod[]
}

export interface HostReport {
  dates: PeriodDates
  /** Whoever hosted within the time, or got something for hosting in it. */
  hosts: HostFigures[]
  /** Names of split periods that have no dates, of which nothing is counted. */
  undated: string[]
}

const DAY_MS = 86_400_000

export function hostReport(installs: readonly Install[], splits: readonly SplitFile[], dates: PeriodDates): HostReport {
  const hosts = new Map<string, HostFigures>()
  const figuresOf = (hostId: string) => {
    const figures = hosts.get(hostId) ?? { hostId, hosted: [], hotspots: 0, hotspotDays: 0, periods: [] }
    hosts.set(hostId, figures)
    return figures
  }
  for (const install of installs) {
    const hosted = install.hostId === null ? null : hostedWithin(install, dates)
    if (hosted && install.hostId !== null) figuresOf(install.hostId).hosted.push(hosted)
  }
  const undated: string[] = []
  const others: { hostId: string; period: HostPeriod }[] = []
  for (const split of splits) {
    const time = timeOf(split)
    if (!time) {
      undated.push(periodOf(split).name)
      continue
    }
    if (time.end <= dates.start || time.start >= dates.end) continue
    for (const [hostId, given] of givenToHosts(split)) {
      const period = periodWithin(split, time, given, dates)
      if (period.asHostBaseUnits !== 0n) figuresOf(hostId).periods.push(period)
      else if (period.otherBaseUnits !== 0n) others.push({ hostId, period })
    }
  }
  // What members got otherwise is said of hosts only.
  for (const { hostId, period } of others) hosts.get(hostId)?.periods.push(period)
  return { dates, hosts: [...hosts.values()].map(completed).sort(byDays), undated }
}

function hostedWithin({ hotspotKey, place, from, to }: Install, { start, end }: PeriodDates): HostedTime | null {
  const [first, last] = [from > start ? from : start, to !== null && to < end ? to : end]
  return first < last ? { hotspotKey, place, from: first, to: last } : null
}

function timeOf(split: SplitFile): PeriodDates | null {
  if (split.format === 'commonmast-split-v1') return null
  const { start, end } = split.period
  return start !== null && end !== null ? { start, end } : null
}

function periodWithin(split: SplitFile, time: PeriodDates, given: GivenToHost, dates: PeriodDates): HostPeriod {
  const { id, name } = periodOf(split)
  const asHostBaseUnits = given.asHost.reduce(
    (sum, { amountBaseUnits, spans }) => sum + within(amountBaseUnits, spans, dates),
    0n,
  )
  const otherBaseUnits = within(given.otherBaseUnits, [{ ...time, amountBaseUnits: 1n }], dates)
  return { periodId: id, name, ...time, token: split.token, asHostBaseUnits, otherBaseUnits }
}

/**
 * How much of an amount falls within a time, when it was earned over spans in proportion to their amounts. What falls before,
 * within and after add up to it.
 */
function within(amount: bigint, spans: GivenToHost['asHost'][number]['spans'], dates: PeriodDates): bigint {
  const total = amount < 0n ? -amount : amount
  const bySpan = apportion(
    total,
    spans.map(({ amountBaseUnits }, at) => ({ key: String(at).padStart(9, '0'), weight: amountBaseUnits })),
  ).amounts
  let inside = 0n
  spans.forEach(({ start, end }, at) => {
    // Keys in the order of time, so that reports that follow each other round alike.
    const byTime = apportion(bySpan.get(String(at).padStart(9, '0')) ?? 0n, [
      { key: 'before', weight: timeMs(start, earlier(end, dates.start)) },
      { key: 'inside', weight: timeMs(later(start, dates.start), earlier(end, dates.end)) },
      { key: 'past', weight: timeMs(later(start, dates.end), end) },
    ]).amounts
    inside += byTime.get('inside') ?? 0n
  })
  return amount < 0n ? -inside : inside
}

function completed({ hosted, periods, ...figures }: HostFigures): HostFigures {
  const hostedMs = hosted.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0)
  return {
    ...figures,
    hosted: hosted.toSorted((one, other) => compare(one.hotspotKey, other.hotspotKey) || compare(one.from, other.from)),
    hotspots: new Set(hosted.map(({ hotspotKey }) => hotspotKey)).size,
    hotspotDays: hostedMs / DAY_MS,
    periods: periods.toSorted((one, other) => compare(one.start, other.start) || compare(one.periodId, other.periodId)),
  }
}

const timeMs = (from: string, to: string) => BigInt(Math.max(0, Date.parse(to) - Date.parse(from)))
const earlier = (one: string, other: string) => (one < other ? one : other)
const later = (one: string, other: string) => (one > other ? one : other)
const compare = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)
const byDays = (one: HostFigures, other: HostFigures) => other.hotspotDays - one.hotspotDays || compare(one.hostId, other.hostId)
