/** The fleet's coverage, painted in a worker whenever the fleet, the link or the cells' size change. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CoverageCells } from '#core/coverage/coverageCells'
import { coverageResolution } from '#core/coverage/coverageResolution'
import { reachM } from '#core/coverage/linkBudget'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Hotspot } from '#core/model/records'
import { type CoverageSession, openCoverage } from '../../../data/coverage/coverageSession'
import { type CoverageSites, coverageSites } from '../../../data/coverage/coverageSites'
import { asProblem } from '../../../ui/ProblemAlert'
import type { CoverageSettings } from './coverageView'

export interface FleetCoverage {
  cells: CoverageCells
  /** Paths left out because the ground below them is not known. */
  unknownPaths: number
  sites: CoverageSites
  profile: RadioProfile
  /** The longest reach among the sites. */
  reachM: number
  session: CoverageSession
}

export interface FleetCoverageState {
  fleet: FleetCoverage | null
  /** 0 to 1 while painting, or null. */
  progress: number | null
  problem: Problem | null
  cancel: () => void
}

const NOTHING = { fleet: null, progress: null, problem: null }

/** Paints while `settings.visible`; what was painted last stays until the next is ready. */
export function useFleetCoverage(
  hotspots: readonly Hotspot[],
  profiles: readonly RadioProfile[],
  { visible, profileId, resolution, view }: CoverageSettings,
): FleetCoverageState {
  const [state, setState] = useState<Omit<FleetCoverageState, 'cancel'>>(NOTHING)
  const session = useRef<CoverageSession | null>(null)
  const canceller = useRef<AbortController | null>(null)
  const profile = profiles.find(({ id }) => id === profileId) ?? profiles[0]
  const needsFringe = view === 'best-probability' || view === 'any-probability'
  const sites = useMemo(() => {
    if (!visible || !profile) return null
    const found = coverageSites(hotspots, profile, profiles)
    const farthestM = found.profiles.reduce((farthest, each) => Math.max(farthest, reachOf(each)), 1)
    return { ...found, farthestM, profiles: needsFringe ? found.profiles.map(withFringe) : found.profiles }
  }, [visible, hotspots, profile, profiles, needsFringe])

  useEffect(() => {
    if (!sites || !profile) return setState(NOTHING)
    const painting = new AbortController()
    canceller.current = painting
    let isOver = false
    const paint = async () => {
      try {
        session.current ??= openCoverage()
        const opened = session.current
        setState((before) => ({ ...before, progress: 0, problem: null }))
        const { cells, unknownPaths } = await opened.paint(
          {
            resolution: resolution ?? coverageResolution(sites.farthestM, sites.sites.length),
            profiles: sites.profiles,
            sites: sites.sites,
          },
          { signal: painting.signal, onProgress: (share) => isOver || setState((before) => ({ ...before, progress: share })) },
        )
        // Also where it was cancelled, and painted all the same.
        if (!isOver) {
          const fleet = { cells, unknownPaths, sites, profile, reachM: sites.farthestM, session: opened }
          setState({ fleet, progress: null, problem: null })
        }
      } catch (thrown) {
        const problem = asProblem(thrown)
        // What replaced this painting has a progress of its own.
        if (!isOver) setState({ fleet: null, progress: null, problem })
      }
    }
    void paint()
    return () => {
      isOver = true
      painting.abort()
    }
  }, [sites, profile, resolution])

  useEffect(
    () => () => {
      session.current?.close()
      session.current = null
    },
    [],
  )
  return { ...state, cancel: () => canceller.current?.abort() }
}

/** Where a site still covers one place in ten: ten per cent of a normal distribution lie beyond 1.2816 σ. */
function withFringe(profile: RadioProfile): RadioProfile {
  return { ...profile, sensitivityDbm: profile.sensitivityDbm - 1.2816 * profile.shadowingSigmaDb }
}

/** A model over terrain has no reach of its own: as far as the profile counts. */
function reachOf(profile: RadioProfile): number {
  try {
    return reachM(profile)
  } catch (thrown) {
    if (thrown instanceof Problem) return profile.maxDistanceM
    throw thrown
  }
}
