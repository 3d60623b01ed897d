/** Installs of a period without gaps, for an example: somebody unknown hosts what no install knows. SPEC.md, rule [WE4]. */
import type { PeriodDates } from '../model/periodDates'
import { keyInNetwork } from '../networks/deviceKey/hotspotReference'
import type { Install } from './installs'
import type { RewardedHotspot } from './rowParts'

/** Who would get it where no install says who: somebody, so that the sums are whole. */
export const UNKNOWN_CREW = { host: '~host', installer: '~installer' } as const

export const START_OF_TIME = '0001-01-01T00:00:00.000Z'

export interface Crew {
  installs: Install[]
  /** Keys of hotspots of which it is not known at some time of the period, by role. */
  unknown: Record<'host' | 'installer', Set<string>>
}

/** The installs, with somebody unknown wherever and whenever they name nobody. */
export function withCrew(
  rewards: readonly RewardedHotspot[],
  installs: readonly Install[],
  network: string,
  dates: PeriodDates,
): Crew {
  const byHotspot = new Map<string, Install[]>()
  for (const install of installs) {
    const hotspotKey = keyInNetwork(install.hotspotKey, network)
    byHotspot.set(hotspotKey, [...(byHotspot.get(hotspotKey) ?? []), { ...install, hotspotKey }])
  }
  const crew: Crew = { installs: [], unknown: { host: new Set(), installer: new Set() } }
  for (const { hotspotKey } of rewards) {
    for (const install of withoutGaps(hotspotKey, byHotspot.get(hotspotKey) ?? [])) {
      const isOfPeriod = install.from < dates.end && (install.to === null || install.to > dates.start)
      if (isOfPeriod && install.hostId === null) crew.unknown.host.add(hotspotKey)
      if (isOfPeriod && install.installerId === null) crew.unknown.installer.add(hotspotKey)
      const { hostId, installerId } = install
      crew.installs.push({ ...install, hostId: hostId ?? UNKNOWN_CREW.host, installerId: installerId ?? UNKNOWN_CREW.installer })
    }
  }
  return crew
}

/** A hotspot's installs, and one that names nobody for the time between them. */
function withoutGaps(hotspotKey: string, installs: readonly Install[]): Install[] {
  const nobody = { hostId: null, installerId: null, place: null, cell: null }
  const gap = (from: string, to: string | null): Install => ({
    id: `~gap ${hotspotKey} ${from}`,
    hotspotKey,
    ...nobody,
    from,
    to,
  })
  const all: Install[] = []
  let end: string | null = START_OF_TIME
  for (const install of [...installs].sort((one, other) => (one.from < other.from ? -1 : 1))) {
    if (end !== null && end < install.from) all.push(gap(end, install.from))
    all.push(install)
    end = install.to
  }
  if (end !== null) all.push(gap(end, null))
  return all
}
