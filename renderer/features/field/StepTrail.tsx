import { IconCheck } from '@tabler/icons-react'
import classes from './Field.module.css'
import { type FieldStepName, STEP_LABELS } from './flow/fieldSteps'

interface StepTrailProps {
  steps: readonly FieldStepName[]
  step: FieldStepName
  passed: readonly FieldStepName[]
}

/** The steps that this device has, and where it is. */
export function StepTrail({ steps, step, passed }: StepTrailProps) {
  return (
    <ol className={classes.steps} aria-label="Steps of a device">
      {steps.map((one) => (
        <li key={one} data-passed={passed.includes(one)} aria-current={one === step ? 'step' : undefined}>
          {passed.includes(one) && one !== step && <IconCheck size={14} aria-label="done" />}
          {STEP_LABELS[one]}
        </li>
      ))}
    </ol>
  )
}
