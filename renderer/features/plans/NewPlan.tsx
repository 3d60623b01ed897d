import { Button } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { reachM as profileReachM } from '#core/coverage/linkBudget'
import type { DemandLayer } from '#core/model/dataLayer'
import type { Ring } from '#core/model/position'
import type { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Hotspot, Member, Plan } from '#core/model/records'
import { scenarioOf } from '#core/planning/planFamily'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import type { HotspotIndex } from '../../map/hotspotIndex'
import { goTo } from '../../platform/hashRoute'
import { openImportDrawer } from '../../platform/importDrawer'
import { asProblem } from '../../ui/ProblemAlert'
import { Screen } from '../../ui/Screen'
import { DemandPart } from './DemandPart'
import { draftOverlays } from './draftOverlays'
import { addDrawnDemand, newDrawnLayer, removeDrawnDemand } from './drawnDemand'
import { NewPlanForm } from './NewPlanForm'
import classes from './Plans.module.css'
import { boundsRing, placesNear, refuseCrossing } from './planArea'
import { checkDraft, draftOfPlan, isScenarioOf, newDraft, type PlanDraft } from './planDraft'
import { RunPanel } from './RunPanel'
import { useDraftDrawing } from './useDraftDrawing'
import { usePlanRun } from './usePlanRun'

interface NewPlanProps {
  index: HotspotIndex
  number: number
  hotspots: readonly Hotspot[]
  members: readonly Member[]
  profiles: readonly RadioProfile[]
  demandLayers: readonly DemandLayer[]
  /** A plan whose settings this one begins with, as the next scenario of its family. */
  base: Plan | null
}

/** A new plan or scenario: its area on the map, its settings beside it. */
export function NewPlan({ index, number, hotspots, members, profiles, demandLayers, base }: NewPlanProps) {
  const map = useRef<FleetMapHandle>(null)
  const [draft, setDraft] = useState<PlanDraft>(() => (base ? draftOfPlan(base, base.name) : newDraft(`Plan ${number}`)))
  const [wasTried, setTried] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { drawing, draw } = useDraftDrawing(setProblem)
  const runner = usePlanRun(setProblem)
  const change = (patch: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...patch }))
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
      setProblem(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  const { area, profile } = draft
  const reachM = useMemo(() => (profile ? profileReachM(profile) : Number(draft.reachM) || 0), [profile, draft.reachM])
  const hotspotsNear = useMemo(
    () => (area ? placesNear(area, reachM, index.longitudes, index.latitudes).length : 0),
    [area, reachM, index],
  )
  const layer = demandLayers.find(({ id }) => id === draft.demand?.layerId)
  const drawn = layer?.drawn
  const overlays = useMemo(() => draftOverlays(draft.forbidden, drawn ?? []), [draft.forbidden, drawn])
  const sites = useMemo(
    () =>
      [...draft.mustHave, ...draft.listed.slice(0, MAX_MARKERS)].map((place, i) => ({
        ...place,
        order: i + 1,
        label: `${place.name}${draft.mustHave.includes(place) ? ', must-have' : ''}`,
      })),
    [draft.mustHave, draft.listed],
  )

  const takeArea = (make: () => Ring): Ring | null => {
    try {
      const ring = make()
      refuseCrossing(ring)
      change({ area: ring })
      setProblem(null)
      return ring
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return null
    }
  }
  async function choose(): Promise<void> {
    setTried(true)
    if (Object.keys(checkDraft(draft, reachM)).length > 0) return
    const plan = await runner.start(draft, base)
    if (plan) goTo(`/plans?plan=${encodeURIComponent(plan.id)}`, { replace: true })
  }
  const part = { draft, onChange: change, faults: wasTried ? checkDraft(draft, reachM) : {} }

  return (
    <Screen
      title={base ? 'New scenario' : 'New plan'}
      writes={['plans']}
      summary={base ? scenarioSummary(draft, base) : 'Choose an area, and how many sites to find in it'}
      fill
      actions={
        <Button component={Link} href={base ? `/plans?plan=${encodeURIComponent(base.id)}` : '/plans'} variant="default">
          {base ? `Back to ${base.name}` : 'All plans'}
        </Button>
      }
    >
      <NewPlanForm
        {...part}
        areaChoice={{
          cornersDrawn: drawing?.corners.length ?? null,
          onDraw: () => draw((ring) => change({ area: ring })),
          onFinishDrawing: () => drawing?.finish(),
          onCancelDrawing: () => drawing?.cancel(),
          onTakeView: () => {
            const bounds = map.current?.bounds()
            if (bounds) takeArea(() => boundsRing(bounds))
          },
          onTakeArea: (make) => {
            const ring = takeArea(make)
            if (ring) map.current?.fit(ring)
          },
        }}
        demand={
          <DemandPart
            {...part}
            layers={demandLayers}
            isDrawing={drawing !== null}
            onImport={() => openImportDrawer()}
            onRemove={(id) => void attempt(async () => layer && removeDrawnDemand(layer, id))}
            onDraw={(kind, value) =>
              draw(
                (ring) =>
                  void attempt(async () => {
                    if (layer) return addDrawnDemand(layer, { ring, kind, value })
                    const made = await newDrawnLayer(ring, value, draft.resolution)
                    change({ demand: { layerId: made.id, name: made.name, unit: made.unit } })
                  }),
              )
            }
          />
        }
        run={
          runner.run && (
            <RunPanel {...runner.run} unit={draft.demand?.unit ?? 'cells'} onStop={runner.stop} onCancel={runner.cancel} />
          )
        }
        problem={problem}
        profiles={profiles}
        hotspots={hotspots}
        members={members}
        reachM={reachM}
        hotspotsNear={hotspotsNear}
        onDrawForbidden={() => draw((ring) => change({ forbidden: [...draft.forbidden, ring] }))}
        onChoose={() => void choose()}
      />
      <div className={classes.map}>
        <FleetMap
          handle={map}
          label={drawing ? 'Map for drawing' : 'Map of the fleet and the area of the plan'}
          index={index}
          area={area ?? NO_AREA}
          overlays={overlays}
          sites={sites}
          drawing={drawing}
          {...(base ? { firstFit: base.area } : {})}
        />
      </div>
    </Screen>
  )
}

function scenarioSummary(draft: PlanDraft, base: Plan): string {
  return isScenarioOf(draft, base)
    ? `The settings of ${base.name}, scenario ${scenarioOf(base)}: change what you want to compare`
    : 'With another area or cell size this becomes a plan of its own, not a scenario to compare'
}

const NO_AREA: Ring = []
/** Buttons over a map are heavy; a list of thousands shows its first ones. */
const MAX_MARKERS = 200
