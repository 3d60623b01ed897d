import { Badge, Group } from '@mantine/core'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import { stageColor, stageText } from './stageWords'

interface StageBadgeProps {
  state: Pick<PayoutState, 'stage' | 'transactions'>
  practice: boolean
}

/** How far a payout has come; what is practised says so. */
export function StageBadge({ state, practice }: StageBadgeProps) {
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      <Badge variant="light" color={stageColor(state.stage)} tt="none">
        {stageText(state)}
      </Badge>
      {practice && <TrainingBadge />}
    </Group>
  )
}

/** @param mb room below it, where it stands beside fields */
export function TrainingBadge({ mb }: { mb?: number }) {
  return (
    <Badge color="yellow" variant="light" mb={mb}>
      TRAINING
    </Badge>
  )
}
