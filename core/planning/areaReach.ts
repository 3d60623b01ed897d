/**
 * Which cells of an area a site or a hotspot covers: those whose centres get the threshold of its profile or more, or,
 * without a profile, lie within the plan's reach. Distances are great-circle metres on H3's sphere.
 */
import {
  createReceivedDbm,
  isIsotropic,
  reachM as profileReachM,
  type ReceivedDbm,
  thresholdDbm,
  withHotspotRadio,
} from '../coverage/linkBudget'
import { NearbyPoints } from '../geo/nearbyPoints'
import { bearingDeg, greatCircleM, type LatLng } from '../geo/sphere'
import { Problem } from '../model/problem'
import type { RadioProfile } from '../model/radioProfile'
import type { PlanHotspot, PlanRequest, PowerOverTerrain } from './planRequest'

interface Link {
  reachM: number
  thresholdDbm: number
  /** Null when everything within reach is covered. */
  powerDbm: ((from: LatLng, to: LatLng, distanceM: number) => number) | null
  /** Powers by place, kept where they are slow to work out; they are the same for every offset. */
  known: Map<string, Heard> | null
}

interface Heard {
  cells: number[]
  powersDbm: Float64Array
}

/** How much better or worse every link is when a plan is tried again, dB. */
export const sensitivityOffsetsDb = [-6, -3, 3, 6] as const
const bestOffsetDb = 6

export class AreaReach {
  private readonly nearby: NearbyPoints
  /** Paths that were asked for, and those of them whose power is unknown because terrain is missing. */
  readonly paths = { asked: 0, unknown: 0 }
  private readonly links = new Map<string, Link>()
  private readonly terrainPowers = new Map<string, Map<string, Heard>>()
  private readonly profileById: Map<string, RadioProfile>

  /**
   * @throws Problem `plan.needs-terrain` when a profile works over terrain and none is given, and those of the path loss.
   */
  constructor(
    private readonly request: Pick<PlanRequest, 'reachM' | 'settings' | 'profiles' | 'hotspots'>,
    private readonly centres: readonly LatLng[],
    private readonly powerOverTerrain?: PowerOverTerrain | undefined,
  ) {
    this.profileById = new Map(request.profiles.map((profile) => [profile.id, profile]))
    const { profile } = request.settings
    let furthestM = this.linkOf(profile, profile ? bestOffsetDb : 0).reachM
    if (profile)
      for (const hotspot of request.hotspots) furthestM = Math.max(furthestM, this.hotspotLink(hotspot, bestOffsetDb).reachM)
    this.nearby = new NearbyPoints(centres, Math.max(1, furthestM))
  }

  /** How far a new site reaches, metres; 0 when its profile covers nothing. */
  get siteReachM(): number {
    return this.linkOf(this.request.settings.profile, 0).reachM
  }

  /** Cells that a new site here would cover, ascending. */
  siteCells(site: LatLng, offsetDb = 0): Int32Array {
    return this.cellsOf(this.linkOf(this.request.settings.profile, offsetDb), site)
  }

  /** Cells that a hotspot covers, with its own radio where a profile is used. */
  hotspotCells(hotspot: PlanHotspot, offsetDb = 0): Int32Array {
    return this.cellsOf(this.hotspotLink(hotspot, offsetDb), hotspot)
  }

  private hotspotLink({ radio }: PlanHotspot, offsetDb: number): Link {
    const { profile } = this.request.settings
    if (profile === null) return this.linkOf(null, 0)
    const own = radio?.profileId === undefined ? profile : (this.profileById.get(radio.profileId) ?? profile)
    return this.linkOf(withHotspotRadio(own, radio), offsetDb)
  }

  private cellsOf(link: Link, from: LatLng): Int32Array {
    if (link.reachM <= 0) return new Int32Array()
    if (link.powerDbm === null) return Int32Array.from(this.nearby.within(from, link.reachM)).sort()
    const { cells, powersDbm } = this.heardFrom(link, link.powerDbm, from)
    return Int32Array.from(cells.filter((_, at) => (powersDbm[at] ?? Number.NaN) >= link.thresholdDbm)).sort()
  }

  private heardFrom(link: Link, powerDbm: NonNullable<Link['powerDbm']>, from: LatLng): Heard {
    const key = `${from.lat},${from.lng}`
    const before = link.known?.get(key)
    if (before) return before
    const cells = this.nearby.within(from, link.reachM)
    const powersDbm = Float64Array.from(cells, (cell) => {
      const to = this.centres[cell]
      return to ? powerDbm(from, to, greatCircleM(from, to)) : Number.NaN
    })
    this.paths.asked += cells.length
    for (const powerDbm of powersDbm) if (Number.isNaN(powerDbm)) this.paths.unknown++
    link.known?.set(key, { cells, powersDbm })
    return { cells, powersDbm }
  }

  private linkOf(profile: RadioProfile | null, offsetDb: number): Link {
    const key = profile === null ? '' : `${offsetDb} ${radioKey(profile)}`
    let link = this.links.get(key)
    if (link === undefined) {
      link = profile === null ? circle(this.request.reachM) : this.createLink(profile, offsetDb)
      this.links.set(key, link)
    }
    return link
  }

  private createLink(profile: RadioProfile, offsetDb: number): Link {
    if (profile.model === 'itm-terrain') return this.createTerrainLink(profile, offsetDb)
    const shifted = { ...profile, txPowerDbm: profile.txPowerDbm + offsetDb }
    const receivedDbm = createReceivedDbm(shifted)
    const reachM = profileReachM(shifted)
    const threshold = thresholdDbm(shifted)
    if (isIsotropic(profile) && !hasGaps(receivedDbm, threshold, reachM)) return circle(reachM)
    const powerDbm = (from: LatLng, to: LatLng, distanceM: number) => receivedDbm(distanceM, bearingDeg(from, to))
    return { reachM, thresholdDbm: threshold, powerDbm, known: null }
  }

  private createTerrainLink(profile: RadioProfile, offsetDb: number): Link {
    const powerAt = this.powerOverTerrain
    if (!powerAt) {
      throw new Problem(
        'plan.needs-terrain',
        `"${profile.name}" works over terrain and none is imported here: import an SRTM or Copernicus file that covers the area, or choose another profile.`,
      )
    }
    const key = radioKey(profile)
    const known = this.terrainPowers.get(key) ?? new Map<string, Heard>()
    this.terrainPowers.set(key, known)
    return {
      reachM: profile.maxDistanceM,
      thresholdDbm: thresholdDbm(profile) - offsetDb,
      powerDbm: (from, to) => powerAt(profile, from, to),
      known,
    }
  }
}

function circle(reachM: number): Link {
  return { reachM, thresholdDbm: Number.NEGATIVE_INFINITY, powerDbm: null, known: null }
}

/** Profiles with one key are one link. */
function radioKey(profile: RadioProfile): string {
  return JSON.stringify({ ...profile, id: '', name: '', source: '', validFrom: '', createdAt: '', updatedAt: '' })
}

const GAP_STEPS = 1_024

/** Loss does not always grow with distance (two-ray break points): whether the circle has holes. */
function hasGaps(receivedDbm: ReceivedDbm, threshold: number, reachM: number): boolean {
  for (let step = 1; step < GAP_STEPS; step++) {
    if (receivedDbm((reachM * step) / GAP_STEPS, 0) < threshold) return true
  }
  return false
}
