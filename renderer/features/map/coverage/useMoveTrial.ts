/** "What if it stood there": one hotspot moved in the painted coverage only; the records stay as they are. */
import { useMemo, useState } from 'react'
import type { CoverageCells } from '#core/coverage/coverageCells'
import { type CoverageChange, coverageChange } from '#core/coverage/coverageChange'
import type { LatLng } from '#core/geo/sphere'
import type { Problem } from '#core/model/problem'
import { asProblem } from '../../../ui/ProblemAlert'
import type { FleetCoverage } from './useFleetCoverage'

export interface MoveTrial {
  hotspotId: string
  lat: number
  lng: number
  cells: CoverageCells
  change: CoverageChange
}

interface MoveTrialState {
  trial: MoveTrial | null
  problem: Problem | null
  /** Moves the hotspot to a place; a second call moves it on from there. */
  place(hotspotId: string, lat: number, lng: number): Promise<void>
  putBack(): Promise<void>
}

export function useMoveTrial(fleet: FleetCoverage | null): MoveTrialState {
  const [last, setTrial] = useState<(MoveTrial & { fleet: FleetCoverage }) | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  // A fleet painted anew knows nothing of the trial.
  const trial = last?.fleet === fleet ? last : null

  return useMemo(() => {
    const move = async (hotspotId: string, to: LatLng | null): Promise<CoverageCells | null> => {
      const site = fleet?.sites.hotspotIds.indexOf(hotspotId) ?? -1
      const original = fleet?.sites.sites[site]
      if (!fleet || !original) return null
      return fleet.session.moveSite(site, { ...original, ...to })
    }
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work()
        setProblem(null)
      } catch (thrown) {
        setProblem(asProblem(thrown))
      }
    }
    return {
      trial,
      problem,
      place: (hotspotId, lat, lng) =>
        attempt(async () => {
          if (trial && trial.hotspotId !== hotspotId) await move(trial.hotspotId, null)
          const cells = await move(hotspotId, { lat, lng })
          if (cells && fleet) setTrial({ fleet, hotspotId, lat, lng, cells, change: coverageChange(fleet.cells, cells) })
        }),
      putBack: () =>
        attempt(async () => {
          if (trial) await move(trial.hotspotId, null)
          setTrial(null)
        }),
    }
  }, [fleet, trial, problem])
}
