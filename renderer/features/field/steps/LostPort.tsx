import { Button, Text } from '@mantine/core'
import { dismissProblem, useDevice } from '../deviceSession'
import { otherPort, reopenPort, tell, useFieldWork } from '../fieldWork'
import { STEP_LABELS } from '../flow/fieldSteps'
import { StepForm } from '../StepForm'

/** The cable was pulled or the device restarted: what is known stays, and the port can be opened again. */
export function LostPort() {
  const identified = useDevice(({ session }) => session?.identified === true)
  const { step } = useFieldWork()

  /** What was seen was seen: a record can still be signed. */
  function signKnown() {
    dismissProblem()
    tell({ type: 'went', step: 'position' })
  }

  return (
    <StepForm
      title="The port is gone"
      action="Open the port again"
      onAction={reopenPort}
      others={
        <>
          {identified && (
            <Button size="xl" variant="default" onClick={signKnown}>
              Sign what is known
            </Button>
          )}
          <Button size="xl" variant="default" onClick={otherPort}>
            Other port
          </Button>
        </>
      }
    >
      <Text fz="lg">
        {identified
          ? `What the device said so far is kept beside this. Plug it in and open the port again: it goes on at “${STEP_LABELS[step]}”, if it is the same device. Or sign a record of what is known.`
          : 'The device had not said who it is. Plug it in and open the port again.'}
      </Text>
    </StepForm>
  )
}
