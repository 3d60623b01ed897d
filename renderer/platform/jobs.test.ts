import { beforeEach, expect, it } from 'vitest'
import { Problem } from '#core/model/problem'
import { runJob, useJobs } from './jobs'

const newest = () => useJobs.getState().jobs.at(-1)

beforeEach(() => useJobs.setState({ jobs: [] }))

/** A job whose work ends as the test says. */
function start() {
  let end: (outcome: Promise<string>) => void = () => {}
  const outcome = new Promise<string>((resolve) => (end = resolve))
  const job = runJob(
    'Count',
    ({ report }) => {
      report(0.5, 'half')
      return outcome
    },
    (result) => result,
  )
  job.catch(() => undefined)
  return { job, end }
}

it('shows a cancelled job as being cancelled until its work says how it ended', async () => {
  const { job, end } = start()
  newest()?.cancel()
  expect(newest()).toMatchObject({ status: 'cancelling', note: 'Cancelling…' })
  end(Promise.reject(new Problem('count.cancelled', 'Stopped at seven.')))
  await expect(job).rejects.toMatchObject({ code: 'count.cancelled' })
  expect(newest()).toMatchObject({ status: 'cancelled', note: 'Stopped at seven.' })
})

it('shows as done what was done although it was cancelled', async () => {
  const { job, end } = start()
  newest()?.cancel()
  end(Promise.resolve('All counted'))
  await expect(job).resolves.toBe('All counted')
  expect(newest()).toMatchObject({ status: 'done', note: 'All counted' })
})

it('puts new work in the place of ended work of the same title, and beside what is under way', async () => {
  const first = start()
  const second = start()
  expect(useJobs.getState().jobs).toHaveLength(2)
  first.end(Promise.resolve('One'))
  await first.job
  const third = start()
  expect(useJobs.getState().jobs.map(({ status }) => status)).toEqual(['running', 'running'])
  second.end(Promise.resolve('Two'))
  third.end(Promise.resolve('Three'))
  await Promise.all([second.job, third.job])
})
