/** A fleet as sites to paint: every hotspot with a place, each with the profile that holds for it. */
import { withHotspotRadio } from '#core/coverage/linkBudget'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Hotspot } from '#core/model/records'

export interface CoverageSites {
  profiles: RadioProfile[]
  /** `profile` is a position in `profiles`. */
  sites: { lat: number; lng: number; profile: number }[]
  /** The hotspot of each site. */
  hotspotIds: string[]
}

/**
 * Hotspots that name a profile of their own follow it, all others `base`; each with its own height, gain, power and
 * antenna where it has any. Hotspots with the same figures share a profile.
 */
export function coverageSites(hotspots: readonly Hotspot[], base: RadioProfile, known: readonly RadioProfile[]): CoverageSites {
  const profiles: RadioProfile[] = []
  const positions = new Map<string, number>()
  const profileOf = (hotspot: Hotspot): number => {
    const key = hotspot.radio ? JSON.stringify(hotspot.radio) : ''
    const found = positions.get(key)
    if (found !== undefined) return found
    const own = known.find(({ id }) => id === hotspot.radio?.profileId) ?? base
    positions.set(key, profiles.length)
    profiles.push(withHotspotRadio(own, hotspot.radio))
    return profiles.length - 1
  }
  const located = hotspots.filter(({ lat, lng }) => lat !== null && lng !== null)
  return {
    sites: located.map((hotspot) => ({ lat: hotspot.lat ?? 0, lng: hotspot.lng ?? 0, profile: profileOf(hotspot) })),
    hotspotIds: located.map(({ id }) => id),
    profiles,
  }
}
