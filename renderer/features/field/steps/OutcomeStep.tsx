import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { WorkOrder } from '#core/model/records'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import { saveFile } from '../../../platform/saveFile'
import { EvidenceModal } from '../../../ui/evidence/EvidenceModal'
import classes from '../Field.module.css'
import { usePreferences } from '../fieldPreferences'
import { nextDevice, useFieldWork } from '../fieldWork'
import { orderAfter } from '../flow/orderWords'
import { StepForm } from '../StepForm'
import { findUnfinished } from '../unfinishedSessions'

/** How it ended, in words and colour; the sound came with it. */
export function OutcomeStep({ file, workOrders }: { file: ProvisioningFileV2; workOrders: WorkOrder[] }) {
  const { facts } = file
  const workOrder = workOrders.find(({ id }) => id === facts.workOrderId) ?? null
  const canRepeat = useFieldWork((flow) => flow.told.port !== null)
  const { tone, words } = outcomeOf(file)
  const [isAttaching, setIsAttaching] = useState(false)
  const technician = usePreferences((state) => state.technician)
  return (
    <StepForm
      title={facts.device.name}
      action={canRepeat ? 'Next device with the same settings' : 'Next device'}
      onAction={() => next(canRepeat)}
      others={
        <>
          {canRepeat && (
            <Button size="xl" variant="default" onClick={() => next(false)}>
              Next device
            </Button>
          )}
          <Button size="xl" variant="default" onClick={() => setIsAttaching(true)}>
            Photos and files
          </Button>
          <Button
            size="xl"
            variant="default"
            onClick={() => saveFile(`${facts.id}.commonmast-provisioning.json`, JSON.stringify(file))}
          >
            Save record
          </Button>
        </>
      }
    >
      <div className={classes.outcome} data-tone={tone} role="status">
        {tone === 'waiting' ? <IconAlertTriangle size={56} aria-hidden /> : <IconCircleCheck size={56} aria-hidden />}
        {words}
      </div>
      <Text fz="lg">
        {orderAfter(workOrder, facts)} The record is signed by this installation and kept here; unplug the device and take the
        next one.
      </Text>
      <div>
        <Text fz="sm" c="dimmed">
          Signature
        </Text>
        <span className={classes.code}>{file.signature}</span>
      </div>
      {isAttaching && (
        <EvidenceModal
          of={{ subject: 'provisionings', subjectId: facts.id, name: `Record of ${facts.device.name}` }}
          by={technician?.name ?? null}
          onClose={() => setIsAttaching(false)}
        />
      )}
    </StepForm>
  )
}

function next(same: boolean): void {
  nextDevice(same)
  void findUnfinished()
}

/** Green is only for what is proved. */
function outcomeOf({ facts }: ProvisioningFileV2): { tone: 'proved' | 'kept' | 'waiting'; words: string } {
  if (!facts.connected) return { tone: 'waiting', words: 'Record saved, device not connected' }
  return facts.proved
    ? { tone: 'proved', words: 'In service and proved, record saved' }
    : { tone: 'kept', words: 'In service, record saved' }
}
