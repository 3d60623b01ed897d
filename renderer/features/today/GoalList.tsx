import { Anchor, Group, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import type { Goal, Hotspot } from '#core/model/records'
import { GoalBar } from '../../ui/GoalBar'
import classes from './TodayScreen.module.css'

/** Counting cells takes the H3 library, which the first paint does not wait for. */
const MeasuredGoal = lazy(async () => ({ default: (await import('./MeasuredGoal')).MeasuredGoal }))

const GOALS_SHOWN = 4

interface GoalListProps {
  goals: Goal[]
  /** Undefined while it is being read. */
  fleet: Hotspot[] | undefined
  provisionedCount: number
}

/** The goals that are due first, each measured from the records. */
export function GoalList({ goals, fleet, provisionedCount }: GoalListProps) {
  const shown = [...goals].sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1)).slice(0, GOALS_SHOWN)
  return (
    <section aria-labelledby="goals-title">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="goals-title">
          Goals
        </Title>
        <Anchor component={Link} href="/coop" fz="sm">
          {goals.length === 0 ? 'Add a goal' : 'All goals'}
        </Anchor>
      </Group>
      {goals.length === 0 && (
        <div className={classes.item}>
          <Text c="dimmed">Goals you share will be measured here, from the records alone.</Text>
        </div>
      )}
      <ul className={classes.list}>
        {shown.map((goal) => {
          const uncounted = <GoalBar goal={goal} value={null} headingOrder={3} />
          return (
            <li key={goal.id} className={classes.item}>
              <Suspense fallback={uncounted}>
                {fleet ? <MeasuredGoal goal={goal} fleet={fleet} provisionedCount={provisionedCount} /> : uncounted}
              </Suspense>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
