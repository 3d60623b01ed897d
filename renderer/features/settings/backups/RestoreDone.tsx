import { Alert, Button, Stack, Text } from '@mantine/core'
import { runUndoJob } from '../../../data/history/undoJobs'
import type { Restore } from './useRestore'

/** @param opensAnew whether the window must be opened again to show what was restored */
export function RestoreDone({ restore, opensAnew }: { restore: Restore; opensAnew: boolean }) {
  const { state } = restore
  if (state.step !== 'done') return null
  const { restored, setAsideAs } = state.answer
  const { actId } = restored
  return (
    <Alert color="teal" variant="light" role="status" title="The backup is restored">
      <Stack gap="xs" align="flex-start">
        {setAsideAs !== null && <Text fz="sm">What was here before is set aside, whole: see Settings, Backups.</Text>}
        {setAsideAs === null && (actId === null || opensAnew) && <Text fz="sm">All of it is here now.</Text>}
        {(setAsideAs !== null || opensAnew) && <Button onClick={() => window.location.reload()}>Open the records</Button>}
        {actId !== null && !opensAnew && (
          <>
            <Text fz="sm">What was here before is kept as the newest copy below.</Text>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                restore.close()
                void runUndoJob({ id: actId, title: 'restore of a backup' }, false).catch(() => undefined)
              }}
            >
              Take it back
            </Button>
          </>
        )}
      </Stack>
    </Alert>
  )
}
