import { Button, Text } from '@mantine/core'
import type { SessionState } from '#core/provisioning/session/sessionState'
import classes from '../Field.module.css'
import { giveOrder, goOn, tell, useFieldWork } from '../fieldWork'
import { actionToward, stepAfter } from '../flow/stepWords'
import { StepForm } from '../StepForm'

/** Whether the device controls its key now: the only thing that is ever called proved. */
export function ProveStep({ session }: { session: SessionState }) {
  const passed = useFieldWork((flow) => flow.passed)
  const { proof } = session

  async function prove() {
    if (await giveOrder({ kind: 'prove' })) tell({ type: 'told', told: { prove: true } })
  }

  if (proof) {
    return (
      <StepForm
        key="proved"
        title="Proved: the device controls its key"
        action={actionToward(stepAfter('prove', session, passed), session)}
        onAction={() => goOn('prove')}
      >
        <Text fz="lg">
          It signed a challenge that was made for this once; the signature verifies. It says nothing of its hardware.
        </Text>
        <div>
          <Text fz="sm" c="dimmed">
            Its key
          </Text>
          <span className={classes.code}>{proof.key}</span>
        </div>
      </StepForm>
    )
  }
  return (
    <StepForm
      title="Does it control its key?"
      action="Challenge the device"
      onAction={prove}
      others={
        <Button size="xl" variant="default" onClick={() => goOn('prove')}>
          Leave unproved
        </Button>
      }
    >
      <Text fz="lg">
        The device is given a fresh key and must sign it with its own; the signature is checked here and never sent anywhere.
      </Text>
    </StepForm>
  )
}
