import { useState } from 'react'
import type { WorkOrder } from '#core/model/records'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import type { DeviceIdentifier, SessionState } from '#core/provisioning/session/sessionState'
import { useFieldWork } from '../fieldWork'
import { MapStage } from './MapStage'
import { PlaceCheck } from './PlaceCheck'
import { placeFoundFor, rememberPlace, type Source, useLastSource } from './positionSource'
import { ReceiverStage } from './ReceiverStage'
import { SourceStage } from './SourceStage'

interface PositionStepProps {
  workOrder: WorkOrder | null
  /** The device in hand; a receiver among them can say where it is. */
  session: SessionState | null
  identifiers: readonly DeviceIdentifier[]
  onNext: (position: RecordedPosition | null, findings: PlacementFinding[]) => void
  onBack: () => void
}

type Stage =
  | { kind: 'source' }
  | { kind: 'receiver' }
  | { kind: 'map' }
  /** Found, and held against what is known. */
  | { kind: 'check'; position: RecordedPosition; from: 'source' | 'receiver' | 'map' }

/** Where the device is: how that is known, the place, and what is odd about it. */
export function PositionStep({ workOrder, session, identifiers, onNext, onBack }: PositionStepProps) {
  const sessionId = session?.sessionId ?? null
  const before = useFieldWork((flow) => flow.position) ?? placeFoundFor(sessionId)
  const takesOver = useFieldWork((flow) => flow.same !== null)
  const [stage, setStage] = useState<Stage>({ kind: 'source' })
  const [source, setSource] = useState<Source>(() => firstSource(before, takesOver, workOrder))
  /** Found in this step or before it: going back does not lose it. */
  const [kept, setKept] = useState(before)
  /** Measured: kept while the technician looks at the map, too. */
  const [fix, setFix] = useState<AveragedPosition | null>(before?.fix ?? null)
  const keep = (position: RecordedPosition) => {
    rememberPlace(sessionId, position)
    setKept(position)
  }
  const toSources = () => setStage({ kind: 'source' })
  const check = (position: RecordedPosition, from: 'source' | 'receiver' | 'map') => {
    keep(position)
    setStage({ kind: 'check', position, from })
  }

  switch (stage.kind) {
    case 'source':
      return (
        <SourceStage
          workOrder={workOrder}
          kept={kept}
          device={session}
          source={source}
          onSource={setSource}
          onReceiver={() => setStage({ kind: 'receiver' })}
          onMap={() => setStage({ kind: 'map' })}
          onPosition={(position) => check(position, 'source')}
          onNone={() => finish('none', null, [])}
          onBack={onBack}
        />
      )
    case 'receiver':
      return (
        <ReceiverStage
          device={session}
          onFix={(measured) => {
            setFix(measured)
            check(measuredPlace(measured), 'receiver')
          }}
          onBack={(measured) => {
            if (measured) {
              setFix(measured)
              keep(measuredPlace(measured))
            }
            toSources()
          }}
        />
      )
    case 'map':
      return (
        <MapStage
          workOrder={workOrder}
          fix={fix}
          start={kept}
          onPlace={({ lat, lng }) => check({ lat, lng, source: 'map', fix: null }, 'map')}
          onBack={toSources}
        />
      )
    case 'check':
      return (
        <PlaceCheck
          place={{ position: stage.position, workOrder, identifiers, simulated: session?.simulated ?? false }}
          onRight={(findings) => finish(stage.position.source, stage.position, findings)}
          onBack={() => setStage({ kind: stage.from === 'map' ? 'map' : 'source' })}
        />
      )
  }

  function finish(used: Exclude<Source, 'kept'>, position: RecordedPosition | null, findings: PlacementFinding[]) {
    useLastSource.setState({ source: used })
    onNext(position, findings)
  }
}

function measuredPlace(fix: AveragedPosition): RecordedPosition {
  return { lat: fix.lat, lng: fix.lng, source: 'gnss', fix }
}

/** What was found before; then what the device before was placed by; then the work order. */
function firstSource(kept: RecordedPosition | null, takesOver: boolean, workOrder: WorkOrder | null): Source {
  if (kept) return 'kept'
  const { source } = useLastSource.getState()
  if (takesOver && source !== null && !(source === 'work-order' && !workOrder)) return source
  return workOrder ? 'work-order' : 'none'
}
