import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { measureGoal, occupiedCells } from '#core/collaboration/measureGoal'
import type { Goal, Hotspot } from '#core/model/records'
import { CellPicture } from './CellPicture'

interface GoalCardProps {
  goal: Goal
  hotspots: Hotspot[]
  provisionedCount: number
}

/** A goal with its count, measured from the records, and a small picture of where the cooperative is. */
export function GoalCard({ goal, hotspots, provisionedCount }: GoalCardProps) {
  const value = useMemo(() => measureGoal(goal, { hotspots, provisionedCount }), [goal, hotspots, provisionedCount])
  const cells = useMemo(() => occupiedCells(hotspots, goal.resolution ?? 8), [hotspots, goal.resolution])
  const share = Math.min(1, value / goal.target)
  return (
    <Card withBorder padding="md">
      <Group wrap="nowrap" align="flex-start" justify="space-between">
        <Stack gap="xs" flex={1}>
          <Title order={2} fz="sm">
            {goal.title}
          </Title>
          <Text fz="xl" fw={600} className="figures">
            {value}
            <Text span c="dimmed" fz="sm">
              {' '}
              of {goal.target}
            </Text>
          </Text>
          <Progress
            value={share * 100}
            color={share >= 1 ? 'green' : 'teal'}
            aria-label={`${goal.title}: ${value} of ${goal.target}`}
          />
          <Text fz="xs" c="dimmed">
            {share >= 1 ? 'Reached' : `${goal.target - value} to go`}
            {goal.dueOn ? ` · due ${goal.dueOn}` : ''}
          </Text>
        </Stack>
        <CellPicture cells={cells} />
      </Group>
    </Card>
  )
}
