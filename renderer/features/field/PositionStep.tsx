import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '#core/model/problem'
import type { WorkOrder } from '#core/model/records'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import type { DeviceIdentifier, SessionState } from '#core/provisioning/session/sessionState'
import { ChoiceList } from './ChoiceList'
import { StepForm } from './StepForm'
import { parsePosition } from './typedPosition'

interface PositionStepProps {
  workOrder: WorkOrder | null
  /** The device in hand; a receiver among them can say where it is. */
  session: SessionState | null
  identifiers: readonly DeviceIdentifier[]
  onNext: (position: RecordedPosition | null, findings: PlacementFinding[]) => void
  onBack: () => void
}

type Source = 'work-order' | 'typed' | 'none'

/** Where the device is: as ordered, as typed, or not said. */
export function PositionStep({ workOrder, onNext, onBack }: PositionStepProps) {
  const [source, setSource] = useState<Source>(workOrder ? 'work-order' : 'none')
  const [lat, setLat] = useState('')
  const [lng, setLng] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)

  function next() {
    if (source === 'work-order' && workOrder) return onNext({ lat: workOrder.lat, lng: workOrder.lng, source, fix: null }, [])
    if (source !== 'typed') return onNext(null, [])
    try {
      onNext({ ...parsePosition({ lat, lng }), source, fix: null }, [])
    } catch (thrown) {
      setProblem(Problem.from(thrown, 'position.malformed', 'This position cannot be read.'))
    }
  }

  const ordered = workOrder && {
    value: 'work-order',
    title: 'As in the work order',
    detail: `${workOrder.lat.toFixed(5)}, ${workOrder.lng.toFixed(5)}: assumed, not measured`,
  }
  return (
    <StepForm
      title="Where is it?"
      action="Look at the record"
      onAction={next}
      others={
        <Button size="xl" variant="default" onClick={onBack}>
          Back
        </Button>
      }
    >
      <ChoiceList
        label="Position"
        value={source}
        choices={[
          ...(ordered ? [ordered] : []),
          { value: 'typed', title: 'Type it', detail: 'Degrees, from a map or a receiver' },
          { value: 'none', title: 'No position', detail: 'The record says that there is none' },
        ]}
        onChange={(value) => setSource(value as Source)}
      />
      {source === 'typed' && (
        <Group grow align="flex-start">
          <TextInput
            label="Latitude"
            size="xl"
            inputMode="decimal"
            data-after-choice
            value={lat}
            error={problem?.field === 'lat' ? problem.message : undefined}
            onChange={(event) => setLat(event.currentTarget.value)}
          />
          <TextInput
            label="Longitude"
            size="xl"
            inputMode="decimal"
            value={lng}
            error={problem?.field === 'lng' ? problem.message : undefined}
            onChange={(event) => setLng(event.currentTarget.value)}
          />
        </Group>
      )}
    </StepForm>
  )
}
