import { Button, DataList, Text } from '@mantine/core'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'

interface IdentifyStepProps {
  device: DeviceSession
  onIdentify: () => void
  onScan: () => void
  /** The device is connected already and stays so. */
  onKeepConnection: () => void
  onBack: () => void
}

/** Who the device says it is. */
export function IdentifyStep({ device, onIdentify, onScan, onKeepConnection, onBack }: IdentifyStepProps) {
  const known = device.session?.device
  const other = (
    <Button size="xl" variant="default" onClick={onBack}>
      Other port
    </Button>
  )
  if (!known) {
    return (
      <StepForm
        title="The device has not said who it is"
        action="Identify again"
        onAction={onIdentify}
        device={device}
        busyText="Asking the device who it is."
        others={other}
      >
        <Text c="dimmed">The port is open. Check that the device has power and speaks Improv, then ask again.</Text>
      </StepForm>
    )
  }
  return (
    <StepForm
      key="known"
      title={known.name}
      action="Scan for networks"
      onAction={onScan}
      device={device}
      busyText="The device listens for Wi-Fi networks."
      others={
        <>
          {device.session?.connected && (
            <Button size="xl" variant="default" onClick={onKeepConnection}>
              Keep its connection
            </Button>
          )}
          {other}
        </>
      }
    >
      <Text fz="lg">The device identified itself. This is its own word; nothing proved it.</Text>
      <DataList size="lg">
        {Object.entries({ Name: known.name, Firmware: known.firmware, Version: known.version, Chip: known.chip }).map(
          ([label, value]) => (
            <DataList.Item key={label}>
              <DataList.ItemLabel>{label}</DataList.ItemLabel>
              <DataList.ItemValue>{value}</DataList.ItemValue>
            </DataList.Item>
          ),
        )}
      </DataList>
    </StepForm>
  )
}
