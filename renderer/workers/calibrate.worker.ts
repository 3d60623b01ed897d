/** Fits a radio profile to measurements, and writes its residuals as CSV, off the UI thread (see data/calibration). */
import { studyBuffers } from '#core/coverage/calibration/calibrationStudy'
import type { MeasuredHotspot } from '#core/coverage/calibration/predictLinks'
import { residualsCsv } from '#core/coverage/calibration/residualsCsv'
import { studyCalibration } from '#core/coverage/calibration/studyCalibration'
import { terrainPower } from '#core/planning/terrainPower'
import { readMeasuredFleet } from '../data/coverage/calibrationFleet'
import { readMeasurementLayer } from '../data/layers/measurements'
import { loadTerrain } from '../data/layers/terrainLoad'
import { serveWorker } from '../platform/serveWorker'
import { calibrateContract } from './calibrateContract'

/** Of the whole work; fitting is the rest. */
const READ = 0.2

serveWorker(calibrateContract, {
  async fit({ layerId, profile }, { progress, transfer }) {
    const measurements = await readMeasurementLayer(layerId)
    const fleet: ReadonlyMap<string, MeasuredHotspot> = await readMeasuredFleet()
    progress(READ)
    const powerOverTerrain = profile.model === 'itm-terrain' ? terrainPower((await loadTerrain()).mosaic) : undefined
    const onProgress = (share: number) => progress(READ + share * (1 - READ))
    const study = studyCalibration({ measurements, fleet, profile, powerOverTerrain, onProgress })
    transfer(studyBuffers(study))
    return study
  },
  residuals: async (rows) => new Blob([...residualsCsv(rows)], { type: 'text/csv;charset=utf-8' }),
})
