/** A measurement as the screen sees it: what is heard now, and what came of it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem } from '#core/model/problem'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { asProblem } from '../../../ui/ProblemAlert'
import { sound } from '../deviceSession'
import { type FixRequest, receiveFix } from './receiveFix'

export type Measurement =
  /** `fix`: what was averaged before it was left. */
  | { kind: 'none'; fix: AveragedPosition | null }
  | { kind: 'running'; state: SessionState | null }
  /** `problem`: what is not as good as it could be. */
  | { kind: 'measured'; fix: AveragedPosition; state: SessionState; problem: Problem | null }
  /** `fix`: what had been averaged until then. */
  | { kind: 'failed'; problem: Problem; fix: AveragedPosition | null; state: SessionState | null }

export interface Receiver {
  measurement: Measurement
  start(request: FixRequest): void
  /** Content with the fixes so far. */
  stop(): void
  /** Ends the measurement, also one that runs; what it averaged can still be used. */
  leave(): void
}

export function useReceiver(): Receiver {
  const [measurement, setMeasurement] = useState<Measurement>({ kind: 'none', fix: null })
  const running = useRef<AbortController | null>(null)
  const end = useCallback((next: Measurement) => {
    running.current?.abort()
    running.current = null
    setMeasurement(next)
  }, [])
  useEffect(() => () => running.current?.abort(), [])

  function start(request: FixRequest): void {
    end({ kind: 'running', state: null })
    const own = new AbortController()
    running.current = own
    let last: SessionState | null = null
    const see = (state: SessionState) => {
      last = state
      setMeasurement({ kind: 'running', state })
    }
    receiveFix(request, own.signal, see).then(
      (state) => {
        if (own.signal.aborted) return
        sound('step')
        end(measured(state))
      },
      (thrown: unknown) => {
        if (own.signal.aborted) return
        sound('fault')
        end({ kind: 'failed', problem: asProblem(thrown), fix: last?.position ?? null, state: last })
      },
    )
  }

  function stop(): void {
    if (measurement.kind === 'running' && measurement.state?.position) end(measured(measurement.state))
  }

  return { measurement, start, stop, leave: () => end({ kind: 'none', fix: averagedBy(measurement) }) }
}

/** Hundreds of fixes are minutes on a roof: going back throws none of them away. */
export function averagedBy(measurement: Measurement): AveragedPosition | null {
  return measurement.kind === 'running' ? (measurement.state?.position ?? null) : measurement.fix
}

function measured(state: SessionState): Measurement {
  const { position: fix, problem } = state
  if (fix) return { kind: 'measured', fix, state, problem: problem && Problem.fromData(problem) }
  const none = new Problem('gnss.no-fix', 'The receiver gave no position: take it under open sky and measure again.')
  return { kind: 'failed', problem: none, fix: null, state }
}
