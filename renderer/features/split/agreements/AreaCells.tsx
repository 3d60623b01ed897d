import { Button, Group, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { cellsInArea } from '#core/geo/cellsInArea'
import { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { usePlans } from '../../../data/queries'
import { linesOf } from './readDraft'

interface AreaCellsProps {
  text: string
  fault: string | undefined
  onChange: (text: string) => void
}

const USUAL_RESOLUTION = 8

/** H3 cells as text, or those of the area of a plan. */
export function AreaCells({ text, fault, onChange }: AreaCellsProps) {
  const plans = usePlans() ?? []
  const [planId, setPlanId] = useState<string | null>(null)
  const [resolution, setResolution] = useState<number | string>(USUAL_RESOLUTION)
  const [areaFault, setAreaFault] = useState<string | null>(null)
  const plan = plans.find(({ id }) => id === planId)

  function take() {
    if (!plan) return
    try {
      onChange(cellsInArea(plan.area, Number(resolution)).join('\n'))
      setAreaFault(null)
    } catch (thrown) {
      setAreaFault(Problem.from(thrown, 'area.malformed', 'The area of this plan cannot be used.').message)
    }
  }

  return (
    <Stack gap={6}>
      <Textarea
        label="Cells"
        description={`H3 cells of any size, one per line. ${countText(linesOf(text).length, 'cell')} named.`}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        value={text}
        error={fault}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {plans.length > 0 && (
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <Select
            flex={1}
            size="xs"
            label="Or the area of a plan"
            data={plans.map(({ id, name }) => ({ value: id, label: name }))}
            value={planId}
            onChange={setPlanId}
          />
          <NumberInput
            w={110}
            size="xs"
            label="Resolution"
            min={0}
            max={15}
            allowDecimal={false}
            value={resolution}
            onChange={setResolution}
          />
          <Button size="xs" variant="default" disabled={!plan || resolution === ''} onClick={take}>
            Take its cells
          </Button>
        </Group>
      )}
      {areaFault && (
        <Text fz="xs" c="var(--mantine-color-error)">
          {areaFault}
        </Text>
      )}
    </Stack>
  )
}
