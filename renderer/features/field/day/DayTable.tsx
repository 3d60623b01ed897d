import { Button, Center, Loader, Table, Text } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import type { Problem } from '#core/model/problem'
import { dayOf } from '#core/provisioning/day/dayOf'
import type { DeviceOfDay } from '#core/provisioning/day/deviceOfDay'
import { useFleetUpdates } from '../../../data/fleet/fleetUpdates'
import classes from './Day.module.css'
import { DayRow } from './DayRow'

interface DayTableProps {
  devices: readonly DeviceOfDay[]
  /** What the search finds on other days when it finds nothing on this one. */
  elsewhere: readonly DeviceOfDay[]
  titleOf: (workOrderId: string) => string
  isLoading: boolean
  onDay: (day: string) => void
  onLabel: (recordId: string) => void
  onEvidence: (device: DeviceOfDay) => void
  onProblem: (problem: Problem | null) => void
}

const COLUMNS = ['Time', 'Device', 'Identifiers', 'Work order', 'Facts', 'Place', 'Firmware', 'Outcome', '']

/** One line a device. Arrow keys go from one line's actions to the next. */
export function DayTable({ devices, elsewhere, titleOf, isLoading, onDay, onLabel, onEvidence, onProblem }: DayTableProps) {
  const fleetUpdates = useFleetUpdates(devices.map(({ recordId }) => recordId))
  const body = useRef<HTMLTableSectionElement>(null)

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !(event.target instanceof HTMLElement) || event.target.closest('[role="menu"]')) return
    const buttons = [...(body.current?.querySelectorAll<HTMLElement>('button[data-row]') ?? [])]
    const next = buttons[buttons.indexOf(event.target) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  if (isLoading) {
    return (
      <Center h={200}>
        <Loader size="sm" role="status" aria-label="Reading the records" />
      </Center>
    )
  }
  if (devices.length === 0) return <NoDevice elsewhere={elsewhere} onDay={onDay} />
  return (
    <section className={classes.scroller} aria-label="Devices">
      <Table className={classes.table} stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>{column || <span className={classes.hidden}>Actions</span>}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body} onKeyDown={onKeyDown}>
          {devices.map((device) => (
            <DayRow
              key={device.recordId}
              device={device}
              changedFleet={fleetUpdates?.has(device.recordId) ?? false}
              titleOf={titleOf}
              onLabel={onLabel}
              onEvidence={onEvidence}
              onProblem={onProblem}
            />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function NoDevice({ elsewhere, onDay }: Pick<DayTableProps, 'elsewhere' | 'onDay'>) {
  const [found] = elsewhere
  if (!found) {
    return (
      <Text c="dimmed" py="lg">
        No device here. Devices appear when their record is signed in the field.
      </Text>
    )
  }
  const day = dayOf(found.signedAt)
  return (
    <div className={classes.elsewhere}>
      <Text>
        None on this day. {found.name} with the short code {found.shortCode} was put into service on {day}
        {elsewhere.length > 1 ? `, and ${elsewhere.length - 1} more fit on other days` : ''}.
      </Text>
      <Button variant="default" onClick={() => onDay(day)}>
        Go to {day}
      </Button>
    </div>
  )
}
