import { Button, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Member, Plan } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { assignWorkOrders } from '../../data/planning/workOrders'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem } from '../../ui/ProblemAlert'
import { NOBODY, type OrderFilters } from './orderFilters'
import classes from './Plans.module.css'

interface OrderFilterBarProps {
  filters: OrderFilters
  onFilters: (filters: OrderFilters) => void
  plans: Plan[]
  members: Member[]
  /** Ids of the orders that are selected. */
  selected: string[]
  onClear: () => void
  onProblem: (problem: Problem | null) => void
}

const STATUSES = [
  { value: 'not-done', label: 'Still to do' },
  { value: 'open', label: 'Open' },
  { value: 'in-progress', label: 'In progress' },
  { value: 'done', label: 'Done' },
]

/** What the table shows, and what is done to many orders at once. */
export function OrderFilterBar(props: OrderFilterBarProps) {
  const { filters, onFilters, plans, members, selected, onClear, onProblem } = props
  const [assignee, setAssignee] = useState<string | null>(null)
  const [outcome, setOutcome] = useState('')
  const people = [...members.map(({ id, name }) => ({ value: id, label: name })), { value: NOBODY, label: 'Nobody' }]

  async function assign(): Promise<void> {
    if (assignee === null) return
    try {
      const changed = await assignWorkOrders(selected, assignee === NOBODY ? null : assignee)
      const name = people.find(({ value }) => value === assignee)?.label ?? ''
      setOutcome(`${countText(changed, 'work order')} assigned to ${name}`)
      onProblem(null)
    } catch (thrown) {
      onProblem(asProblem(thrown))
    }
  }

  return (
    <Group className={classes.bar} gap="xs">
      <Select
        size="xs"
        aria-label="Status"
        placeholder="Any status"
        clearable
        data={STATUSES}
        value={filters.status}
        onChange={(value) => onFilters({ ...filters, status: value as OrderFilters['status'] })}
      />
      <Select
        size="xs"
        aria-label="Assignee"
        placeholder="Any assignee"
        clearable
        searchable
        data={people}
        value={filters.assignee}
        onChange={(value) => onFilters({ ...filters, assignee: value })}
      />
      <Select
        size="xs"
        aria-label="Plan"
        placeholder="Any plan"
        clearable
        searchable
        data={plans.map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.planId}
        onChange={(value) => onFilters({ ...filters, planId: value })}
      />
      {selected.length > 0 && (
        <Group gap="xs" ml="auto" role="group" aria-label="Selected work orders">
          <Text fz="sm" fw={600} className="figures">
            {numberText(selected.length)} selected
          </Text>
          <Select
            size="xs"
            aria-label="Assign to"
            placeholder="Assign to…"
            searchable
            data={people}
            value={assignee}
            onChange={setAssignee}
          />
          <MayWrite tables={['workOrders']}>
            <Button size="compact-sm" disabled={assignee === null} onClick={() => void assign()}>
              Assign
            </Button>
          </MayWrite>
          <Button size="compact-sm" variant="subtle" onClick={onClear}>
            Clear selection
          </Button>
        </Group>
      )}
      <Text fz="xs" role="status">
        {outcome}
      </Text>
    </Group>
  )
}
