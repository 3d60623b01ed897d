/** A plan being chosen: how far it is, what is found so far, and the two ways to end it. */
import { useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import type { PlanProgress } from '#core/planning/planRequest'
import { countText } from '#core/words/countText'
import { type MadePlan, type MakePlanOptions, makePlan, makeScenario } from '../../data/planning/makePlan'
import { runJob } from '../../platform/jobs'
import { asProblem } from '../../ui/ProblemAlert'
import { isScenarioOf, type PlanDraft, settingsOf } from './planDraft'
import type { RunSample } from './RunChart'

export interface PlanRun {
  progress: PlanProgress | null
  samples: readonly RunSample[]
  isStopping: boolean
}

interface PlanRunner {
  run: PlanRun | null
  /** @returns the plan that was saved, or null when it ended otherwise; `onProblem` says how. */
  start(draft: PlanDraft, base: Plan | null): Promise<Plan | null>
  stop(): void
  cancel(): void
}

/** A chart of this many points is finer than anyone sees. */
const MAX_SAMPLES = 400

export function usePlanRun(onProblem: (problem: Problem | null) => void): PlanRunner {
  const [run, setRun] = useState<PlanRun | null>(null)
  const enders = useRef<{ stop: AbortController; cancel: AbortController } | null>(null)

  async function start(draft: PlanDraft, base: Plan | null): Promise<Plan | null> {
    const { area } = draft
    if (!area) return null
    onProblem(null)
    const [stop, cancel] = [new AbortController(), new AbortController()]
    enders.current = { stop, cancel }
    setRun({ progress: null, samples: [], isStopping: false })
    const startedAt = performance.now()
    const request = { name: draft.name.trim(), resolution: draft.resolution, reachM: Number(draft.reachM) || 1_000, area }
    try {
      const { plan } = await runJob<MadePlan>(
        `Choosing sites: ${request.name}`,
        (job) => {
          job.signal.addEventListener('abort', () => cancel.abort(), { once: true })
          const options: MakePlanOptions = {
            signal: cancel.signal,
            stopSignal: stop.signal,
            onProgress: (progress) => {
              job.report(progress.share)
              setRun((current) => current && { ...current, progress, samples: withSample(current.samples, progress, startedAt) })
            },
          }
          const settings = settingsOf(draft)
          return base && isScenarioOf(draft, base)
            ? makeScenario(base, { settings, name: request.name, reachM: request.reachM }, options)
            : makePlan({ ...request, settings }, options)
        },
        (made) => made.stoppedBecause ?? `${countText(made.plan.sites.length, 'site')} chosen.`,
      )
      return plan
    } catch (thrown) {
      const problem = asProblem(thrown)
      onProblem(problem.code.endsWith('.cancelled') ? null : problem)
      return null
    } finally {
      setRun(null)
    }
  }

  return {
    run,
    start,
    stop() {
      enders.current?.stop.abort()
      setRun((current) => current && { ...current, isStopping: true })
    },
    cancel: () => enders.current?.cancel.abort(),
  }
}

function withSample(samples: readonly RunSample[], progress: PlanProgress, startedAt: number): readonly RunSample[] {
  if (progress.value === null) return samples
  const sample = { elapsedMs: performance.now() - startedAt, value: progress.value, upperBound: progress.upperBound }
  // Every other one goes when there are too many, so the beginning stays in the picture.
  const kept = samples.length >= MAX_SAMPLES ? samples.filter((_, i) => i % 2 === 0) : samples
  return [...kept, sample]
}
