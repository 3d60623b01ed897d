import { Button, Text } from '@mantine/core'
import type { Problem } from '#core/model/problem'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import { gnssQuality } from '#core/provisioning/placement/gnssQuality'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { StepForm } from '../StepForm'
import { FixFigures } from './FixFigures'
import classes from './Position.module.css'
import { ScatterFigure } from './ScatterFigure'
import { degreesText } from './typedPlace'
import { useLayerEscape } from './useLayerEscape'

interface MeasuredFixProps {
  fix: AveragedPosition
  state: SessionState
  /** What is not as good as it could be. */
  problem: Problem | null
  onUse: () => void
  onAgain: () => void
  onBack: () => void
}

/** What was measured, and how far it can be trusted. */
export function MeasuredFix({ fix, state, problem, onUse, onAgain, onBack }: MeasuredFixProps) {
  useLayerEscape(onBack)
  const quality = gnssQuality(fix)
  return (
    <StepForm
      key="measured"
      title={`Measured: ${quality}`}
      action="Use this position"
      onAction={onUse}
      others={
        <>
          <Button size="xl" variant="default" onClick={onAgain}>
            Measure again
          </Button>
          <Button size="xl" variant="default" onClick={onBack}>
            Back
          </Button>
        </>
      }
    >
      <div className={classes.measuring}>
        <ScatterFigure scatter={state.reception?.scatter ?? []} agreedRmsM={fix.scatterRmsM} />
        <div className={classes.heard}>
          <Text fz={28} fw={650} className="figures">
            {degreesText(fix)}
          </Text>
          <Text fz="lg" className="figures">
            {fix.fixes} fixes agree{fix.rejected ? `, ${fix.rejected} left out` : ''}
            {fix.altitudeM === null ? '' : `; ${Math.round(fix.altitudeM)} m above the sea`}
          </Text>
          <FixFigures satellites={fix.satellites} hdop={fix.hdop} scatterRmsM={fix.scatterRmsM} />
          <Text fz="md" c="dimmed">
            The scatter is what the receiver shows of itself; an error that all its fixes share is not in it.
          </Text>
          {problem && <p className={classes.note}>{problem.message}</p>}
        </div>
      </div>
    </StepForm>
  )
}
