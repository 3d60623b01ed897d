/** Long work that is under way or has just ended, for the jobs tray. A job can be cancelled while it runs. */

import { create } from 'zustand'
import { isFault } from '#core/model/fault'
import { Problem } from '#core/model/problem'
import { reportFault } from './faults'

export interface Job {
  id: string
  title: string
  /** 0 to 1, or null while it is unknown. */
  progress: number | null
  note: string
  status: 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled'
  problem: Problem | null
  cancel: () => void
}

interface JobContext {
  signal: AbortSignal
  report(progress: number | null, note?: string): void
}

export const useJobs = create<{ jobs: Job[] }>(() => ({ jobs: [] }))

function patchJob(id: string, patch: Partial<Job>): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? { ...job, ...patch } : job)) }))
}

export function isUnderWay({ status }: Job): boolean {
  return status === 'running' || status === 'cancelling'
}

export function dismissJob(id: string): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }))
}

/**
 * Runs `work` as a job that the tray shows. Resolves with its result, also where it was done although it was cancelled;
 * rejects with its Problem, and one that stopped as it was asked to has a code that ends in `.cancelled`. It takes the place
 * of ended work of the same title: what that said is past, and rounds of syncing would fill the tray.
 * @param doneNote what the tray says afterwards.
 */
export async function runJob<T>(
  title: string,
  work: (context: JobContext) => Promise<T>,
  doneNote: (result: T) => string,
): Promise<T> {
  const id = crypto.randomUUID()
  const canceller = new AbortController()
  const cancel = () => {
    patchJob(id, { status: 'cancelling', note: 'Cancelling…' })
    canceller.abort()
  }
  const job: Job = { id, title, progress: null, note: '', status: 'running', problem: null, cancel }
  useJobs.setState(({ jobs }) => ({ jobs: [...jobs.filter((other) => other.title !== title || isUnderWay(other)), job] }))
  try {
    const result = await work({
      signal: canceller.signal,
      report: throttled((progress, note) => {
        if (!canceller.signal.aborted) patchJob(id, { progress, ...(note === undefined ? {} : { note }) })
      }),
    })
    patchJob(id, { status: 'done', progress: 1, note: doneNote(result) })
    return result
  } catch (thrown) {
    const problem = Problem.from(thrown, 'job.failed', `${title} stopped unexpectedly: look what was done of it, then try again.`)
    if (isFault(problem)) reportFault('window', 'job', problem)
    patchJob(id, { status: problem.code.endsWith('.cancelled') ? 'cancelled' : 'failed', problem, note: problem.message })
    throw problem
  }
}

/** Drawing takes processor time from the work itself, noticeably so without a GPU; people read no faster than this. */
const REPORT_EVERY_MS = 300

function throttled(report: JobContext['report']): JobContext['report'] {
  let lastAt = Number.NEGATIVE_INFINITY
  return (progress, note) => {
    const now = performance.now()
    if (now - lastAt < REPORT_EVERY_MS) return
    lastAt = now
    report(progress, note)
  }
}
