import { Button, Text } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { PlaceFinding, PlaceInQuestion } from '../../../data/provisioning/placementCheck'
import { asProblem } from '../../../ui/ProblemAlert'
import { sound } from '../deviceSession'
import { FaultPanel } from '../FaultPanel'
import { StepForm } from '../StepForm'
import { checkPlace } from './checkPlace'
import { FindingList } from './FindingList'
import { positionWords } from './positionSource'
import { useLayerEscape } from './useLayerEscape'

interface PlaceCheckProps {
  place: PlaceInQuestion
  /** Nothing is odd, or the technician says that it is right nevertheless. */
  onRight: (findings: PlacementFinding[]) => void
  onBack: () => void
}

/** Holds the place against the order, the neighbours and the past. Nothing is asked unless something is odd. */
export function PlaceCheck({ place, onRight, onBack }: PlaceCheckProps) {
  const [found, setFound] = useState<PlaceFinding[] | Problem | null>(null)
  const asked = useRef({ place, onRight })
  const canceller = useRef<AbortController | null>(null)
  useLayerEscape(onBack)
  const check = useCallback(() => {
    const own = new AbortController()
    canceller.current = own
    setFound(null)
    checkPlace(asked.current.place, own.signal).then(
      (findings) => {
        if (own.signal.aborted) return
        if (findings.length === 0) return asked.current.onRight([])
        sound('fault')
        setFound(findings)
      },
      (thrown: unknown) => own.signal.aborted || setFound(asProblem(thrown)),
    )
  }, [])
  useEffect(() => {
    check()
    return () => canceller.current?.abort()
  }, [check])

  const back = (
    <Button size="xl" variant="default" onClick={onBack}>
      Back
    </Button>
  )
  if (found === null) {
    return (
      <StepForm
        key="checking"
        title="Checking the place"
        action="It is right, go on"
        onAction={() => undefined}
        disabled
        others={back}
      >
        <Text fz="lg" role="status">
          Comparing it with the work order, the fleet and the records.
        </Text>
      </StepForm>
    )
  }
  if (!Array.isArray(found)) {
    return (
      <StepForm
        key="unchecked"
        title="The place could not be checked"
        action="Check again"
        onAction={check}
        pinned={<FaultPanel problem={found} kept="Kept: the position." next="Check again" />}
        others={
          <>
            <Button size="xl" variant="default" onClick={() => onRight([])}>
              Go on unchecked
            </Button>
            {back}
          </>
        }
      />
    )
  }
  return (
    <StepForm
      key="found"
      title="Is this the right place?"
      action="It is right, go on"
      onAction={() => onRight(found.map(({ finding }) => finding))}
      others={back}
    >
      <Text fz="lg" className="figures">
        {positionWords(place.position)}
      </Text>
      <FindingList findings={found} />
      <Text fz="md" c="dimmed">
        If you go on, this stands in the signed record.
      </Text>
    </StepForm>
  )
}
