import { Anchor, Button, Table } from '@mantine/core'
import { IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Plan, WorkOrder } from '#core/model/records'
import { boundText } from '#core/planning/boundText'
import { familyOf, scenarioOf, scenariosOf } from '#core/planning/planFamily'
import { costText } from '#core/words/costText'
import { countText } from '#core/words/countText'
import { isoDay } from '#core/words/dateText'
import { lengthText } from '#core/words/distanceText'
import { shareText } from '#core/words/shareText'
import { weightText } from '#core/words/weightText'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { Screen } from '../../ui/Screen'
import { planMeasures } from './planMeasures'
import { planPath } from './planPath'

interface PlanListProps {
  plans: Plan[]
  workOrders: WorkOrder[]
}

/** All plans, the newest first. */
export function PlanList({ plans, workOrders }: PlanListProps) {
  const make = (
    <Button component={Link} href="/plans?new" leftSection={<IconPlus size={16} />}>
      Make a plan
    </Button>
  )
  if (plans.length === 0) {
    return (
      <Screen title="Plans" writes={['plans']}>
        <EmptyScreen
          icon={<IconTargetArrow size={28} />}
          title="Where the next hotspots go"
          actions={
            <>
              {make}
              <Button component={Link} href="/" variant="default">
                Try the demo cooperative
              </Button>
            </>
          }
        >
          A plan takes an area and a number of sites, and finds the places that reach the most ground nobody reaches yet, each
          with its reason.
        </EmptyScreen>
      </Screen>
    )
  }
  return (
    <Screen
      title="Plans"
      writes={['plans']}
      summary={countText(plans.length, 'plan')}
      actions={
        <>
          <Button component={Link} href="/plans?orders" variant="default">
            {countText(workOrders.length, 'work order')}
          </Button>
          {make}
        </>
      }
    >
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Plan</Table.Th>
            <Table.Th>Scenario</Table.Th>
            <Table.Th ta="end">Sites</Table.Th>
            <Table.Th>Link</Table.Th>
            <Table.Th ta="end">Newly reached</Table.Th>
            <Table.Th ta="end">Reached after</Table.Th>
            <Table.Th>How good</Table.Th>
            <Table.Th ta="end">Cost</Table.Th>
            <Table.Th ta="end">Work orders</Table.Th>
            <Table.Th>Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {byFamily(plans).map(({ plan, isFirst, size }) => {
            const { value, after, total, unit, cost, currency, outcome } = planMeasures(plan)
            const orders = workOrders.filter(({ planId }) => planId === plan.id)
            const done = orders.filter(({ status }) => status === 'done').length
            return (
              <Table.Tr key={plan.id}>
                <Table.Td pl={isFirst ? undefined : 'xl'}>
                  <Anchor component={Link} href={planPath(plan.id)} fz="sm">
                    {plan.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>{size > 1 ? `${scenarioOf(plan)} of ${size}` : ''}</Table.Td>
                <Table.Td ta="end">{plan.sites.length}</Table.Td>
                <Table.Td>{plan.study?.settings.profile?.name ?? `Circle of ${lengthText(plan.reachM)}`}</Table.Td>
                <Table.Td ta="end" className="figures">
                  {weightText(value, unit)}
                </Table.Td>
                <Table.Td ta="end">{shareText(after, total)}</Table.Td>
                <Table.Td className="figures">{outcome ? boundText(outcome) : ''}</Table.Td>
                <Table.Td ta="end" className="figures">
                  {cost > 0 ? costText(cost, currency) : ''}
                </Table.Td>
                <Table.Td ta="end" className="figures">
                  {orders.length > 0 ? `${done} of ${orders.length} done` : ''}
                </Table.Td>
                <Table.Td className="figures">{isoDay(plan.createdAt)}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Screen>
  )
}

/** Families by their newest scenario, and within them by letter. */
function byFamily(plans: readonly Plan[]): { plan: Plan; isFirst: boolean; size: number }[] {
  const families = [...new Set(plans.map(familyOf))]
  return families.flatMap((family) => {
    const [any] = plans.filter((plan) => familyOf(plan) === family)
    const scenarios = any ? scenariosOf(any, plans) : []
    return scenarios.map((plan, i) => ({ plan, isFirst: i === 0, size: scenarios.length }))
  })
}
