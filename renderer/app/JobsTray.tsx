import { ActionIcon, Button, Progress, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCheck, IconLoader, IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { dismissJob, isUnderWay, type Job, useJobs } from '../platform/jobs'
import classes from './JobsTray.module.css'

const JOBS_SHOWN = 3
/** Long enough to read a line; failures stay until they are dismissed. */
const DONE_STAYS_MS = 8_000

/** Long work: its progress, a way to stop it, and what came of it. A row of the frame, so it never lies over a button. */
export function JobsTray() {
  const jobs = useJobs((state) => state.jobs)
  if (jobs.length === 0) return null
  return (
    <section className={classes.tray} aria-label="Jobs">
      {jobs.slice(-JOBS_SHOWN).map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </section>
  )
}

const STATUS_ICONS = {
  running: IconLoader,
  cancelling: IconLoader,
  done: IconCheck,
  failed: IconAlertTriangle,
  cancelled: IconBan,
}
const STATUS_COLORS = { running: 'gray', cancelling: 'gray', done: 'teal', failed: 'red', cancelled: 'gray' }

function JobRow({ job }: { job: Job }) {
  const Icon = STATUS_ICONS[job.status]
  const isRunning = isUnderWay(job)
  useEffect(() => {
    if (isRunning || job.status === 'failed') return
    const timer = setTimeout(() => dismissJob(job.id), DONE_STAYS_MS)
    return () => clearTimeout(timer)
  }, [isRunning, job.status, job.id])

  return (
    <div className={classes.job} role={job.status === 'failed' ? 'alert' : 'status'}>
      <Icon size={16} color={`var(--mantine-color-${STATUS_COLORS[job.status]}-text)`} aria-label={job.status} />
      <Text fz="sm" fw={600} truncate>
        {job.title}
      </Text>
      {job.note !== '' && (
        <Text fz="sm" c="dimmed" truncate title={job.note}>
          {job.note}
        </Text>
      )}
      {isRunning && (
        <Progress
          className={classes.progress}
          size="sm"
          value={(job.progress ?? 1) * 100}
          animated={job.progress === null || job.status === 'cancelling'}
          aria-label={`${job.title}: progress`}
        />
      )}
      {isRunning ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={job.cancel}
          disabled={job.status === 'cancelling'}
          aria-label={`Cancel: ${job.title}`}
          ml="auto"
        >
          Cancel
        </Button>
      ) : (
        <ActionIcon
          size="sm"
          ml="auto"
          variant="subtle"
          color="gray"
          onClick={() => dismissJob(job.id)}
          aria-label={`Dismiss: ${job.title}`}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  )
}
