import { Anchor, Button, Table } from '@mantine/core'
import type { Plan, PlanSite, WorkOrder } from '#core/model/records'
import { formatPosition } from '../../map/coordinates'
import { Code } from '../../ui/Code'
import { OrderStatus } from './OrderStatus'
import classes from './Plans.module.css'

interface SitesTableProps {
  plan: Plan
  workOrders: WorkOrder[]
  chosen: string | null
  onChoose: (siteId: string) => void
  onMake: (site: PlanSite) => void
}

/** The picks in order: where, what each gains, and why. */
export function SitesTable({ plan, workOrders, chosen, onChoose, onMake }: SitesTableProps) {
  return (
    <Table stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Site</Table.Th>
          <Table.Th>Position</Table.Th>
          <Table.Th>H3 cell</Table.Th>
          <Table.Th ta="end">Gain</Table.Th>
          <Table.Th ta="end">Together</Table.Th>
          <Table.Th>Why here</Table.Th>
          <Table.Th className={classes.tight}>Work order</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {plan.sites.map((site) => {
          const order = workOrders.find(({ siteId }) => siteId === site.id)
          return (
            <Table.Tr key={site.id} className={classes.row} data-chosen={site.id === chosen || undefined}>
              <Table.Td>
                <Anchor
                  component="button"
                  type="button"
                  fz="sm"
                  aria-pressed={site.id === chosen}
                  onClick={() => onChoose(site.id)}
                >
                  Site {site.order}
                </Anchor>
              </Table.Td>
              <Table.Td className="figures">{formatPosition(site.lat, site.lng, 15)}</Table.Td>
              <Table.Td>
                <Code value={site.h3} what={`cell of site ${site.order}`} />
              </Table.Td>
              <Table.Td ta="end">{site.gainCells.toLocaleString('en')}</Table.Td>
              <Table.Td ta="end">{site.cumulativeCells.toLocaleString('en')}</Table.Td>
              <Table.Td>{site.why}</Table.Td>
              <Table.Td>
                {order ? (
                  <OrderStatus status={order.status} />
                ) : (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Make a work order for site ${site.order}`}
                    onClick={() => onMake(site)}
                  >
                    Make
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
