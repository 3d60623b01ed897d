import { Anchor, Button, Table } from '@mantine/core'
import { IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Plan, WorkOrder } from '#core/model/records'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { Screen } from '../../ui/Screen'
import { countText, coveredAfterCells, formatDistance, formatShare } from './planFigures'

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
      <Screen title="Plans">
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
    <Screen title="Plans" summary={countText(plans.length, 'plan')} actions={make}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Plan</Table.Th>
            <Table.Th ta="end">Sites</Table.Th>
            <Table.Th ta="end">Reached before</Table.Th>
            <Table.Th ta="end">Reached after</Table.Th>
            <Table.Th ta="end">Cells</Table.Th>
            <Table.Th ta="end">Resolution</Table.Th>
            <Table.Th ta="end">Reach</Table.Th>
            <Table.Th ta="end">Work orders</Table.Th>
            <Table.Th>Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plans.map((plan) => (
            <Table.Tr key={plan.id}>
              <Table.Td>
                <Anchor component={Link} href={`/plans?plan=${encodeURIComponent(plan.id)}`} fz="sm">
                  {plan.name}
                </Anchor>
              </Table.Td>
              <Table.Td ta="end">{plan.sites.length}</Table.Td>
              <Table.Td ta="end">{formatShare(plan.coveredBeforeCells, plan.areaCells)}</Table.Td>
              <Table.Td ta="end">{formatShare(coveredAfterCells(plan), plan.areaCells)}</Table.Td>
              <Table.Td ta="end">{plan.areaCells.toLocaleString('en')}</Table.Td>
              <Table.Td ta="end">{plan.resolution}</Table.Td>
              <Table.Td ta="end">{formatDistance(plan.reachM)}</Table.Td>
              <Table.Td ta="end">{workOrders.filter(({ planId }) => planId === plan.id).length}</Table.Td>
              <Table.Td>{plan.createdAt.slice(0, 10)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Screen>
  )
}
