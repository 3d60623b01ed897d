/**
 * A hotspot's reward by the terms and the install that applied: where they changed within the period, it is parted by the
 * time that each was in force, exactly. SPEC.md, rules [IN2] and [TE4]. Base units.
 */
import type { PeriodDates } from '../model/periodDates'
import { invariant, Problem } from '../model/problem'
import type { Terms } from '../model/terms'
import { apportion } from './apportion'
import { type Install, installAt } from './installs'
import type { TermsSubject } from './termsInForce'

export interface RewardedHotspot extends TermsSubject {
  amountBaseUnits: bigint
}

export interface RowPart {
  /** Position of the hotspot among the rewards. */
  row: number
  amountBaseUnits: bigint
  terms: Terms
  install: Install | null
  /** Null where the part is the whole of a period, or the period has no dates. */
  time: PeriodDates | null
}

export interface PartingInput {
  dates: PeriodDates | null
  terms: readonly Terms[]
  choose: (subject: TermsSubject, instant: string) => Terms | null
  installs: ReadonlyMap<string, Install[]>
}

const NOTHING: readonly string[] = []

/** A function adding the parts of a row to those before; false, and none is added, where no terms apply to some of its time. */
export function createRowParting({
  dates,
  terms,
  choose,
  installs,
}: PartingInput): (reward: RewardedHotspot, row: number, into: RowPart[]) => boolean {
  const start = dates?.start ?? ''
  if (!dates && terms.some(({ from, to }) => from !== null || to !== null)) {
    throw new Problem(
      'agreement.needs-dates',
      'An agreement begins or ends at a date, and the period has no dates: import its rewards again with their dates.',
    )
  }
  const isInside = (instant: string | null): instant is string =>
    dates !== null && instant !== null && instant > dates.start && instant < dates.end
  const ofTerms = [...new Set(terms.flatMap(({ from, to }) => [from, to]).filter(isInside))]

  return (reward, row, into) => {
    const ofHotspot = installs.get(reward.hotspotKey)
    const ofInstalls = ofHotspot?.some(({ from, to }) => isInside(from) || isInside(to))
      ? ofHotspot.flatMap(({ from, to }) => [from, to]).filter(isInside)
      : NOTHING
    if (ofTerms.length === 0 && ofInstalls.length === 0) {
      const install = ofHotspot ? installAt(ofHotspot, start) : null
      const chosen = choose(whereItStood(reward, install), start)
      if (!chosen) return false
      into.push({ row, amountBaseUnits: reward.amountBaseUnits, terms: chosen, install, time: null })
      return true
    }
    invariant(dates, 'only a period with dates is parted')
    const parts = parted(
      reward,
      row,
      [dates.start, ...[...new Set([...ofTerms, ...ofInstalls])].sort(), dates.end],
      choose,
      ofHotspot,
    )
    into.push(...parts)
    return parts.length > 0
  }
}

interface Stretch {
  time: PeriodDates
  terms: Terms
  install: Install | null
}

function parted(
  reward: RewardedHotspot,
  row: number,
  bounds: readonly string[],
  choose: PartingInput['choose'],
  installs: Install[] | undefined,
): RowPart[] {
  const stretches: Stretch[] = []
  for (const [at, start] of bounds.slice(0, -1).entries()) {
    const end = bounds[at + 1] ?? start
    const install = installs ? installAt(installs, start) : null
    const terms = choose(whereItStood(reward, install), start)
    if (!terms) return []
    const last = stretches.at(-1)
    if (last && last.terms === terms && isSameCrew(last.install, install)) last.time = { start: last.time.start, end }
    else stretches.push({ time: { start, end }, terms, install })
  }
  const [only] = stretches
  if (stretches.length === 1 && only) {
    return [{ row, amountBaseUnits: reward.amountBaseUnits, terms: only.terms, install: only.install, time: null }]
  }
  const weights = stretches.map(({ time }) => ({ key: time.start, weight: BigInt(durationMs(time)) }))
  const { amounts } = apportion(reward.amountBaseUnits, weights)
  return stretches.map(({ time, terms, install }) => ({
    row,
    amountBaseUnits: amounts.get(time.start) ?? 0n,
    terms,
    install,
    time,
  }))
}

/** A hotspot that moved was in the area of each of its places at that time. */
function whereItStood(reward: RewardedHotspot, install: Install | null): TermsSubject {
  return install?.cell ? { hotspotKey: reward.hotspotKey, groups: reward.groups, cell: install.cell } : reward
}

export function durationMs({ start, end }: PeriodDates): number {
  return Date.parse(end) - Date.parse(start)
}

function isSameCrew(one: Install | null, other: Install | null): boolean {
  return one?.hostId === other?.hostId && one?.installerId === other?.installerId
}
