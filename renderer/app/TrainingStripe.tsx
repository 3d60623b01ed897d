import { Group, Text, UnstyledButton } from '@mantine/core'
import { IconSchool } from '@tabler/icons-react'
import { removeDemoCooperative } from '../data/cooperative/demoCooperative'
import { useCooperative } from '../data/cooperative/settings'
import { runJob } from '../platform/jobs'
import { useTraining } from '../platform/training'
import classes from './TrainingStripe.module.css'

/** Says that something is not real: made-up records, or a simulated device in use. */
export function TrainingStripe() {
  const simulated = useTraining((state) => state.active)
  const cooperative = useCooperative()
  const isDemo = cooperative?.synthetic === true
  if (simulated.length === 0 && !isDemo) return null
  const parts = [...(isDemo ? ['Demo cooperative: synthetic data'] : []), ...simulated]

  return (
    <div className={classes.stripe} role="status">
      <Group gap={8} wrap="nowrap">
        <IconSchool size={16} />
        <Text span fz="xs" fw={700} lts={1}>
          TRAINING
        </Text>
        <Text span fz="xs">
          {parts.join(' · ')}
        </Text>
      </Group>
      {isDemo && (
        <UnstyledButton className={classes.remove} onClick={removeDemo}>
          Remove the demo cooperative
        </UnstyledButton>
      )}
    </div>
  )
}

function removeDemo(): void {
  // A failure is shown by the jobs tray.
  runJob('Removing the demo cooperative', removeDemoCooperative, () => 'The demo cooperative was removed.').catch(() => {})
}
