/** Fits a radio profile to measurements, and writes its residuals as CSV, off the UI thread (see data/calibration). */
import { type CalibrationRows, type CalibrationStudy, studyBuffers } from '#core/coverage/calibration/calibrationStudy'
import type { MeasuredHotspot } from '#core/coverage/calibration/predictLinks'
import { residualsCsv } from '#core/coverage/calibration/residualsCsv'
import { studyCalibration } from '#core/coverage/calibration/studyCalibration'
import type { RadioProfile } from '#core/model/radioProfile'
import { terrainPower } from '#core/planning/terrainPower'
import { readMeasuredFleet } from '../data/calibrationFleet'
import { readMeasurementLayer } from '../data/measurements'
import { loadTerrain } from '../data/terrainLoad'
import { serveWorker } from '../platform/workerCall'

export type CalibrationRequest =
  | { kind: 'fit'; layerId: string; profile: RadioProfile }
  | { kind: 'residuals'; rows: CalibrationRows }

export type CalibrationReply = { kind: 'fit'; study: CalibrationStudy } | { kind: 'residuals'; csv: Blob }

/** Of the whole work; fitting is the rest. */
const READ = 0.2

async function fitLayer(
  { layerId, profile }: Extract<CalibrationRequest, { kind: 'fit' }>,
  progress: (share: number) => void,
): Promise<CalibrationReply> {
  const measurements = await readMeasurementLayer(layerId)
  const fleet: ReadonlyMap<string, MeasuredHotspot> = await readMeasuredFleet()
  progress(READ)
  const powerOverTerrain = profile.model === 'itm-terrain' ? terrainPower((await loadTerrain()).mosaic) : undefined
  const onProgress = (share: number) => progress(READ + share * (1 - READ))
  return { kind: 'fit', study: studyCalibration({ measurements, fleet, profile, powerOverTerrain, onProgress }) }
}

serveWorker<CalibrationRequest, CalibrationReply, number>(
  (request, { progress }) =>
    request.kind === 'fit'
      ? fitLayer(request, progress)
      : { kind: 'residuals', csv: new Blob([...residualsCsv(request.rows)], { type: 'text/csv;charset=utf-8' }) },
  (reply) => (reply.kind === 'fit' ? studyBuffers(reply.study) : []),
)
