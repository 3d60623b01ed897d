import { Checkbox, Group, Slider, Text } from '@mantine/core'
import type { LayerSetting } from '../../../map/mapContent'

interface LayerRowProps {
  label: string
  setting: LayerSetting
  onChange: (setting: LayerSetting) => void
}

/** One layer: shown or not, and how strongly. */
export function LayerRow({ label, setting, onChange }: LayerRowProps) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Checkbox
          size="xs"
          label={label}
          checked={setting.visible}
          onChange={(event) => onChange({ ...setting, visible: event.currentTarget.checked })}
        />
        <Text fz="xs" c="dimmed" className="figures">
          {Math.round(setting.opacity * 100)}%
        </Text>
      </Group>
      {setting.visible && (
        <Slider
          size="xs"
          mt={6}
          min={0.1}
          max={1}
          step={0.05}
          label={null}
          thumbLabel={`Opacity of ${label.toLowerCase()}`}
          value={setting.opacity}
          onChange={(opacity) => onChange({ ...setting, opacity })}
        />
      )}
    </div>
  )
}
