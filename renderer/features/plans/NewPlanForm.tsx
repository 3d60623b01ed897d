import { Button, Group, NumberInput, Progress, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { getHexagonAreaAvg } from 'h3-js'
import { type FormEvent, useState } from 'react'
import type { Ring } from '#core/model/position'
import type { Problem } from '#core/model/problem'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { AreaChoice, type AreaChoiceProps } from './AreaChoice'
import type { PlanSettings } from './NewPlan'
import classes from './Plans.module.css'
import { ringAreaM2 } from './planArea'
import { countText, formatArea, formatResolution } from './planFigures'

interface NewPlanFormProps extends AreaChoiceProps {
  defaultName: string
  area: Ring | null
  run: { share: number; cancel: () => void } | null
  problem: Problem | null
  onChoose: (settings: PlanSettings) => void
}

const RESOLUTIONS = [5, 6, 7, 8, 9, 10, 11]

/** What a plan needs to know. */
export function NewPlanForm({ defaultName, area, run, problem, onChoose, ...choice }: NewPlanFormProps) {
  const [name, setName] = useState(defaultName)
  const [resolution, setResolution] = useState(9)
  const [reachM, setReachM] = useState<number | string>(1_000)
  const [count, setCount] = useState<number | string>(10)
  const cells = area ? Math.round(ringAreaM2(area) / getHexagonAreaAvg(resolution, 'm2')) : 0

  function submit(event: FormEvent): void {
    event.preventDefault()
    onChoose({ name: name.trim(), resolution, reachM: Number(reachM), count: Number(count) })
  }

  return (
    <form className={classes.form} onSubmit={submit} aria-label="New plan">
      <Stack gap="md">
        {problem && <ProblemAlert problem={problem} />}
        <TextInput label="Name" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <AreaChoice {...choice} />
        <Text fz="sm" className={classes.areaFigures} role="status">
          {area
            ? `${formatArea(ringAreaM2(area))}, about ${countText(cells, 'cell')}`
            : 'No area yet: draw one, take the view, or give a circle.'}
        </Text>
        <Title order={2}>Settings</Title>
        <Select
          label="H3 resolution of the cells"
          allowDeselect={false}
          data={RESOLUTIONS.map((value) => ({ value: String(value), label: formatResolution(value) }))}
          value={String(resolution)}
          onChange={(value) => setResolution(Number(value))}
        />
        <NumberInput
          label="Reach of a hotspot"
          description="An assumption, the same in every direction"
          required
          min={1}
          suffix=" m"
          thousandSeparator=","
          value={reachM}
          onChange={setReachM}
        />
        <NumberInput label="Number of sites" required min={1} allowDecimal={false} value={count} onChange={setCount} />
        {run ? (
          <Stack gap="xs">
            <Progress value={run.share * 100} aria-label="Progress of choosing" />
            <Group justify="space-between">
              <Text fz="sm" className="figures">
                Choosing, {Math.round(run.share * 100)}%
              </Text>
              <Button variant="default" onClick={run.cancel}>
                Cancel
              </Button>
            </Group>
          </Stack>
        ) : (
          <Button type="submit" disabled={area === null || Number(count) < 1 || Number(reachM) <= 0}>
            Choose {Number(count) >= 1 ? countText(Number(count), 'site') : 'sites'}
          </Button>
        )}
      </Stack>
    </form>
  )
}
