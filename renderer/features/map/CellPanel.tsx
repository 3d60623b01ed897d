import { Button, CloseButton, Group, Stack, Text, Title } from '@mantine/core'
import { cellArea, cellToLatLng, getResolution } from 'h3-js'
import type { ReactNode } from 'react'
import type { Hotspot } from '#core/model/records'
import { countText } from '#core/words/countText'
import { areaText } from '#core/words/distanceText'
import { numberText } from '#core/words/numberText'
import { formatPosition } from '../../map/coordinates'
import { Code } from '../../ui/Code'
import classes from './MapScreen.module.css'

interface CellPanelProps {
  cell: string
  hotspots: Hotspot[]
  /** Who covers it, where coverage is shown. */
  coverage: ReactNode
  /** What its hotspots got, where rewards are shown. */
  rewards: ReactNode
  onChoose: (id: string) => void
  onClose: () => void
}

const LISTED = 100

/** A cell: how many hotspots are in it, and which. */
export function CellPanel({ cell, hotspots, coverage, rewards, onChoose, onClose }: CellPanelProps) {
  const [latitude, longitude] = cellToLatLng(cell)
  return (
    <aside className={`${classes.panel} ${classes.details}`} aria-label="Chosen cell">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{countText(hotspots.length, 'hotspot')}</Title>
        <CloseButton aria-label="Close cell" onClick={onClose} />
      </Group>
      <dl className={classes.facts}>
        <dt>H3 cell</dt>
        <dd>
          <Code value={cell} what="cell" />
        </dd>
        <dt>Resolution</dt>
        <dd>{getResolution(cell)}</dd>
        <dt>Area</dt>
        <dd>{areaText(cellArea(cell, 'm2'))}</dd>
        <dt>Centre</dt>
        <dd className="figures">{formatPosition(latitude, longitude, 14)}</dd>
      </dl>
      {rewards}
      {coverage}
      <Stack gap={2}>
        <Title order={3}>Hotspots in it</Title>
        {hotspots.length === 0 && (
          <Text fz="sm" c="dimmed">
            No hotspot of the fleet is in this cell.
          </Text>
        )}
        {hotspots.slice(0, LISTED).map((hotspot) => (
          <Button
            key={hotspot.id}
            variant="subtle"
            color="gray"
            size="compact-sm"
            justify="flex-start"
            onClick={() => onChoose(hotspot.id)}
          >
            {hotspot.name}
          </Button>
        ))}
        {hotspots.length > LISTED && (
          <Text fz="xs" c="dimmed">
            and {numberText(hotspots.length - LISTED)} more: zoom in for a smaller cell.
          </Text>
        )}
      </Stack>
    </aside>
  )
}
