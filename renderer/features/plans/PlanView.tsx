import { Button } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import type { Plan, PlanSite, WorkOrder } from '#core/model/records'
import { makeWorkOrders } from '../../data/commands/workOrders'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import type { HotspotIndex } from '../../map/hotspotIndex'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { Screen } from '../../ui/Screen'
import { CoverageLegend } from './CoverageLegend'
import { coverageOverlays } from './coverageOverlays'
import { PlanActions } from './PlanActions'
import { PlanFigures } from './PlanFigures'
import classes from './Plans.module.css'
import { countText, formatDistance } from './planFigures'
import { SitesTable } from './SitesTable'
import { usePlanCoverage } from './usePlanCoverage'

interface PlanViewProps {
  plan: Plan
  index: HotspotIndex
  /** Of this plan only. */
  workOrders: WorkOrder[]
}

/** One plan: its sites on the map, what each gains, and their work orders. */
export function PlanView({ plan, index, workOrders }: PlanViewProps) {
  const map = useRef<FleetMapHandle>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isMaking, setMaking] = useState(false)
  const coverage = usePlanCoverage(plan, index)
  const overlays = useMemo(() => (coverage ? coverageOverlays(coverage) : []), [coverage])
  const sites = useMemo(
    () => plan.sites.map((site) => ({ ...site, label: `Site ${site.order}, ${countText(site.gainCells, 'new cell')}` })),
    [plan.sites],
  )
  const missing = plan.sites.filter(({ id }) => !workOrders.some(({ siteId }) => siteId === id))

  async function make(wanted: readonly PlanSite[]): Promise<void> {
    setMaking(true)
    try {
      await makeWorkOrders(plan, wanted)
      setProblem(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setMaking(false)
    }
  }
  const choose = (id: string) => {
    setChosen(id)
    const site = plan.sites.find((candidate) => candidate.id === id)
    const bounds = map.current?.bounds()
    if (site && bounds && (site.lat < bounds.south || site.lat > bounds.north)) map.current?.fit(plan.area)
  }

  return (
    <Screen
      title={plan.name}
      summary={`${countText(plan.sites.length, 'site')} of ${plan.requestedSites} asked for · reach ${formatDistance(plan.reachM)} · resolution ${plan.resolution} · ${countText(plan.candidateCount, 'candidate')}`}
      fill
      actions={
        <>
          <Button component={Link} href="/plans" variant="default">
            All plans
          </Button>
          <PlanActions plan={plan} workOrderCount={workOrders.length} onProblem={setProblem} />
          <Button loading={isMaking} disabled={missing.length === 0} onClick={() => void make(missing)}>
            {missing.length === 0 ? 'All work orders made' : `Make ${countText(missing.length, 'work order')}`}
          </Button>
        </>
      }
    >
      <div className={classes.plan}>
        <div className={classes.mapCell}>
          <FleetMap
            handle={map}
            label={`Map of plan ${plan.name}`}
            index={index}
            layers={PLAN_LAYERS}
            overlays={overlays}
            area={plan.area}
            sites={sites}
            chosenSite={chosen}
            onChooseSite={setChosen}
            firstFit={plan.area}
          />
          {coverage && <CoverageLegend coverage={coverage} />}
        </div>
        <div className={classes.side}>
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <PlanFigures plan={plan} chosenOrder={plan.sites.find(({ id }) => id === chosen)?.order ?? null} />
        </div>
        <div className={classes.table}>
          <SitesTable
            plan={plan}
            workOrders={workOrders}
            chosen={chosen}
            onChoose={choose}
            onMake={(site) => void make([site])}
          />
        </div>
      </div>
    </Screen>
  )
}

/** The coverage is what counts here: the fleet shows as single hotspots only. */
const PLAN_LAYERS = {
  density: { visible: false, opacity: 0.4 },
  hotspots: { visible: true, opacity: 0.9 },
  graticule: { visible: true, opacity: 1 },
}
