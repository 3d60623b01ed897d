import { Text } from '@mantine/core'
import type { WorkOrder } from '#core/model/records'
import { ChoiceList } from './ChoiceList'
import { StepForm } from './StepForm'
import type { DeviceSession } from './useDeviceSession'

interface WorkOrderStepProps {
  workOrders: WorkOrder[]
  chosenId: string | null
  device: DeviceSession
  onChoose: (workOrderId: string | null) => void
  onNext: () => void
}

const NONE = 'none'

/** Which job this device is for, if any. */
export function WorkOrderStep({ workOrders, chosenId, device, onChoose, onNext }: WorkOrderStepProps) {
  const choices = workOrders.map((order) => ({
    value: order.id,
    title: order.title,
    detail: `${order.lat.toFixed(5)}, ${order.lng.toFixed(5)}`,
  }))
  return (
    <StepForm title="Which work order is this device for?" action="Choose the port" onAction={onNext} device={device}>
      {workOrders.length === 0 && (
        <Text c="dimmed">
          There are no open work orders. Plans make them from their sites; a device can also be put into service without one.
        </Text>
      )}
      <ChoiceList
        label="Work order"
        value={chosenId ?? NONE}
        choices={[...choices, { value: NONE, title: 'No work order' }]}
        onChange={(value) => onChoose(value === NONE ? null : value)}
      />
    </StepForm>
  )
}
