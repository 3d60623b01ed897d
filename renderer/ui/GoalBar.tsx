import { Group, Progress, Stack, Text, Title } from '@mantine/core'
import type { Goal } from '#core/model/records'
import { numberText } from '#core/words/numberText'

interface GoalBarProps {
  goal: Goal
  /** The goal's count so far, from `measureGoal`; null while it is being counted. */
  value: number | null
  /** Where its title stands among the screen's headings. */
  headingOrder: 2 | 3
}

/** A goal with its measured count, as figures and as a bar. */
export function GoalBar({ goal, value, headingOrder }: GoalBarProps) {
  const share = Math.min(1, (value ?? 0) / goal.target)
  const count = value === null ? '…' : numberText(value)
  const target = numberText(goal.target)
  const toGo = value === null ? 'Counting' : `${numberText(goal.target - value)} to go`
  return (
    <Stack gap={4} flex={1} miw={0}>
      <Group justify="space-between" align="baseline" wrap="nowrap" gap="xs">
        <Title order={headingOrder} fz="sm">
          {goal.title}
        </Title>
        <Text fz="sm" className="figures" style={{ whiteSpace: 'nowrap' }}>
          <b>{count}</b> of {target}
        </Text>
      </Group>
      <Progress
        value={share * 100}
        color={share >= 1 ? 'green' : 'var(--accent-line)'}
        aria-label={`${goal.title}: ${count} of ${target}`}
      />
      <Text fz="xs" c="dimmed">
        {share >= 1 ? 'Reached' : toGo}
        {goal.dueOn ? ` · due ${goal.dueOn}` : ''}
      </Text>
    </Stack>
  )
}
