import { Button, Text } from '@mantine/core'
import { Code } from '../../ui/Code'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'

interface VerifyStepProps {
  device: DeviceSession
  onVerify: () => void
  onNext: () => void
  onOtherNetwork: () => void
}

/** Whether the device, asked again, still says that it is connected. */
export function VerifyStep({ device, onVerify, onNext, onOtherNetwork }: VerifyStepProps) {
  const { session } = device
  const connected = session?.connected === true
  return (
    <StepForm
      key={connected ? 'connected' : 'unconnected'}
      title={connected ? 'Connected' : 'The device does not say that it is connected'}
      action={connected ? 'Set the position' : 'Ask again'}
      onAction={connected ? onNext : onVerify}
      device={device}
      busyText="Asking the device again whether it is connected."
      others={
        <>
          {connected && (
            <Button size="xl" variant="default" onClick={onVerify}>
              Ask again
            </Button>
          )}
          <Button size="xl" variant="default" onClick={onOtherNetwork}>
            Other network
          </Button>
        </>
      }
    >
      {connected ? (
        <Text fz="lg">
          Asked again, the device says that it is connected{session.ssid ? ` to ${session.ssid}` : ' to a network it knew before'}
          .
        </Text>
      ) : (
        <Text fz="lg">Ask again, or choose another network and check the password.</Text>
      )}
      {session?.urls.map((url) => (
        <Text key={url} fz="sm" component="div">
          Its page on that network: <Code value={url} what="page address" whole />
        </Text>
      ))}
    </StepForm>
  )
}
