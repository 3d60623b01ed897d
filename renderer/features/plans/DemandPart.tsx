import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { DemandLayer } from '#core/model/dataLayer'
import { weightText } from '#core/words/weightText'
import { MayWrite } from '../../ui/access/MayWrite'
import type { DraftPart } from './DraftFields'

export type DrawnKind = DemandLayer['drawn'][number]['kind']

interface DemandPartProps extends DraftPart {
  layers: readonly DemandLayer[]
  isDrawing: boolean
  /** Draws a piece of demand onto the chosen layer, or as a layer of its own, worth `value`. */
  onDraw: (kind: DrawnKind, value: number) => void
  onRemove: (drawnId: string) => void
  onImport: () => void
}

const EACH_CELL = 'each-cell'

/** What is worth covering: every cell alike, or imported demand with what is drawn onto it. */
export function DemandPart({ draft, onChange, layers, isDrawing, onDraw, onRemove, onImport }: DemandPartProps) {
  const [kind, setKind] = useState<DrawnKind>('weight')
  const [value, setValue] = useState<number | string>(100)
  const layer = layers.find(({ id }) => id === draft.demand?.layerId)
  const gone = draft.demand && !layer
  return (
    <Stack gap="xs">
      <Select
        label="What is worth reaching"
        allowDeselect={false}
        data={[
          { value: EACH_CELL, label: 'Every cell alike' },
          ...layers.map(({ id, name, totalWeight, unit, drawn }) => ({
            value: id,
            label: `${name}: ${weightText(totalWeight + drawnTotal(drawn), unit)}`,
          })),
        ]}
        value={layer?.id ?? EACH_CELL}
        error={gone ? `${draft.demand?.name} is no longer here: choose again.` : undefined}
        onChange={(id) => {
          const chosen = layers.find((one) => one.id === id)
          onChange({ demand: chosen ? { layerId: chosen.id, name: chosen.name, unit: chosen.unit } : null })
        }}
      />
      <Button size="compact-sm" variant="default" w="max-content" onClick={onImport}>
        Import population or demand
      </Button>
      <Stack gap={6} role="group" aria-label="Drawn demand">
        {layer?.drawn.map((drawn) => (
          <Group key={drawn.id} justify="space-between" wrap="nowrap" gap="xs">
            <Text fz="xs" truncate>
              {drawn.name} · {drawn.kind === 'weight' ? weightText(drawn.value, layer.unit) : `times ${drawn.value}`}
            </Text>
            <MayWrite tables={['dataLayers']}>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Remove ${drawn.name}`}
                onClick={() => onRemove(drawn.id)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </MayWrite>
          </Group>
        ))}
        <Group gap="xs" grow align="end" wrap="nowrap">
          <Select
            size="xs"
            label="Draw"
            allowDeselect={false}
            data={[
              { value: 'weight', label: 'Added demand' },
              // A boost multiplies what is there, so there must be something.
              { value: 'boost', label: 'A boost', disabled: !layer },
            ]}
            value={kind}
            onChange={(chosen) => {
              setKind(chosen as DrawnKind)
              setValue(chosen === 'boost' ? 2 : 100)
            }}
          />
          <NumberInput
            size="xs"
            label={kind === 'weight' ? `Worth, ${layer?.unit ?? 'units'}` : 'Times'}
            min={0}
            value={value}
            onChange={setValue}
          />
        </Group>
        <MayWrite tables={['dataLayers']}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isDrawing || !(Number(value) >= 0) || value === ''}
            onClick={() => onDraw(kind, Number(value))}
          >
            Draw on the map
          </Button>
        </MayWrite>
      </Stack>
    </Stack>
  )
}

/** Boosts depend on what lies under them, so they are not in this sum. */
function drawnTotal(drawn: DemandLayer['drawn']): number {
  return drawn.reduce((sum, { kind, value }) => sum + (kind === 'weight' ? value : 0), 0)
}
