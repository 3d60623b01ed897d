import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useJobs } from '../../platform/jobs'

/** The write that is under way, as the jobs tray has it; closing the drawer leaves it running there. */
export function WritingStep({ fileName }: { fileName: string }) {
  const job = useJobs(({ jobs }) => jobs.findLast((candidate) => candidate.title === `Importing ${fileName}`))
  return (
    <Stack>
      <Text>Importing {fileName}</Text>
      <Progress value={(job?.progress ?? 0) * 100} aria-label="Import progress" />
      <Group justify="space-between">
        <Text fz="sm" c="dimmed" className="figures">
          {job?.note}
        </Text>
        <Button variant="default" onClick={job?.cancel}>
          Cancel
        </Button>
      </Group>
      <Text fz="sm" c="dimmed">
        Cancelling leaves everything as it was. You can close this panel; the import goes on at the bottom of the window.
      </Text>
    </Stack>
  )
}
