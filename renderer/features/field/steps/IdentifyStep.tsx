import { Alert, Button, DataList, Text } from '@mantine/core'
import { IconCopyCheck } from '@tabler/icons-react'
import type { Provisioning } from '#core/model/records'
import { dateTimeText } from '#core/words/dateText'
import { useDevice } from '../deviceSession'
import { goOn, identify, otherPort, takeThisDevice, tell, useFieldWork } from '../fieldWork'
import { recordOfSameDevice } from '../flow/recordOfSameDevice'
import { actionToward, DRIVER_WORDS, stepAfter } from '../flow/stepWords'
import { identifierText } from '../identifierText'
import { StepForm } from '../StepForm'

/** Who the device says it is. */
export function IdentifyStep({ provisionings }: { provisionings: Provisioning[] }) {
  const { session, problem } = useDevice()
  const { passed, told } = useFieldWork()
  const known = session?.device
  const other = (
    <Button size="xl" variant="default" onClick={otherPort}>
      Other port
    </Button>
  )
  if ((problem ?? session?.problem)?.code === 'session.other-device') {
    return (
      <StepForm
        key="other"
        title="This is another device"
        action="Take this device instead"
        onAction={takeThisDevice}
        others={other}
      >
        <Text fz="lg">
          Plug the first one in again and open its port, or begin with this one: what was learned of the first is kept apart, and
          it is listed as left half way.
        </Text>
      </StepForm>
    )
  }
  if (!session || !known) {
    return (
      <StepForm title="The device has not said who it is" action="Identify again" onAction={identify} others={other}>
        <Text c="dimmed">
          The port is open. Check that the device has power, that the port and its speed are right, then ask again.
        </Text>
      </StepForm>
    )
  }
  const next = stepAfter('identify', session, passed)
  const seen = { ...session, usbSerial: told.port?.usbSerial ?? null }
  const found = recordOfSameDevice(seen, provisionings, new Date())
  const facts = {
    Name: known.name,
    Firmware: `${known.firmware} ${known.version}`,
    Chip: known.chip,
    ...(known.os ? { System: `${known.os} ${known.osVersion ?? ''}` } : {}),
    ...(session.hostname ? { Hostname: session.hostname } : {}),
    ...(session.driver ? { Speaks: DRIVER_WORDS[session.driver] } : {}),
    ...(session.baudRate ? { Speed: `${session.baudRate} baud, found by trying: only noise came at the other` } : {}),
    ...Object.fromEntries(session.identifiers.map(identifierText)),
  }
  return (
    <StepForm
      key="known"
      title={known.name}
      action={actionToward(next, session)}
      onAction={() => goOn('identify')}
      others={
        <>
          {next === 'connect' && session.connected && (
            <Button size="xl" variant="default" onClick={keepConnection}>
              Keep its connection
            </Button>
          )}
          {other}
        </>
      }
    >
      {found && (
        <Alert
          color="yellow"
          icon={<IconCopyCheck />}
          title={found.by === 'identifier' ? 'This device has a record already' : 'A device just like this has a record of today'}
        >
          It was signed on {dateTimeText(found.record.createdAt)}.{' '}
          {found.by === 'identifier'
            ? 'Take another device, or go on and sign it once more.'
            : 'It has no identifier of its own, so look whether the cable is on the next device; if it is, go on.'}
        </Alert>
      )}
      <Text fz="lg">The device identified itself. This is its own word; nothing proved it.</Text>
      <DataList size="lg">
        {Object.entries(facts).map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </StepForm>
  )
}

/** The device is connected already and stays so. */
async function keepConnection(): Promise<void> {
  tell({ type: 'passed', step: 'identify' })
  await goOn('connect')
}
