import { Checkbox, Group, Slider, Stack, Text, Title } from '@mantine/core'
import type { Hotspot } from '#core/model/records'
import { DensityLegend } from '../../map/DensityLegend'
import type { DensitySummary } from '../../map/densityClasses'
import type { MapSelection } from '../../map/mapContent'
import { LAYER_NAMES, type Layers } from './layers'
import classes from './MapScreen.module.css'
import { PlaceSearch } from './PlaceSearch'

interface LayerPanelProps {
  layers: Layers
  onLayers: (layers: Layers) => void
  density: DensitySummary | null
  located: number
  withoutLocation: number
  hotspots: Hotspot[]
  onFind: (selection: MapSelection) => void
  onPosition: (lat: number, lng: number) => void
}

/** Search, layers with their opacity, and the legend. */
export function LayerPanel(props: LayerPanelProps) {
  const { layers, onLayers } = props
  return (
    <aside className={classes.panel} aria-label="Layers">
      <PlaceSearch hotspots={props.hotspots} onFind={props.onFind} onPosition={props.onPosition} />
      <Text fz="sm" className="figures">
        {props.located.toLocaleString('en')} hotspots on the map
        {props.withoutLocation > 0 && (
          <Text span inherit c="dimmed" display="block">
            {props.withoutLocation.toLocaleString('en')} without a location
          </Text>
        )}
      </Text>
      <Stack gap="sm">
        <Title order={2}>Layers</Title>
        {(Object.keys(LAYER_NAMES) as (keyof Layers)[]).map((key) => (
          <div key={key}>
            <Group justify="space-between" wrap="nowrap">
              <Checkbox
                size="xs"
                label={LAYER_NAMES[key]}
                checked={layers[key].visible}
                onChange={(event) => onLayers({ ...layers, [key]: { ...layers[key], visible: event.currentTarget.checked } })}
              />
              <Text fz="xs" c="dimmed" className="figures">
                {Math.round(layers[key].opacity * 100)}%
              </Text>
            </Group>
            <Slider
              size="xs"
              mt={6}
              min={0.1}
              max={1}
              step={0.05}
              label={null}
              thumbLabel={`Opacity of ${LAYER_NAMES[key].toLowerCase()}`}
              value={layers[key].opacity}
              onChange={(opacity) => onLayers({ ...layers, [key]: { ...layers[key], opacity } })}
            />
          </div>
        ))}
      </Stack>
      {props.density && layers.density.visible && <DensityLegend density={props.density} />}
    </aside>
  )
}
