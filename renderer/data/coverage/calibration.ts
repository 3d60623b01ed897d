/** Calibrations as screens ask for them; the work is done in a worker that ends with it. */
import { calibratedProfile } from '#core/coverage/calibration/calibratedProfile'
import type { CalibrationRows, CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { calibrateContract } from '../../workers/calibrateContract'
import { newId, nowText } from '../records/newId'
import { saveRadioProfile } from './radioProfiles'

interface FitOptions {
  signal: AbortSignal
  /** 0 to 1. */
  onProgress(share: number): void
}

/**
 * Holds a profile against measurements and fits the log-distance law to them. Nothing is written.
 * @throws Problem those of studyCalibration, `measurements.missing`, `terrain.*`, `calibration.cancelled`.
 */
export async function fitMeasurements(layerId: string, profile: RadioProfile, options: FitOptions): Promise<CalibrationStudy> {
  return callOnce(calibrationWorker(), 'fit', { layerId, profile }, options)
}

/** Every measurement with its residual before and after. */
export async function writeResiduals(rows: CalibrationRows): Promise<Blob> {
  return callOnce(calibrationWorker(), 'residuals', rows)
}

/**
 * Saves the fitted law as a profile of the cooperative's own, dated with the last measurement.
 * @throws Problem `calibration.implausible` and those of saveRadioProfile.
 */
export async function saveCalibratedProfile(name: string, profile: RadioProfile, study: CalibrationStudy): Promise<RadioProfile> {
  const at = nowText()
  const made = {
    ...calibratedProfile(profile, study.fit),
    id: newId(),
    name,
    validFrom: study.measuredOn ?? at.slice(0, 10),
    createdAt: at,
    updatedAt: at,
  }
  await saveRadioProfile(null, made)
  return made
}

function calibrationWorker() {
  const worker = new Worker(new URL('../../workers/calibrate.worker.ts', import.meta.url), { type: 'module' })
  // Ended rather than asked to end: a fit has no pause in which a question could arrive.
  return connectWorker('calibrate', calibrateContract, worker, { patienceMs: 0, endedProblem })
}

function endedProblem(): Problem {
  return new Problem('calibration.cancelled', 'The fit was stopped and nothing was changed: start it again when ready.')
}
