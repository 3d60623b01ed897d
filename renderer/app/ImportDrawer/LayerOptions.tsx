import { Group, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { resolutionText } from '#core/geo/resolutionText'
import type { LayerChoices, LayerPreview } from '../../data/layers/layerPreview'

interface LayerOptionsProps {
  preview: LayerPreview
  naming: LayerNaming
  isReading: boolean
  onNaming: (naming: LayerNaming) => void
  /** Reads the file again with these. */
  onRead: (choices: LayerChoices) => void
}

/** What the person calls the layer and its unit; the unit is null while it is the file's. */
export type LayerNaming = Pick<LayerChoices, 'name' | 'unit'>

const RESOLUTIONS = Array.from({ length: 8 }, (_, at) => at + 4)

/** How the file is to be read. What changes the cells reads it again, so that the figures below are always true. */
export function LayerOptions({ preview, naming, isReading, onNaming, onRead }: LayerOptionsProps) {
  const { choices, demand, kinds, kind } = preview
  const apply = (change: Partial<LayerChoices>) => onRead({ ...choices, ...naming, ...change })
  return (
    <Stack gap="xs">
      {kinds.length > 0 && (
        <Group gap="xs">
          <Text fz="sm">This raster holds</Text>
          <SegmentedControl
            aria-label="This raster holds"
            data={[
              { value: 'demand', label: 'Counts, such as people' },
              { value: 'terrain', label: 'Heights' },
            ]}
            value={kind}
            disabled={isReading}
            onChange={(use) => apply({ use: use === 'terrain' ? 'terrain' : 'demand', area: null, resolution: null })}
          />
        </Group>
      )}
      {kind !== 'terrain' && (
        <SimpleGrid cols={2} spacing="xs">
          <TextInput
            label="Name of this layer"
            value={naming.name}
            onChange={(event) => onNaming({ ...naming, name: event.currentTarget.value })}
            maxLength={80}
          />
          {demand && (
            <TextInput
              label="One unit is one of"
              value={naming.unit ?? demand.unit}
              onChange={(event) => onNaming({ ...naming, unit: event.currentTarget.value })}
              maxLength={40}
            />
          )}
          {demand?.resolutionIsFree && (
            <Select
              label="H3 resolution"
              data={RESOLUTIONS.map((resolution) => ({ value: String(resolution), label: resolutionText(resolution) }))}
              value={String(demand.resolution)}
              disabled={isReading}
              allowDeselect={false}
              onChange={(value) => value !== null && apply({ resolution: Number(value) })}
            />
          )}
          {demand && preview.hasFleet && (
            <Select
              label="Area"
              data={[
                { value: 'fleet', label: 'Fleet and 50 km around' },
                { value: 'whole', label: 'Whole file' },
              ]}
              value={choices.area ?? 'whole'}
              disabled={isReading}
              allowDeselect={false}
              onChange={(value) => apply({ area: value === 'fleet' ? 'fleet' : 'whole' })}
            />
          )}
        </SimpleGrid>
      )}
    </Stack>
  )
}
