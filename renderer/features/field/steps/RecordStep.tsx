import { Button, Text } from '@mantine/core'
import type { WorkOrder } from '#core/model/records'
import { useDevice } from '../deviceSession'
import { usePreferences } from '../fieldPreferences'
import { signRecord, tell, useFieldWork } from '../fieldWork'
import { orderBefore } from '../flow/orderWords'
import { StepForm } from '../StepForm'

/** The last look before the record is signed with this installation's key. */
export function RecordStep({ workOrder }: { workOrder: WorkOrder | null }) {
  const session = useDevice((state) => state.session)
  const technician = usePreferences((state) => state.technician)
  const { findings, file } = useFieldWork()
  const record = { id: file?.facts.id ?? null, simulated: session?.simulated ?? false }
  const facts = [
    `${session?.device?.name ?? 'the device'} was identified`,
    session?.connected ? 'it says that it is connected' : 'it is not connected',
    session?.proof ? 'its key was proved' : 'nothing was proved',
  ]
  return (
    <StepForm
      title="Sign the record"
      action="Sign record"
      onAction={signRecord}
      others={
        <Button size="xl" variant="default" onClick={() => tell({ type: 'went', step: 'position' })}>
          Back
        </Button>
      }
    >
      <Text fz="lg">
        The record says what is listed under “What is known”, no more: {facts[0]}, {facts[1]}, and {facts[2]}.
      </Text>
      {findings.map(({ code, message }) => (
        <Text key={code} fz="lg">
          It also says: {message}
        </Text>
      ))}
      <Text fz="lg">{orderBefore(workOrder, record)} The record is kept here and syncs later.</Text>
      <Text fz="lg">
        {technician ? `Done by ${technician.name}.` : 'Nobody is named as the technician: choose who you are in the line above.'}
      </Text>
    </StepForm>
  )
}
