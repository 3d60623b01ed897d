import { ActionIcon, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCheck, IconLoader, IconX } from '@tabler/icons-react'
import { dismissJob, type Job, useJobs } from '../platform/jobs'
import classes from './JobsTray.module.css'

/** Long work: its progress, a way to stop it, and what came of it. Finished jobs stay until they are dismissed. */
export function JobsTray() {
  const jobs = useJobs((state) => state.jobs)
  if (jobs.length === 0) return null
  return (
    <section className={classes.tray} aria-label="Jobs">
      <Stack gap="xs">
        {jobs.slice(-4).map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </Stack>
    </section>
  )
}

const STATUS_ICONS = { running: IconLoader, done: IconCheck, failed: IconAlertTriangle, cancelled: IconBan }
const STATUS_COLORS = { running: 'gray', done: 'teal', failed: 'red', cancelled: 'gray' }

function JobCard({ job }: { job: Job }) {
  const Icon = STATUS_ICONS[job.status]
  const isRunning = job.status === 'running'
  return (
    <Paper withBorder shadow="md" p="sm" role={job.status === 'failed' ? 'alert' : 'status'}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap={8} wrap="nowrap" miw={0}>
          <Icon size={16} color={`var(--mantine-color-${STATUS_COLORS[job.status]}-text)`} aria-label={job.status} />
          <Text fz="sm" fw={600} truncate>
            {job.title}
          </Text>
        </Group>
        {isRunning ? (
          <Button size="compact-xs" variant="default" onClick={job.cancel} aria-label={`Cancel: ${job.title}`}>
            Cancel
          </Button>
        ) : (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            onClick={() => dismissJob(job.id)}
            aria-label={`Dismiss: ${job.title}`}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </Group>
      {isRunning && (
        <Progress
          mt={8}
          size="sm"
          value={(job.progress ?? 1) * 100}
          animated={job.progress === null}
          aria-label={`${job.title}: progress`}
        />
      )}
      {job.note !== '' && (
        <Text fz="xs" c="dimmed" mt={4} className={classes.note}>
          {job.note}
        </Text>
      )}
    </Paper>
  )
}
