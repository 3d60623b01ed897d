import { Anchor, Button, Table, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { Plan, PlanSite, WorkOrder } from '#core/model/records'
import { costText } from '#core/words/costText'
import { numberText } from '#core/words/numberText'
import { shareText } from '#core/words/shareText'
import { formatPosition } from '../../map/coordinates'
import { MayWrite } from '../../ui/access/MayWrite'
import { Code } from '../../ui/Code'
import { OrderStatus } from './OrderStatus'
import classes from './Plans.module.css'
import { gainOf, planMeasures } from './planMeasures'

interface SitesTableProps {
  plan: Plan
  workOrders: WorkOrder[]
  chosen: string | null
  onChoose: (siteId: string) => void
  onMake: (site: PlanSite) => void
}

const KINDS = { new: '', 'must-have': 'must-have', moved: 'moved' } as const
const number = (value: number) => numberText(value, value < 100 ? 1 : 0)

/** The picks in order: where, what each gains, what it alone covers, what it costs, and why. */
export function SitesTable({ plan, workOrders, chosen, onChoose, onMake }: SitesTableProps) {
  const { unit, currency, cost } = planMeasures(plan)
  const hasStudy = plan.study !== undefined
  return (
    <Table stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Site</Table.Th>
          <Table.Th>Position</Table.Th>
          <Table.Th className={classes.wide}>H3 cell</Table.Th>
          <Table.Th ta="end">Gain, {unit}</Table.Th>
          {hasStudy && <Table.Th ta="end">Only here</Table.Th>}
          {hasStudy && <Table.Th ta="end">Shared</Table.Th>}
          {cost > 0 && <Table.Th ta="end">Cost</Table.Th>}
          <Table.Th>Why here</Table.Th>
          <Table.Th className={classes.tight}>Work order</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {plan.sites.map((site) => {
          const order = workOrders.find(({ siteId }) => siteId === site.id)
          const { study } = site
          return (
            <Table.Tr key={site.id} className={classes.row} data-chosen={site.id === chosen || undefined}>
              <Table.Td className={classes.siteName}>
                <Anchor
                  component="button"
                  type="button"
                  fz="sm"
                  ta="start"
                  aria-pressed={site.id === chosen}
                  onClick={() => onChoose(site.id)}
                >
                  Site {site.order}
                </Anchor>
                {study && (study.name || KINDS[study.kind]) && (
                  <Text fz="xs" c="dimmed">
                    {[study.name, KINDS[study.kind]].filter(Boolean).join(', ')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="figures">{formatPosition(site.lat, site.lng, 15)}</Table.Td>
              <Table.Td className={classes.wide}>
                <Code value={site.h3} what={`cell of site ${site.order}`} />
              </Table.Td>
              <Table.Td ta="end">{number(gainOf(site))}</Table.Td>
              {hasStudy && <Table.Td ta="end">{study ? number(study.onlyWeight) : ''}</Table.Td>}
              {hasStudy && (
                <Table.Td ta="end">{study ? shareText(study.sharedWeight, study.sharedWeight + study.onlyWeight) : ''}</Table.Td>
              )}
              {cost > 0 && (
                <Table.Td ta="end" className={classes.tight}>
                  {costText(study?.cost ?? 0, currency)}
                </Table.Td>
              )}
              <Table.Td className={classes.why}>{site.why}</Table.Td>
              <Table.Td>
                {order ? (
                  <Anchor
                    component={Link}
                    href={`/plans?orders&order=${encodeURIComponent(order.id)}`}
                    aria-label={`Work order of site ${site.order}: ${order.status}`}
                  >
                    <OrderStatus status={order.status} />
                  </Anchor>
                ) : (
                  <MayWrite tables={['workOrders']}>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`Make a work order for site ${site.order}`}
                      onClick={() => onMake(site)}
                    >
                      Make
                    </Button>
                  </MayWrite>
                )}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
