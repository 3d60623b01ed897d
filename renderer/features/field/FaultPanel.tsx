import { Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Problem } from '#core/model/problem'
import classes from './Field.module.css'

interface FaultPanelProps {
  problem: Problem
  /** What the fault did not take away. */
  kept: string
  /** The one large action of the step. */
  next: string
}

/** A fault as it helps on a roof: what happened, what is kept, and the one thing to do next. */
export function FaultPanel({ problem, kept, next }: FaultPanelProps) {
  return (
    <div className={classes.fault} role="alert">
      <IconAlertTriangle size={32} aria-hidden />
      <div>
        <Text fz="lg" fw={650} component="p">
          {problem.message}
        </Text>
        <Text fz="md" component="p">
          {kept} Next: {next}.
        </Text>
        <Text fz="xs" ff="monospace" component="p">
          {problem.code}
          {problem.field === undefined ? '' : ` · ${problem.field}`}
          {problem.causeText === undefined ? '' : ` · ${problem.causeText}`}
        </Text>
      </div>
    </div>
  )
}
