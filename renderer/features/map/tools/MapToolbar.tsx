import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconAdjustmentsHorizontal,
  IconChartAreaLine,
  IconClock,
  IconDownload,
  IconLasso,
  IconPolygon,
  IconRuler2,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './MapToolbar.module.css'

export type MapTool = 'lasso' | 'polygon' | 'measure' | 'profile'

interface MapToolbarProps {
  active: MapTool | null
  onTool: (tool: MapTool | null) => void
  timeline: boolean
  onTimeline: (shown: boolean) => void
  calibrating: boolean
  onCalibrating: (shown: boolean) => void
  exports: { label: string; run: () => void }[]
}

const TOOLS: { tool: MapTool; label: string; icon: ReactNode }[] = [
  { tool: 'lasso', label: 'Select with a lasso', icon: <IconLasso size={18} /> },
  { tool: 'polygon', label: 'Select with a polygon', icon: <IconPolygon size={18} /> },
  { tool: 'measure', label: 'Measure', icon: <IconRuler2 size={18} /> },
  { tool: 'profile', label: 'Terrain profile between two points', icon: <IconChartAreaLine size={18} /> },
]

/** The map's tools, one at a time; Escape puts one down. */
export function MapToolbar({ active, onTool, timeline, onTimeline, calibrating, onCalibrating, exports }: MapToolbarProps) {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Map tools">
      {TOOLS.map(({ tool, label, icon }) => (
        <Tooltip key={tool} label={label} position="right" withinPortal={false}>
          <ActionIcon
            variant={active === tool ? 'filled' : 'default'}
            size="lg"
            aria-label={label}
            aria-pressed={active === tool}
            onClick={() => onTool(active === tool ? null : tool)}
          >
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
      <Tooltip label="Time" position="right" withinPortal={false}>
        <ActionIcon
          variant={timeline ? 'filled' : 'default'}
          size="lg"
          aria-label="Time slider"
          aria-pressed={timeline}
          onClick={() => onTimeline(!timeline)}
        >
          <IconClock size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Calibrate with measurements" position="right" withinPortal={false}>
        <ActionIcon
          variant={calibrating ? 'filled' : 'default'}
          size="lg"
          aria-label="Calibrate with measurements"
          aria-pressed={calibrating}
          onClick={() => onCalibrating(!calibrating)}
        >
          <IconAdjustmentsHorizontal size={18} />
        </ActionIcon>
      </Tooltip>
      <Menu position="right-start">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="Save the map as a file">
            <IconDownload size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {exports.map(({ label, run }) => (
            <Menu.Item key={label} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
