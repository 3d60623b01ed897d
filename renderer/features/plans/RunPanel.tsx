import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import type { PlanProgress } from '#core/planning/planRequest'
import { weightText } from '#core/words/weightText'
import { RunChart, type RunSample } from './RunChart'

interface RunPanelProps {
  progress: PlanProgress | null
  samples: readonly RunSample[]
  unit: string
  /** Pressed already: the best so far is being taken. */
  isStopping: boolean
  onStop: () => void
  onCancel: () => void
}

const PHASES: Record<PlanProgress['phase'], string> = {
  reach: 'Finding who covers what',
  search: 'Searching for better sites',
  prove: 'Proving how good they are',
  explain: 'Working out why each site',
}

/** The search under way: what is found, what is possible at most, and the two ways to end it. */
export function RunPanel({ progress, samples, unit, isStopping, onStop, onCancel }: RunPanelProps) {
  const share = progress?.share ?? 0
  return (
    <Stack gap="xs" mb="md" role="group" aria-label="Choosing sites">
      <Progress value={share * 100} aria-label="Progress of choosing" />
      <Text fz="sm" role="status">
        {isStopping ? 'Taking the best so far' : progress ? PHASES[progress.phase] : 'Beginning'}
      </Text>
      {samples.length > 0 && <RunChart samples={samples} unit={unit} />}
      {progress?.value !== null && progress?.value !== undefined && (
        <Text fz="sm" className="figures">
          {weightText(progress.value, unit)} so far
          {progress.upperBound !== null && `, at most ${weightText(progress.upperBound, unit)}`}
        </Text>
      )}
      <Group gap="xs" wrap="nowrap">
        <Button variant="default" disabled={isStopping || progress?.value == null} onClick={onStop}>
          Stop, good enough
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  )
}
