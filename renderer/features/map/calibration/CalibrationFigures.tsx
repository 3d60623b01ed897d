import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { implausibleGain } from '#core/coverage/calibration/calibratedProfile'
import type { CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import type { RadioProfile } from '#core/model/radioProfile'
import { dbmText } from '#core/words/decibelText'
import { numberText } from '#core/words/numberText'
import classes from './Calibration.module.css'

interface CalibrationFiguresProps {
  study: CalibrationStudy
  profile: RadioProfile
}

const LISTED = 3

/** What a fit found, how sure it is, and what must be known before it is believed. */
export function CalibrationFigures({ study, profile }: CalibrationFiguresProps) {
  const { fit, rmseDb, unknownHotspots } = study
  const implausible = implausibleGain(profile, fit)
  return (
    <>
      {fit.biased && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title="Biased: misses are not known" p="xs">
          <Text fz="sm">
            {study.missesLeftOut > 0
              ? 'All misses belong to hotspots that heard nothing, so only received packets took part. Far links that faded are missing from the fit: the exponent comes out too low and coverage too large.'
              : fit.reason}
          </Text>
        </Alert>
      )}
      {implausible && <Notice>{implausible}</Notice>}
      {!fit.converged && <Notice>The fit did not settle: measure at more distances before using it.</Notice>}
      <dl className={`${classes.facts} figures`}>
        <dt>Exponent ± standard error</dt>
        <dd data-testid="exponent">
          {fit.exponent.toFixed(2)} ± {fit.standardErrors.exponent.toFixed(2)}
        </dd>
        <dt>Offset: power at 1 km</dt>
        <dd>{dbmText(fit.offsetDbm)}</dd>
        <dt>Shadowing σ</dt>
        <dd>
          {fit.sigmaDb.toFixed(1)} ± {fit.standardErrors.sigmaDb.toFixed(1)} dB
        </dd>
        <dt>RMSE of received, before → after</dt>
        <dd>
          {rmseDb.before === null ? 'no law' : rmseDb.before.toFixed(1)} → {rmseDb.after.toFixed(1)} dB
        </dd>
        <dt>with each hotspot's bias</dt>
        <dd>{rmseDb.withBiases.toFixed(1)} dB</dd>
        <dt>Packets received</dt>
        <dd>{numberText(fit.received)}</dd>
        <dt>Packets missed</dt>
        <dd>{fit.misses === 0 ? 'not known' : numberText(fit.misses)}</dd>
        <dt>Method</dt>
        <dd>{fit.method === 'tobit' ? 'Tobit, with misses' : 'least squares'}</dd>
        {study.missesLeftOut > 0 && (
          <>
            <dt>Misses left out</dt>
            <dd>{numberText(study.missesLeftOut)}, of hotspots that heard nothing</dd>
          </>
        )}
        {study.unpredicted > 0 && (
          <>
            <dt>Without terrain</dt>
            <dd>{numberText(study.unpredicted)}, not in the RMSE before</dd>
          </>
        )}
        <dt>Hotspots unknown</dt>
        <dd>{numberText(unknownHotspots.length)}</dd>
      </dl>
      {unknownHotspots.length > 0 && (
        <Text fz="xs" c="dimmed">
          Not in the fleet, left out:{' '}
          {unknownHotspots
            .slice(0, LISTED)
            .map(({ key, measurements }) => `${key} (${numberText(measurements)})`)
            .join(', ')}
          {unknownHotspots.length > LISTED && ` and ${numberText(unknownHotspots.length - LISTED)} more`}
        </Text>
      )}
    </>
  )
}

function Notice({ children }: { children: string }) {
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} p="xs">
      <Text fz="sm">{children}</Text>
    </Alert>
  )
}
