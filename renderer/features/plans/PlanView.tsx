import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import type { Plan, PlanSite, WorkOrder } from '#core/model/records'
import { scenarioOf } from '#core/planning/planFamily'
import { countText } from '#core/words/countText'
import { lengthText } from '#core/words/distanceText'
import { makeWorkOrders } from '../../data/planning/workOrders'
import type { FleetMapHandle } from '../../map/FleetMap'
import type { HotspotIndex } from '../../map/hotspotIndex'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { Screen } from '../../ui/Screen'
import { ComparisonTable } from './ComparisonTable'
import { PaybackPart } from './PaybackPart'
import { PlanActions } from './PlanActions'
import { PlanFigures } from './PlanFigures'
import { PlanMap } from './PlanMap'
import classes from './Plans.module.css'
import { ScenarioBar } from './ScenarioBar'
import { SitesTable } from './SitesTable'
import { useOrderFiles } from './useOrderFiles'

interface PlanViewProps {
  plan: Plan
  /** All of its family, itself among them, by letter. */
  scenarios: readonly Plan[]
  compared: Plan | null
  index: HotspotIndex
  /** Of this plan only. */
  workOrders: WorkOrder[]
}

/** One plan: its sites on the map, what each gains and why, how good the choice is, and its work orders. */
export function PlanView({ plan, scenarios, compared, index, workOrders }: PlanViewProps) {
  const map = useRef<FleetMapHandle>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isMaking, setMaking] = useState(false)
  const files = useOrderFiles(setProblem)
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
  const link = plan.study?.settings.profile?.name ?? `circle of ${lengthText(plan.reachM)}`
  const done = workOrders.filter(({ status }) => status === 'done').length

  return (
    <Screen
      title={scenarios.length > 1 ? `${plan.name}, scenario ${scenarioOf(plan)}` : plan.name}
      summary={[
        `${countText(plan.sites.length, 'site')} of ${countText(plan.candidateCount, 'candidate')}`,
        link,
        `resolution ${plan.resolution}`,
        workOrders.length > 0 && `${done} of ${countText(workOrders.length, 'work order')} done`,
      ]
        .filter(Boolean)
        .join(' · ')}
      fill
      actions={
        <>
          <Button component={Link} href="/plans" variant="default">
            All plans
          </Button>
          <PlanActions plan={plan} workOrderCount={workOrders.length} onProblem={setProblem} />
          <Button
            variant={missing.length === 0 ? 'filled' : 'default'}
            leftSection={<IconPrinter size={16} />}
            disabled={workOrders.length === 0}
            loading={files.isPrinting}
            onClick={() => void files.print(`Work orders of ${plan.name}`, workOrdersBySite(plan, workOrders))}
          >
            Print work orders
          </Button>
          {missing.length > 0 ? (
            <MayWrite tables={['workOrders']}>
              <Button loading={isMaking} onClick={() => void make(missing)}>
                Make {countText(missing.length, 'work order')}
              </Button>
            </MayWrite>
          ) : (
            <Button component={Link} href={`/plans?orders&plan=${encodeURIComponent(plan.id)}`} variant="default">
              Work orders
            </Button>
          )}
        </>
      }
    >
      <div className={classes.view}>
        <ScenarioBar plan={plan} scenarios={scenarios} compared={compared} />
        <div className={classes.plan}>
          <PlanMap plan={plan} compared={compared} index={index} chosen={chosen} onChoose={setChosen} handle={map} />
          <div className={classes.side}>
            {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
            {compared && <ComparisonTable scenarios={scenarios} />}
            <PlanFigures
              plan={plan}
              chosenOrder={plan.sites.find(({ id }) => id === chosen)?.order ?? null}
              onProblem={setProblem}
            />
            <PaybackPart plan={plan} onProblem={setProblem} />
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
      </div>
    </Screen>
  )
}

function workOrdersBySite(plan: Plan, workOrders: readonly WorkOrder[]): WorkOrder[] {
  const number = (order: WorkOrder) => plan.sites.find(({ id }) => id === order.siteId)?.order ?? Number.POSITIVE_INFINITY
  return [...workOrders].sort((a, b) => number(a) - number(b))
}
