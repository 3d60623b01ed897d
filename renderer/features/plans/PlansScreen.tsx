import { Center, Loader } from '@mantine/core'
import { useMemo } from 'react'
import { familyOf, scenariosOf } from '#core/planning/planFamily'
import { useRadioProfiles } from '../../data/coverage/radioProfiles'
import { useDataLayers } from '../../data/layers/dataLayers'
import { useHotspots, useMembers, usePlans, useWorkOrders } from '../../data/queries'
import { indexHotspots } from '../../map/hotspotIndex'
import { useHashSearch } from '../../platform/hashRoute'
import { NewPlan } from './NewPlan'
import { PlanList } from './PlanList'
import { PlanView } from './PlanView'
import { WorkOrdersScreen } from './WorkOrdersScreen'

/**
 * Plans: the list at `#/plans`, a new one at `#/plans?new` (or `?new&base=ID`, a scenario), one of them at `#/plans?plan=ID`
 * (`&with=ID` beside another scenario), and the work orders at `#/plans?orders` (`&order=ID` opens one).
 */
export function PlansScreen() {
  const plans = usePlans()
  const hotspots = useHotspots()
  const workOrders = useWorkOrders()
  const members = useMembers()
  const profiles = useRadioProfiles()
  const demandLayers = useDataLayers('demand')
  const parameters = new URLSearchParams(useHashSearch())
  const index = useMemo(() => hotspots && indexHotspots(hotspots), [hotspots])
  if (!plans || !index || !workOrders || !members || !hotspots || !profiles || !demandLayers) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Reading the plans" />
      </Center>
    )
  }
  if (parameters.has('new')) {
    const base = plans.find(({ id }) => id === parameters.get('base')) ?? null
    return (
      <NewPlan
        index={index}
        hotspots={hotspots}
        members={members}
        profiles={profiles}
        demandLayers={demandLayers}
        base={base}
        number={plans.length + 1}
      />
    )
  }
  if (parameters.has('orders')) {
    return (
      <WorkOrdersScreen
        plans={plans}
        workOrders={workOrders}
        members={members}
        planId={parameters.get('plan')}
        orderId={parameters.get('order')}
      />
    )
  }
  const plan = plans.find(({ id }) => id === parameters.get('plan'))
  if (!plan) return <PlanList plans={plans} workOrders={workOrders} />
  const scenarios = scenariosOf(plan, plans)
  const compared = scenarios.find(({ id }) => id === parameters.get('with') && id !== plan.id) ?? null
  const orders = workOrders.filter(({ planId }) => planId === plan.id)
  // Scenarios of one family share their map, and the focus stays where it was when another is chosen.
  return <PlanView key={familyOf(plan)} plan={plan} scenarios={scenarios} compared={compared} index={index} workOrders={orders} />
}
