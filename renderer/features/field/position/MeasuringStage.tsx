import { Button, Progress, Text } from '@mantine/core'
import type { GnssReception } from '#core/provisioning/nmea/averagedPosition'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { StepForm } from '../StepForm'
import { FixFigures } from './FixFigures'
import classes from './Position.module.css'
import { ScatterFigure } from './ScatterFigure'
import { useLayerEscape } from './useLayerEscape'

interface MeasuringStageProps {
  /** Null until the port is open. */
  state: SessionState | null
  onStop: () => void
  onCancel: () => void
}

/** What the receiver hears now: fixes as they come, and where they lie. */
export function MeasuringStage({ state, onStop, onCancel }: MeasuringStageProps) {
  useLayerEscape(onCancel)
  const reception = state?.reception ?? null
  const position = state?.position ?? null
  const { fixes = 0, fixesWanted = 0 } = reception ?? {}
  return (
    <StepForm
      title={state?.device ? `Measuring: ${state.device.name}` : 'Measuring'}
      action={position ? `Good enough: use ${position.fixes} fixes` : 'Good enough'}
      onAction={onStop}
      disabled={position === null}
      others={
        <Button size="xl" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      }
    >
      <div className={classes.measuring}>
        <ScatterFigure scatter={reception?.scatter ?? []} agreedRmsM={position?.scatterRmsM ?? null} />
        <div className={classes.heard}>
          <Text fz={28} fw={650} className="figures">
            {reception ? `${fixes} of ${fixesWanted} fixes` : 'Not heard yet'}
          </Text>
          <Progress
            value={fixesWanted === 0 ? 0 : (100 * fixes) / fixesWanted}
            size="lg"
            transitionDuration={0}
            aria-label="Fixes that agree, of those wanted"
          />
          <Text fz="lg" role="status">
            {state === null ? 'Opening the port.' : statusWords(state.step, reception)}
          </Text>
          {reception !== null && reception.damagedSentences > 0 && (
            <Text fz="md">
              {reception.damagedSentences} of {reception.sentences + reception.damagedSentences} sentences arrived damaged and do
              not count. If it stays so, check the cable and the speed.
            </Text>
          )}
          <FixFigures
            satellites={reception?.satellites ?? null}
            hdop={reception?.hdop ?? null}
            scatterRmsM={position?.scatterRmsM ?? null}
          />
        </div>
      </div>
    </StepForm>
  )
}

function statusWords(step: SessionState['step'], reception: GnssReception | null): string {
  if (step === 'identify' || reception === null) return 'Listening for a receiver.'
  switch (reception.status) {
    case 'weak':
      return 'It has a fix, but the satellites stand too close together: it does not count. Move away from walls and trees.'
    case 'moving':
      return 'The receiver moves: put it down where the device is.'
    case 'collecting':
      return 'Leave it where it is: its fixes are averaged.'
    default:
      return 'Searching for satellites. After a cold start this takes half a minute under open sky.'
  }
}
