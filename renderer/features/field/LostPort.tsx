import { Button, Text } from '@mantine/core'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'

interface LostPortProps {
  device: DeviceSession
  onReopen: () => void
  /** What was seen was seen: a record can still be signed. */
  onSignKnown: () => void
  onOtherPort: () => void
}

/** The cable was pulled or the device restarted: what is known stays, and the port can be opened again. */
export function LostPort({ device, onReopen, onSignKnown, onOtherPort }: LostPortProps) {
  const identified = device.session?.identified === true
  return (
    <StepForm
      title="The port is gone"
      action="Open the port again"
      onAction={onReopen}
      device={device}
      busyText="Opening the port and asking the device who it is."
      others={
        <>
          {identified && (
            <Button size="xl" variant="default" onClick={onSignKnown}>
              Sign what is known
            </Button>
          )}
          <Button size="xl" variant="default" onClick={onOtherPort}>
            Other port
          </Button>
        </>
      }
    >
      <Text fz="lg">
        {identified
          ? 'What the device said so far is kept beside this. Plug it in and open the port again, or sign a record of what is known.'
          : 'The device had not said who it is. Plug it in and open the port again.'}
      </Text>
    </StepForm>
  )
}
