/** Calibrations as screens ask for them; the work is done in a worker that ends with it. */
import { calibratedProfile } from '#core/coverage/calibration/calibratedProfile'
import type { CalibrationRows, CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import { invariant, Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { callWorker } from '../platform/workerCall'
import type { CalibrationReply, CalibrationRequest } from '../workers/calibrate.worker'
import { saveRadioProfile } from './radioProfiles'
import { newId, nowText } from './records/newId'

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
  const reply = await callCalibration({ kind: 'fit', layerId, profile }, options)
  invariant(reply.kind === 'fit', 'the calibration worker answers what it is asked')
  return reply.study
}

/** Every measurement with its residual before and after. */
export async function writeResiduals(rows: CalibrationRows): Promise<Blob> {
  const reply = await callCalibration({ kind: 'residuals', rows })
  invariant(reply.kind === 'residuals', 'the calibration worker answers what it is asked')
  return reply.csv
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

function callCalibration(request: CalibrationRequest, options: Partial<FitOptions> = {}): Promise<CalibrationReply> {
  const { signal, onProgress } = options
  const worker = new Worker(new URL('../workers/calibrate.worker.ts', import.meta.url), { type: 'module' })
  const answer = callWorker<CalibrationRequest, CalibrationReply, number>(worker, request, onProgress ? { onProgress } : {})
  if (!signal) return answer
  const cancelled = new Promise<never>((_, reject) => {
    // Ended rather than asked to end: a fit has no pause in which a question could arrive.
    const end = () => {
      worker.terminate()
      reject(new Problem('calibration.cancelled', 'The fit was stopped and nothing was changed: start it again when ready.'))
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  return Promise.race([answer, cancelled])
}
