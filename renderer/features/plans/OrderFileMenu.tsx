import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { OrderFormat } from './useOrderFiles'

interface OrderFileMenuProps {
  disabled: boolean
  onSave: (format: OrderFormat) => void
}

const FORMATS: { format: OrderFormat; label: string }[] = [
  { format: 'geojson', label: 'GeoJSON, for map programs' },
  { format: 'kml', label: 'KML, for phones and Google Earth' },
  { format: 'csv', label: 'CSV, for spreadsheets' },
]

/** The file formats of work orders. */
export function OrderFileMenu({ disabled, onSave }: OrderFileMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" disabled={disabled} leftSection={<IconDownload size={16} />}>
          Save as
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item key={format} onClick={() => onSave(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
