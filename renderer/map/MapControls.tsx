import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import classes from './FleetMap.module.css'

interface MapControlsProps {
  onZoom: (levels: number) => void
  onFit: () => void
}

/** Zoom and fit for those who use neither wheel nor keys. Kept from rendering with every frame of a pan. */
export const MapControls = memo(function MapControls({ onZoom, onFit }: MapControlsProps) {
  return (
    <ActionIcon.Group orientation="vertical" className={classes.controls}>
      <Tooltip label="Zoom in (+)" position="left">
        <ActionIcon variant="default" size="lg" aria-label="Zoom in" onClick={() => onZoom(1)}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Zoom out (−)" position="left">
        <ActionIcon variant="default" size="lg" aria-label="Zoom out" onClick={() => onZoom(-1)}>
          <IconMinus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Show everything (0)" position="left">
        <ActionIcon variant="default" size="lg" aria-label="Show everything" onClick={onFit}>
          <IconFocusCentered size={16} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  )
})
