import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import { saveFile } from '../../platform/saveFile'
import { Code } from '../../ui/Code'
import classes from './Field.module.css'
import { playOutcome } from './playOutcome'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'

interface OutcomeStepProps {
  file: ProvisioningFile
  device: DeviceSession
  muted: boolean
  onNext: () => void
}

/** How it ended, in words, colour and sound. */
export function OutcomeStep({ file, device, muted, onNext }: OutcomeStepProps) {
  const { facts } = file
  useEffect(() => {
    if (!muted) playOutcome(facts.connected)
  }, [facts, muted])
  return (
    <StepForm
      title={facts.device.name}
      action="Next device"
      onAction={onNext}
      device={device}
      others={
        <Button
          size="xl"
          variant="default"
          onClick={() => saveFile(`${facts.id}.commonmast-provisioning.json`, JSON.stringify(file))}
        >
          Save record
        </Button>
      }
    >
      <div className={classes.outcome} data-good={facts.connected} role="status">
        {facts.connected ? <IconCircleCheck size={56} /> : <IconAlertTriangle size={56} />}
        {facts.connected ? 'In service, record saved' : 'Record saved, device not connected'}
      </div>
      <Text fz="lg">
        {facts.workOrderId ? 'The work order is done. ' : ''}
        The record is signed by this installation and kept here; unplug the device and take the next one.
      </Text>
      <div>
        <Text fz="sm" c="dimmed">
          Signature
        </Text>
        <Code value={file.signature} what="signature" />
      </div>
    </StepForm>
  )
}
