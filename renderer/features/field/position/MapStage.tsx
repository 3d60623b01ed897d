import { Button, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { LatLng } from '#core/geo/sphere'
import type { WorkOrder } from '#core/model/records'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import { StepForm } from '../StepForm'
import classes from './Position.module.css'
import { useLayerEscape } from './useLayerEscape'

/** What draws maps is large, and not everybody in the field needs it. */
const PlaceMap = lazy(async () => ({ default: (await import('./PlaceMap')).PlaceMap }))

interface MapStageProps {
  workOrder: WorkOrder | null
  /** Measured before, to compare with. */
  fix: AveragedPosition | null
  /** Where the map begins, before the fix and the work order. */
  start: LatLng | null
  onPlace: (place: LatLng) => void
  onBack: () => void
}

/** The place under the cross of a map. */
export function MapStage({ workOrder, fix, start, onPlace, onBack }: MapStageProps) {
  const [place, setPlace] = useState<LatLng | null>(null)
  useLayerEscape(onBack)
  return (
    <StepForm
      title="Bring the device's place under the cross"
      action="Take this place"
      onAction={() => place && onPlace(place)}
      disabled={place === null}
      others={
        <Button size="xl" variant="default" onClick={onBack}>
          Back
        </Button>
      }
    >
      <div className={classes.mapFrame}>
        <Suspense fallback={<Text p="md">Drawing the map.</Text>}>
          <PlaceMap workOrder={workOrder} fix={fix} start={start} onPlace={setPlace} />
        </Suspense>
      </div>
    </StepForm>
  )
}
