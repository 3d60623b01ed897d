import { Button } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Ring } from '#core/model/position'
import type { Problem } from '#core/model/problem'
import { makePlan } from '../../data/makePlan'
import { useAreaDrawing } from '../../map/areaDrawing'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import type { HotspotIndex } from '../../map/hotspotIndex'
import { goTo } from '../../platform/hashRoute'
import { runJob } from '../../platform/jobs'
import { asProblem } from '../../ui/ProblemAlert'
import { Screen } from '../../ui/Screen'
import { NewPlanForm } from './NewPlanForm'
import classes from './Plans.module.css'
import { boundsRing, placesNear, refuseCrossing } from './planArea'
import { countText } from './planFigures'

export interface PlanSettings {
  name: string
  resolution: number
  reachM: number
  count: number
}

/** A new plan: its area on the map, its settings beside it. */
export function NewPlan({ index, number }: { index: HotspotIndex; number: number }) {
  const map = useRef<FleetMapHandle>(null)
  const [area, setArea] = useState<Ring | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [run, setRun] = useState<{ share: number; cancel: () => void } | null>(null)
  const takeArea = useCallback((make: () => Ring) => {
    try {
      const ring = make()
      refuseCrossing(ring)
      setArea(ring)
      setProblem(null)
      return ring
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return null
    }
  }, [])
  const onDrawn = useCallback(
    (corners: readonly (readonly [number, number])[]) => {
      takeArea(() => corners.map(([lng, lat]) => [lng, lat]))
    },
    [takeArea],
  )
  const { drawing, start } = useAreaDrawing(onDrawn)

  async function choose(settings: PlanSettings): Promise<void> {
    if (!area) return
    setProblem(null)
    const existing = placesNear(area, settings.reachM, index.longitudes, index.latitudes)
    const canceller = new AbortController()
    setRun({ share: 0, cancel: () => canceller.abort() })
    try {
      const made = await runJob(
        `Choosing sites: ${settings.name}`,
        (job) => {
          job.signal.addEventListener('abort', () => canceller.abort(), { once: true })
          return makePlan(
            { ...settings, area, existing },
            {
              signal: canceller.signal,
              onProgress: ({ done, total }) => {
                job.report(done / total)
                setRun((current) => current && { ...current, share: done / total })
              },
            },
          )
        },
        ({ plan, stoppedBecause }) => stoppedBecause ?? `${countText(plan.sites.length, 'site')} chosen.`,
      )
      goTo(`/plans?plan=${encodeURIComponent(made.plan.id)}`, { replace: true })
    } catch (thrown) {
      setProblem(asProblem(thrown))
      setRun(null)
    }
  }

  const shown = useMemo(() => area ?? [], [area])
  return (
    <Screen
      title="New plan"
      summary="Choose an area, and how many sites to find in it"
      fill
      actions={
        <Button component={Link} href="/plans" variant="default">
          All plans
        </Button>
      }
    >
      <NewPlanForm
        defaultName={`Plan ${number}`}
        area={area}
        cornersDrawn={drawing?.corners.length ?? null}
        run={run}
        problem={problem}
        onDraw={() => {
          setArea(null)
          start()
        }}
        onFinishDrawing={() => drawing?.finish()}
        onCancelDrawing={() => drawing?.cancel()}
        onTakeView={() => {
          const bounds = map.current?.bounds()
          if (bounds) takeArea(() => boundsRing(bounds))
        }}
        onTakeArea={(make) => {
          const ring = takeArea(make)
          if (ring) map.current?.fit(ring)
        }}
        onChoose={(settings) => void choose(settings)}
      />
      <div className={classes.map}>
        <FleetMap
          handle={map}
          label={drawing ? 'Map for drawing the area of the plan' : 'Map of the fleet and the area of the plan'}
          index={index}
          area={shown}
          drawing={drawing}
        />
      </div>
    </Screen>
  )
}
