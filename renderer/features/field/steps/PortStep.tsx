import { Badge, Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import type { DriverName } from '#core/provisioning/session/sessionState'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { ChoiceList } from '../ChoiceList'
import { failWith } from '../deviceSession'
import { openPort, tell, useFieldWork } from '../fieldWork'
import { choosePort, TYPED_PATH } from '../flow/portChoice'
import { StepForm } from '../StepForm'
import { useSignedPort } from '../signedPort'
import { TypedPath } from '../TypedPath'
import { usePorts } from '../usePorts'
import { LineSettings } from './LineSettings'

const TITLE = 'Plug the device in and choose its port'
const ACTION = 'Open and identify'
const DEFAULT_BAUD = 115_200

/** Which port: the one that was just plugged in, one the system lists, the training devices, or a path typed by hand. */
export function PortStep() {
  const { told, same, resumes } = useFieldWork()
  const { ports, before, problem, refresh } = usePorts()
  const signed = useSignedPort((state) => state.path)
  const last = told.port ?? same?.port ?? null
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedPath, setTypedPath] = useState(last?.path ?? '')
  const [driver, setDriver] = useState<DriverName | null>(last?.driver ?? null)
  const [baudRate, setBaudRate] = useState<number | null>(last?.baudRate ?? null)

  // Nothing to choose or type yet: what is typed must not be swept away by the list when it comes.
  if (!ports && !problem) {
    return (
      <StepForm key="looking" title={TITLE} action={ACTION} onAction={() => undefined} disabled>
        <Text c="dimmed">Looking for ports.</Text>
      </StepForm>
    )
  }
  const choice = choosePort({ ports: ports ?? [], before, chosen, last: last?.path ?? null, signed })
  const port = ports?.find(({ path }) => path === choice.path) ?? null
  const path = choice.path === TYPED_PATH ? typedPath.trim() : (choice.path ?? '')
  const speed = baudRate ?? port?.baudRate ?? DEFAULT_BAUD

  function open() {
    if (path === '') return failWith(new Problem('port.not-chosen', 'Choose a port or type its path.', { field: 'path' }))
    void openPort({ path, baudRate: speed, driver, usbSerial: port?.serialNumber ?? null })
  }

  return (
    <StepForm
      key="listed"
      title={resumes === null ? TITLE : 'Plug the same device in again and choose its port'}
      action={ACTION}
      onAction={open}
      others={
        <Button size="xl" variant="default" onClick={() => tell({ type: 'went', step: 'work-order' })}>
          Back
        </Button>
      }
    >
      {problem && <ProblemAlert problem={problem} />}
      {problem && (
        <Button size="xl" variant="default" onClick={refresh}>
          Look for ports again
        </Button>
      )}
      {ports?.every(({ vendorId }) => vendorId === null) && (
        <Text c="dimmed">No USB device is plugged in. It appears here by itself when it is.</Text>
      )}
      {choice.path === null && ports?.some((one) => one.path === signed) && (
        <Text fz="lg">
          The device before was signed at {signed} and its cable was not pulled since: plug the next one in, or choose its port.
        </Text>
      )}
      <ChoiceList
        label="Port"
        value={choice.path}
        choices={[
          ...(ports ?? []).map((one) => ({
            value: one.path,
            title: one.guess ?? one.manufacturer ?? 'Serial port',
            detail: portDetail(one),
            mark: markOf(one, choice),
          })),
          { value: TYPED_PATH, title: 'Another path', detail: 'A port that the system does not list' },
        ]}
        onChange={setChosen}
      />
      {choice.path === TYPED_PATH && <TypedPath example="/dev/ttyUSB0 or COM3" value={typedPath} onChange={setTypedPath} />}
      <LineSettings driver={driver} baudRate={speed} onDriver={setDriver} onBaudRate={setBaudRate} />
      {/* It comes a moment later: last, so that no choice moves away under a finger. */}
      <DeviceObstacle of="ports" asked={ports} />
    </StepForm>
  )
}

function markOf({ path, simulated }: SerialPortInfo, choice: { path: string | null; isNew: boolean }) {
  if (simulated) {
    return (
      <Badge color="yellow" variant="light" size="lg">
        TRAINING
      </Badge>
    )
  }
  if (!choice.isNew || path !== choice.path) return undefined
  return (
    <Badge variant="light" size="lg">
      Just plugged in
    </Badge>
  )
}

function portDetail(port: SerialPortInfo): string {
  const usb = port.vendorId === null ? null : `USB ${port.vendorId}:${port.productId ?? '????'}`
  const serial = port.serialNumber === null ? null : `serial ${port.serialNumber}`
  const guessed = port.guess !== null && !port.simulated ? 'by its USB ids, a guess' : null
  return [port.path, usb, serial, guessed].filter((part) => part !== null).join(' · ')
}
