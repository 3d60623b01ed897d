import { Badge, Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '#core/model/problem'
import type { WorkOrder } from '#core/model/records'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import { positionText } from '#core/words/positionText'
import { type Choice, ChoiceList } from '../ChoiceList'
import { StepForm } from '../StepForm'
import { usePorts } from '../usePorts'
import { positionWords, type Source } from './positionSource'
import { type DeviceInHand, isReceiver, receiverPorts, receivesItself } from './receiverPorts'
import { readTypedPlace } from './typedPlace'

interface SourceStageProps {
  workOrder: WorkOrder | null
  kept: RecordedPosition | null
  device: DeviceInHand | null
  source: Source
  onSource: (source: Source) => void
  onReceiver: () => void
  onMap: () => void
  onPosition: (position: RecordedPosition) => void
  onNone: () => void
  onBack: () => void
}

/** How the place is known. */
export function SourceStage(props: SourceStageProps) {
  const { workOrder, kept, device, source, onSource } = props
  const { ports } = usePorts()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const plugged = receiverPorts(ports ?? [], device).some((port) => isReceiver(port) && !port.simulated)

  function next() {
    if (source === 'gnss') return props.onReceiver()
    if (source === 'map') return props.onMap()
    if (source === 'kept' && kept) return props.onPosition(kept)
    if (source === 'work-order' && workOrder)
      return props.onPosition({ lat: workOrder.lat, lng: workOrder.lng, source, fix: null })
    if (source !== 'typed') return props.onNone()
    const place = readOrProblem(typed)
    if (place instanceof Problem) return setProblem(place)
    props.onPosition({ lat: place.lat, lng: place.lng, source, fix: null })
  }

  const reading = source === 'typed' && typed.trim() !== '' ? readOrProblem(typed) : null
  const choices: Choice[] = [
    ...(kept ? [{ value: 'kept', title: 'As found before', detail: positionWords(kept) }] : []),
    {
      value: 'gnss',
      title: 'Satellite receiver',
      detail: receivesItself(device) ? 'The device itself, or a second one on USB' : 'A second device on USB: measured',
      mark: plugged && (
        <Badge variant="light" size="lg">
          Plugged in
        </Badge>
      ),
    },
    { value: 'map', title: 'Map', detail: 'The place under the cross' },
    { value: 'typed', title: 'Type it', detail: 'Coordinates or an H3 cell, typed or pasted' },
    ...(workOrder
      ? [
          {
            value: 'work-order',
            title: 'As in the work order',
            detail: `${positionText(workOrder)}: assumed, not measured`,
          },
        ]
      : []),
    { value: 'none', title: 'No position', detail: 'The record says that there is none' },
  ]

  return (
    <StepForm
      title="Where is it?"
      action={ACTIONS[source] ?? 'Look at the record'}
      onAction={next}
      pinned={
        source === 'typed' && (
          <div>
            <TextInput
              label="Latitude and longitude, or an H3 cell"
              placeholder="50.0614, 19.9372"
              size="xl"
              spellCheck={false}
              data-after-choice
              value={typed}
              error={problem?.message}
              onChange={(event) => {
                setProblem(null)
                setTyped(event.currentTarget.value)
              }}
            />
            {reading && !(reading instanceof Problem) && (
              <Text fz="md" mt={4} className="figures" role="status">
                Read as {reading.readAs}
              </Text>
            )}
          </div>
        )
      }
      others={
        <Button size="xl" variant="default" onClick={props.onBack}>
          Back
        </Button>
      }
    >
      <ChoiceList label="Position" value={source} choices={choices} onChange={(value) => onSource(value as Source)} />
    </StepForm>
  )
}

const ACTIONS: Partial<Record<Source, string>> = { gnss: 'Choose the receiver', map: 'Open the map' }

function readOrProblem(text: string) {
  try {
    return readTypedPlace(text)
  } catch (thrown) {
    return Problem.from(thrown, 'position.malformed', 'This place cannot be read.')
  }
}
