import { useMemo } from 'react'
import { measureGoal } from '#core/collaboration/measureGoal'
import type { Goal, Hotspot } from '#core/model/records'
import { GoalBar } from '../../ui/GoalBar'

interface MeasuredGoalProps {
  goal: Goal
  fleet: Hotspot[]
  provisionedCount: number
}

/** One goal, counted again only when what it counts has changed. */
export function MeasuredGoal({ goal, fleet, provisionedCount }: MeasuredGoalProps) {
  const { metric, resolution } = goal
  const value = useMemo(
    () => measureGoal({ metric, resolution }, { hotspots: fleet, provisionedCount }),
    [metric, resolution, fleet, provisionedCount],
  )
  return <GoalBar goal={goal} value={value} headingOrder={3} />
}
