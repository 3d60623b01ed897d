import { Button } from '@mantine/core'
import { IconClipboardList, IconPrinter } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import type { Member, Plan, WorkOrder } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { goTo } from '../../platform/hashRoute'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { Screen } from '../../ui/Screen'
import { OrderFileMenu } from './OrderFileMenu'
import { OrderFilterBar } from './OrderFilterBar'
import { filterRows, NO_FILTERS, type OrderFilters, orderRows } from './orderFilters'
import classes from './Plans.module.css'
import { useOrderFiles } from './useOrderFiles'
import { WorkOrderDrawer } from './WorkOrderDrawer'
import { WorkOrdersTable } from './WorkOrdersTable'

interface WorkOrdersScreenProps {
  plans: Plan[]
  workOrders: WorkOrder[]
  members: Member[]
  /** From the address: the plan to show, and the order that is open. */
  planId: string | null
  orderId: string | null
}

/** All work orders: who does what by when, and how far it is. */
export function WorkOrdersScreen({ plans, workOrders, members, planId, orderId }: WorkOrdersScreenProps) {
  const [filters, setFilters] = useState<OrderFilters>({ ...NO_FILTERS, planId })
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<Problem | null>(null)
  const files = useOrderFiles(setProblem)
  const rows = useMemo(() => orderRows(workOrders, plans, members), [workOrders, plans, members])
  const shown = useMemo(() => filterRows(rows, filters), [rows, filters])
  const chosen = shown.filter(({ order }) => selection.has(order.id))
  // What the buttons work on: the selection, or everything that shows.
  const meant = (chosen.length > 0 ? chosen : shown).map(({ order }) => order)
  const planName = plans.find(({ id }) => id === filters.planId)?.name
  const fileName = planName ? `Work orders of ${planName}` : 'Work orders'
  const done = workOrders.filter(({ status }) => status === 'done').length
  const open = (id: string | null) => goTo(`/plans?orders${id === null ? '' : `&order=${encodeURIComponent(id)}`}`)
  const opened = workOrders.find(({ id }) => id === orderId)

  return (
    <Screen
      title="Work orders"
      writes={['workOrders']}
      summary={workOrders.length > 0 && `${countText(workOrders.length, 'work order')} · ${numberText(done)} done`}
      fill
      actions={
        <>
          <Button component={Link} href="/plans" variant="default">
            All plans
          </Button>
          <OrderFileMenu disabled={meant.length === 0} onSave={(format) => void files.save(format, fileName, meant)} />
          <Button
            leftSection={<IconPrinter size={16} />}
            disabled={meant.length === 0}
            loading={files.isPrinting}
            onClick={() => void files.print(fileName, meant)}
          >
            Print {countText(meant.length, 'work order')}
          </Button>
        </>
      }
    >
      {workOrders.length === 0 ? (
        <div className={classes.grow}>
          <EmptyScreen
            icon={<IconClipboardList size={28} />}
            title="What the crew does next"
            actions={
              <Button component={Link} href="/plans">
                Go to the plans
              </Button>
            }
          >
            A plan makes a work order of each of its sites, with place, radio, contact and checklist. Here they are handed out,
            printed, and followed until a device is in service.
          </EmptyScreen>
        </div>
      ) : (
        <div className={classes.column}>
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <OrderFilterBar
            filters={filters}
            onFilters={setFilters}
            plans={plans}
            members={members}
            selected={chosen.map(({ order }) => order.id)}
            onClear={() => setSelection(new Set())}
            onProblem={setProblem}
          />
          <WorkOrdersTable rows={shown} selection={selection} onSelect={setSelection} onOpen={open} />
        </div>
      )}
      {opened && (
        <WorkOrderDrawer
          key={opened.id}
          order={opened}
          members={members}
          onPrint={() => void files.print(opened.title, [opened])}
          isPrinting={files.isPrinting}
          onClose={() => open(null)}
        />
      )}
    </Screen>
  )
}
