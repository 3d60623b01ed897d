import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { faultText } from '#core/records/backup/backupFault'
import { countText } from '#core/words/countText'
import { type SavedBackup, saveBackup } from '../../../data/backups/backups'
import { runJob } from '../../../platform/jobs'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { RestorePart } from './RestorePart'
import { SetAsideList } from './SetAsideList'

/** Everything as one file: out, and back in after a look at what will differ. */
export function BackupsPanel() {
  const [saved, setSaved] = useState<{ backup: SavedBackup; at: number } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save() {
    setProblem(null)
    setSaved(null)
    try {
      const backup = await runJob(
        'Save a backup',
        ({ signal, report }) => saveBackup({ signal, onProgress: ({ done, total }) => report(done / total) }),
        () => 'Saved',
      )
      setSaved({ backup, at: Date.now() })
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {saved && (
        <Alert
          color="teal"
          variant="light"
          role="status"
          title={`Saved to your downloads. A copy is kept at ${saved.backup.path}.`}
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={() => setSaved(null)}
        />
      )}
      {saved && saved.backup.faults.length > 0 && <FaultyRows saved={saved.backup} />}
      <Text maw={720}>
        A backup is one file with every record, the log of everything that was done, and the journal. It holds no key and no
        password.
      </Text>
      <Group>
        <Button onClick={save}>Save a backup</Button>
      </Group>
      <RestorePart kept={saved?.at ?? 0} />
      <SetAsideList />
    </Stack>
  )
}

function FaultyRows({ saved: { faults } }: { saved: SavedBackup }) {
  const [first] = faults
  return (
    <Alert color="yellow" variant="light" title={`${countText(faults.length, 'row')} of it cannot be restored as they are`}>
      <Text fz="sm">
        The records hold them like that. A restore will name them and ask whether to leave them out
        {first && `: ${faultText(first)}`}.
      </Text>
    </Alert>
  )
}
