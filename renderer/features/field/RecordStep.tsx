import { Button, Text } from '@mantine/core'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'

interface RecordStepProps {
  device: DeviceSession
  workOrder: string | null
  onSign: () => void
  onBack: () => void
}

/** The last look before the record is signed with this installation's key. */
export function RecordStep({ device, workOrder, onSign, onBack }: RecordStepProps) {
  const { session } = device
  return (
    <StepForm
      title="Sign the record"
      action="Sign record"
      onAction={onSign}
      device={device}
      busyText="Signing with this installation's key."
      others={
        <Button size="xl" variant="default" onClick={onBack}>
          Back
        </Button>
      }
    >
      <Text fz="lg">
        The record says what is listed under “What is known”, no more: {session?.device?.name ?? 'the device'} was identified,{' '}
        {session?.connected ? 'it says it is connected' : 'it is not connected'}, and nothing was proved.
      </Text>
      <Text fz="lg">
        {workOrder ? `Signing sets the work order “${workOrder}” to done.` : 'It belongs to no work order.'} It is kept here and
        syncs later.
      </Text>
    </StepForm>
  )
}
