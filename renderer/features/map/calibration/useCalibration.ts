/** A fit under way and what came of it. A fit belongs to its measurements and profile: choosing others puts it away. */
import { useEffect, useRef, useState } from 'react'
import type { CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import type { MeasurementLayer } from '#core/model/dataLayer'
import type { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { fitMeasurements } from '../../../data/coverage/calibration'
import { runJob } from '../../../platform/jobs'
import { asProblem } from '../../../ui/ProblemAlert'

export interface Calibration {
  layer: MeasurementLayer
  profile: RadioProfile
  study: CalibrationStudy
}

export function useCalibration() {
  const [result, setResult] = useState<Calibration | null>(null)
  /** 0 to 1 while fitting. */
  const [progress, setProgress] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const canceller = useRef<AbortController | null>(null)
  useEffect(() => () => canceller.current?.abort(), [])

  async function start(layer: MeasurementLayer, profile: RadioProfile): Promise<void> {
    const cancel = new AbortController()
    canceller.current = cancel
    setProgress(0)
    setProblem(null)
    setResult(null)
    try {
      const study = await runJob(
        `Fitting ${layer.name}`,
        ({ signal, report }) => {
          signal.addEventListener('abort', () => cancel.abort(), { once: true })
          const onProgress = (share: number) => {
            report(share)
            setProgress(share)
          }
          return fitMeasurements(layer.id, profile, { signal: cancel.signal, onProgress })
        },
        ({ fit: { exponent, biased } }) => `Exponent ${exponent.toFixed(2)}${biased ? ', biased' : ''}.`,
      )
      setResult({ layer, profile, study })
    } catch (thrown) {
      const found = asProblem(thrown)
      setProblem(found.code.endsWith('.cancelled') ? null : found)
    } finally {
      setProgress(null)
    }
  }

  return {
    result,
    progress,
    problem,
    setProblem,
    start,
    cancel: () => canceller.current?.abort(),
    clear: () => {
      setResult(null)
      setProblem(null)
    },
  }
}
