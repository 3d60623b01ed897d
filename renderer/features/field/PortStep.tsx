import { Badge, Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ChoiceList } from './ChoiceList'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'
import { usePorts } from './usePorts'

interface PortStepProps {
  device: DeviceSession
  onOpen: (path: string) => void
  onBack: () => void
}

const TYPED = 'typed path'
const TITLE = 'Plug the device in and choose its port'
const ACTION = 'Open and identify'

/** Which port: those the system lists, as they come and go, the training hotspot, or a path typed by hand. */
export function PortStep({ device, onOpen, onBack }: PortStepProps) {
  const { ports, problem, refresh } = usePorts()
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedPath, setTypedPath] = useState('')
  // A port that is gone cannot stay chosen.
  const present = chosen === TYPED || ports?.some((port) => port.path === chosen) ? chosen : null
  // A device that is plugged in is what one came for; built-in ports and the training device are a person's choice.
  const value = present ?? ports?.find((port) => port.vendorId !== null)?.path ?? null
  const path = value === TYPED ? typedPath.trim() : (value ?? '')

  const back = (
    <Button size="xl" variant="default" onClick={onBack}>
      Back
    </Button>
  )
  // Nothing to choose or type yet: what is typed must not be swept away by the list when it comes.
  if (!ports && !problem) {
    return (
      <StepForm key="looking" title={TITLE} action={ACTION} onAction={() => undefined} disabled device={device} others={back}>
        <Text c="dimmed">Looking for ports.</Text>
      </StepForm>
    )
  }
  return (
    <StepForm
      key="listed"
      title={TITLE}
      action={ACTION}
      onAction={() => onOpen(path)}
      disabled={path === ''}
      device={device}
      busyText={device.task === 'identify' ? 'Asking the device who it is.' : `Opening ${path}.`}
      others={back}
    >
      {problem && <ProblemAlert problem={problem} />}
      {problem && (
        <Button variant="default" onClick={refresh}>
          Look for ports again
        </Button>
      )}
      {ports?.every((port) => port.vendorId === null) && (
        <Text c="dimmed">No USB device is plugged in. It appears here by itself when it is.</Text>
      )}
      <ChoiceList
        label="Port"
        value={value}
        choices={[
          ...(ports ?? []).map((port) => ({
            value: port.path,
            title: port.guess ?? port.manufacturer ?? 'Serial port',
            detail: portDetail(port),
            mark: port.simulated ? (
              <Badge color="yellow" variant="light" size="lg">
                TRAINING
              </Badge>
            ) : undefined,
          })),
          { value: TYPED, title: 'Another path', detail: 'A port that the system does not list' },
        ]}
        onChange={setChosen}
      />
      {value === TYPED && (
        <TextInput
          label="Path of the port"
          placeholder="/dev/ttyUSB0 or COM3"
          size="xl"
          spellCheck={false}
          value={typedPath}
          onChange={(event) => setTypedPath(event.currentTarget.value)}
        />
      )}
    </StepForm>
  )
}

function portDetail(port: SerialPortInfo): string {
  const usb = port.vendorId === null ? null : `USB ${port.vendorId}:${port.productId ?? '????'}`
  const serial = port.serialNumber === null ? null : `serial ${port.serialNumber}`
  const guessed = port.guess !== null && !port.simulated ? 'by its USB ids, a guess' : null
  return [port.path, usb, serial, guessed].filter((part) => part !== null).join(' · ')
}
