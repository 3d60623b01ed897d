import { Group, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { PlanOutcome } from '#core/model/planStudy'
import { boundShare, boundText } from '#core/planning/boundText'
import { weightText } from '#core/words/weightText'
import classes from './BoundBar.module.css'

/** How good the choice is known to be: a thin bar towards what no choice can exceed. */
export function BoundBar({ outcome, unit }: { outcome: PlanOutcome; unit: string }) {
  const share = boundShare(outcome)
  const words = boundText(outcome)
  return (
    <div className={classes.bound}>
      <Group justify="space-between" gap="0 8px">
        <Text fz="sm" fw={600} className="figures" c={share === 1 ? 'green' : undefined}>
          {share === 1 && <IconCircleCheck size={14} aria-hidden />} {words}
        </Text>
        <Text fz="xs" c="dimmed" className="figures">
          {weightText(outcome.value, unit)} of at most {weightText(outcome.upperBound, unit)}
        </Text>
      </Group>
      <div className={classes.track} role="img" aria-label={`The choice is ${words}`}>
        <div className={classes.fill} data-proved={share === 1 || undefined} style={{ width: `${share * 100}%` }} />
      </div>
      <Text fz="xs" c="dimmed">
        Found by {outcome.method} in {(outcome.elapsedMs / 1_000).toFixed(1)} s{outcome.stoppedEarly ? ', stopped early' : ''}
      </Text>
    </div>
  )
}
