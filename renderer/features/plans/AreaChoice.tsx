import { Button, Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Ring } from '#core/model/position'
import { Problem } from '#core/model/problem'
import { parsePosition } from '../../map/coordinates'
import { AreaText } from './AreaText'
import { circleRing } from './planArea'

export interface AreaChoiceProps {
  /** How many corners the drawing under way has, or null when none is. */
  cornersDrawn: number | null
  onDraw: () => void
  onFinishDrawing: () => void
  onCancelDrawing: () => void
  onTakeView: () => void
  /** Takes the area that this makes, or shows the Problem it throws. */
  onTakeArea: (make: () => Ring) => void
}

type Way = 'draw' | 'view' | 'circle' | 'corners'
const WAYS: { value: Way; label: string }[] = [
  { value: 'draw', label: 'Draw' },
  { value: 'view', label: 'View' },
  { value: 'circle', label: 'Circle' },
  { value: 'corners', label: 'Corners' },
]

/** The four ways to say which area. */
export function AreaChoice({ onTakeArea, onTakeView, ...drawing }: AreaChoiceProps) {
  const [way, setWay] = useState<Way>('draw')
  return (
    <Stack gap="xs" role="group" aria-label="Area">
      <Text component="span" fz="sm" fw={500}>
        Area
      </Text>
      <SegmentedControl
        aria-label="How to choose the area"
        fullWidth
        size="xs"
        data={WAYS}
        value={way}
        onChange={(value) => {
          drawing.onCancelDrawing()
          setWay(value as Way)
        }}
      />
      {way === 'draw' && <DrawControls {...drawing} />}
      {way === 'view' && (
        <Button variant="default" onClick={onTakeView}>
          Take the current view
        </Button>
      )}
      {way === 'circle' && <CircleInputs onTakeArea={onTakeArea} />}
      {way === 'corners' && <AreaText what="area" onTake={(ring) => onTakeArea(() => ring)} />}
    </Stack>
  )
}

function DrawControls({
  cornersDrawn,
  onDraw,
  onFinishDrawing,
  onCancelDrawing,
}: Pick<AreaChoiceProps, 'cornersDrawn' | 'onDraw' | 'onFinishDrawing' | 'onCancelDrawing'>) {
  if (cornersDrawn === null) {
    return (
      <Button variant="default" onClick={onDraw}>
        Draw on the map
      </Button>
    )
  }
  return (
    <>
      <Text fz="xs" c="dimmed">
        Click the corners in order, then double-click or press Enter. Backspace takes the last one back. {cornersDrawn} so far.
      </Text>
      <Group gap="xs" grow>
        <Button variant="default" disabled={cornersDrawn < 3} onClick={onFinishDrawing}>
          Finish area
        </Button>
        <Button variant="default" aria-label="Cancel drawing" onClick={onCancelDrawing}>
          Cancel
        </Button>
      </Group>
    </>
  )
}

function CircleInputs({ onTakeArea }: Pick<AreaChoiceProps, 'onTakeArea'>) {
  const [centre, setCentre] = useState('')
  const [radiusKm, setRadiusKm] = useState<number | string>(5)
  const take = () =>
    onTakeArea(() => {
      const position = parsePosition(centre)
      if (!position) {
        throw new Problem('plan.centre', 'The centre is no position: type latitude and longitude, such as 37.77, -122.42.')
      }
      if (!(Number(radiusKm) > 0)) throw new Problem('plan.radius', 'The radius must be more than 0 km: correct it.')
      return circleRing(position.lat, position.lng, Number(radiusKm) * 1_000)
    })
  return (
    <>
      <TextInput
        label="Centre"
        placeholder="lat, lng"
        value={centre}
        onChange={(event) => setCentre(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          take()
        }}
      />
      <NumberInput label="Radius" suffix=" km" min={0} value={radiusKm} onChange={setRadiusKm} />
      <Button variant="default" onClick={take}>
        Take this circle
      </Button>
    </>
  )
}
