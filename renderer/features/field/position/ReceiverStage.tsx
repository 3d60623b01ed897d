import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { MeasuredFix } from './MeasuredFix'
import { MeasuringStage } from './MeasuringStage'
import { useLastSource } from './positionSource'
import { ReceiverChoice } from './ReceiverChoice'
import { useReceiver } from './useReceiver'

interface ReceiverStageProps {
  device: SessionState | null
  onFix: (fix: AveragedPosition) => void
  /** With what was averaged so far. */
  onBack: (fix: AveragedPosition | null) => void
}

/** Measuring with a satellite receiver: which one, what it hears, what came of it. */
export function ReceiverStage({ device, onFix, onBack }: ReceiverStageProps) {
  const { measurement, start, stop, leave } = useReceiver()
  const last = useLastSource((state) => state.receiver)

  if (measurement.kind === 'running') {
    return <MeasuringStage state={measurement.state} onStop={stop} onCancel={leave} />
  }
  if (measurement.kind === 'measured') {
    const { fix, state, problem } = measurement
    const again = () => last && start({ ...last, allowsTraining: device?.simulated === true })
    return <MeasuredFix fix={fix} state={state} problem={problem} onUse={() => onFix(fix)} onAgain={again} onBack={leave} />
  }
  const { fix } = measurement
  const problem = measurement.kind === 'failed' ? measurement.problem : null
  return (
    <ReceiverChoice
      device={device}
      problem={problem}
      soFar={fix}
      onSoFar={onFix}
      onStart={(chosen) => {
        useLastSource.setState({ receiver: chosen })
        start({ ...chosen, allowsTraining: device?.simulated === true })
      }}
      onBack={() => onBack(fix)}
    />
  )
}
