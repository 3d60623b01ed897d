import { Card, Group } from '@mantine/core'
import { useMemo } from 'react'
import { measureGoal, occupiedCells } from '#core/collaboration/measureGoal'
import type { Goal, Hotspot } from '#core/model/records'
import { GoalBar } from '../../ui/GoalBar'
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
  return (
    <Card withBorder padding="md">
      <Group wrap="nowrap" align="flex-start">
        <GoalBar goal={goal} value={value} headingOrder={2} />
        <CellPicture cells={cells} />
      </Group>
    </Card>
  )
}
