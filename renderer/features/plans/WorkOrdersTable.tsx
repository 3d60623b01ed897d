import { Anchor, Checkbox, Table, Text } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { isoDay } from '#core/words/dateText'
import { formatPosition } from '../../map/coordinates'
import { Code } from '../../ui/Code'
import { OrderStatus } from './OrderStatus'
import { isLate, type OrderRow } from './orderFilters'
import classes from './Plans.module.css'

interface WorkOrdersTableProps {
  rows: OrderRow[]
  selection: ReadonlySet<string>
  onSelect: (selection: ReadonlySet<string>) => void
  onOpen: (orderId: string) => void
}

/** Arrow keys move, Enter opens an order, x selects it. */
export function WorkOrdersTable({ rows, selection, onSelect, onOpen }: WorkOrdersTableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const today = isoDay(Date.now())
  const selected = rows.filter(({ order }) => selection.has(order.id)).length
  const toggle = (id: string) => {
    const next = new Set(selection)
    if (!next.delete(id)) next.add(id)
    onSelect(next)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const index = Number((event.target as HTMLElement).closest('tr')?.dataset.index ?? Number.NaN)
    const row = rows[index]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'x') toggle(row.order.id)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    body.current?.querySelector<HTMLElement>(`tr[data-index="${index + step}"] [data-open]`)?.focus()
  }

  return (
    <div className={classes.scroller}>
      <Table stickyHeader onKeyDown={onKeyDown}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox
                size="xs"
                aria-label="Select all shown"
                checked={rows.length > 0 && selected === rows.length}
                indeterminate={selected > 0 && selected < rows.length}
                onChange={(event) => onSelect(new Set(event.currentTarget.checked ? rows.map(({ order }) => order.id) : []))}
              />
            </Table.Th>
            <Table.Th>Work order</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Assigned to</Table.Th>
            <Table.Th>Due</Table.Th>
            <Table.Th ta="end">Checked</Table.Th>
            <Table.Th>Radio</Table.Th>
            <Table.Th>Position</Table.Th>
            <Table.Th>H3 cell</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body}>
          {rows.map((row, index) => (
            <Table.Tr
              key={row.order.id}
              data-index={index}
              data-chosen={selection.has(row.order.id) || undefined}
              className={classes.row}
            >
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Select ${row.order.title}`}
                  checked={selection.has(row.order.id)}
                  onChange={() => toggle(row.order.id)}
                />
              </Table.Td>
              <Table.Td>
                <Anchor component="button" type="button" fz="sm" ta="start" data-open onClick={() => onOpen(row.order.id)}>
                  {row.order.title}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <OrderStatus status={row.order.status} />
              </Table.Td>
              <Table.Td>
                {row.assigneeName || (
                  <Text span inherit c="dimmed">
                    Nobody
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="figures">
                {row.dueOn ?? ''}
                {isLate(row, today) && (
                  <Text span inherit c="red">
                    {' '}
                    · late
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="end">
                {row.checked} of {row.toCheck}
              </Table.Td>
              <Table.Td>{row.order.details?.radio?.name ?? ''}</Table.Td>
              <Table.Td className="figures">{formatPosition(row.order.lat, row.order.lng, 15)}</Table.Td>
              <Table.Td>
                <Code value={row.order.h3} what={`cell of ${row.order.title}`} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length === 0 && (
        <Text fz="sm" c="dimmed" p="md">
          No work order fits these filters.
        </Text>
      )}
    </div>
  )
}
