import { Checkbox, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef } from 'react'
import type { Hotspot } from '#core/model/records'
import { FleetRow } from './FleetRow'
import classes from './FleetScreen.module.css'
import type { FleetSort, SortColumn } from './viewFleet'

interface FleetTableProps {
  hotspots: Hotspot[]
  sort: FleetSort
  onSort: (sort: FleetSort) => void
  selection: ReadonlySet<string>
  onSelect: (selection: ReadonlySet<string>) => void
  onToggle: (id: string) => void
  chosenId: string | null
  onChoose: (id: string | null) => void
  /** The row under the pointer or with the focus. */
  onPoint: (hotspot: Hotspot | null) => void
}

const ROW_PX = 32
/** The name takes what the others leave. */
const COLUMNS: { column: SortColumn; label: string; width?: number | string }[] = [
  { column: 'name', label: 'Name' },
  { column: 'network', label: 'Network', width: 144 },
  { column: 'place', label: 'Place', width: '20%' },
  { column: 'owner', label: 'Owner', width: 122 },
  { column: 'h3', label: 'H3 cell', width: 132 },
  { column: 'groups', label: 'Groups', width: '14%' },
  { column: 'updatedAt', label: 'Updated', width: 108 },
]

/** A real table that only draws the rows in view. Arrow keys move, Enter shows one, Esc hides it, x selects it. */
export function FleetTable(props: FleetTableProps) {
  const { hotspots, sort, onSort, selection, onSelect, onToggle, chosenId, onChoose, onPoint } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: hotspots.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: ROW_PX,
  })
  const drawn = rows.getVirtualItems()
  const above = drawn[0]?.start ?? 0
  const below = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0)

  const { scrollToIndex } = rows
  const scrolledTo = useRef<string | null>(null)
  useEffect(() => {
    // Chosen on the map or by its address: its row comes into view once, and the person's own scrolling stays.
    if (chosenId === scrolledTo.current) return
    scrolledTo.current = chosenId
    const index = hotspots.findIndex(({ id }) => id === chosenId)
    if (index >= 0) scrollToIndex(index)
  }, [chosenId, hotspots, scrollToIndex])

  const rowOf = (event: SyntheticEvent) => {
    const index = Number((event.target as HTMLElement).closest('tr')?.dataset.index ?? Number.NaN)
    return { index, hotspot: hotspots[index] }
  }
  const point = (event: SyntheticEvent) => onPoint(rowOf(event).hotspot ?? null)

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { index, hotspot } = rowOf(event)
    if (!hotspot || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'x') onToggle(hotspot.id)
    if (event.key === 'Escape') onChoose(null)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !hotspots[index + step]) return
    event.preventDefault()
    rows.scrollToIndex(index + step)
    // The row may be drawn only after the scroll.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index + step}"] button`)?.focus())
  }

  return (
    <section className={classes.scroller} ref={scroller} aria-label="Hotspots">
      <table
        className={classes.table}
        aria-rowcount={hotspots.length + 1}
        onKeyDown={onKeyDown}
        onPointerOver={point}
        onPointerLeave={() => onPoint(null)}
        onFocus={point}
        onBlur={() => onPoint(null)}
      >
        <colgroup>
          <col style={{ width: 40 }} />
          {COLUMNS.map(({ column, width }) => (
            <col key={column} data-column={column} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <Checkbox
                size="xs"
                aria-label="Select all shown"
                checked={selection.size > 0 && selection.size >= hotspots.length}
                indeterminate={selection.size > 0 && selection.size < hotspots.length}
                onChange={(event) => onSelect(new Set(event.currentTarget.checked ? hotspots.map(({ id }) => id) : []))}
              />
            </th>
            {COLUMNS.map(({ column, label }) => (
              <SortHeader key={column} column={column} label={label} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} />
          {drawn.map(({ index }) => {
            const hotspot = hotspots[index]
            return (
              hotspot && (
                <FleetRow
                  key={hotspot.id}
                  hotspot={hotspot}
                  index={index}
                  isSelected={selection.has(hotspot.id)}
                  isChosen={hotspot.id === chosenId}
                  onToggle={onToggle}
                  onChoose={onChoose}
                />
              )
            )
          })}
          <Spacer height={below} />
        </tbody>
      </table>
      {hotspots.length === 0 && <Text className={classes.none}>No hotspot fits these filters.</Text>}
    </section>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr>
      <td className={classes.spacer} style={{ height }} />
    </tr>
  )
}

interface SortHeaderProps extends Pick<FleetTableProps, 'sort' | 'onSort'> {
  column: SortColumn
  label: string
}

function SortHeader({ column, label, sort, onSort }: SortHeaderProps) {
  const isSorted = sort.column === column
  const Icon = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <th scope="col" data-column={column} aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton className={classes.sort} onClick={() => onSort({ column, descending: isSorted && !sort.descending })}>
        {label}
        {isSorted && <Icon size={14} aria-hidden />}
      </UnstyledButton>
    </th>
  )
}
