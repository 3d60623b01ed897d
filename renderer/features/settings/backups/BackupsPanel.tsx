import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { faultText } from '#core/records/backup/backupFault'
import { countText } from '#core/words/countText'
import { type SavedBackup, saveBackup } from '../../../data/backups/backups'
import { useRollingBackups } from '../../../data/durability/rollingBackups'
import { runJob } from '../../../platform/jobs'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { EvidenceRoomPart } from './EvidenceRoomPart'
import { RestorePart } from './RestorePart'
import { SetAsideList } from './SetAsideList'
import { StoragePart } from './StoragePart'

/** Everything as one file: out, and back in after a look at what will differ. */
export function BackupsPanel() {
  const [saved, setSaved] = useState<{ backup: SavedBackup; at: number } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const rolling = useRollingBackups()

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
      {saved && <SavedNotice saved={saved.backup} onClose={() => setSaved(null)} />}
      {saved && saved.backup.faults.length > 0 && <FaultyRows saved={saved.backup} />}
      {!saved && rolling.problem && <ProblemAlert problem={rolling.problem} />}
      <Text maw={720}>
        A backup is one file with every record, the log of everything that was done, and the journal. It holds no key and no
        password. The program keeps copies by itself, restores each on trial, and lets the oldest go: the newest five stay, one of
        each of seven days and one of each of eight weeks.
      </Text>
      <Group>
        <Button onClick={save}>Save a backup</Button>
      </Group>
      <RestorePart kept={(saved?.at ?? 0) + rolling.kept} />
      <StoragePart />
      <EvidenceRoomPart />
      <SetAsideList />
    </Stack>
  )
}

function SavedNotice({ saved: { path, verdict }, onClose }: { saved: SavedBackup; onClose: () => void }) {
  return (
    <Alert
      color={verdict.isWhole ? 'teal' : 'red'}
      variant="light"
      role="status"
      title={`Saved to your downloads. A copy is kept at ${path}.`}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={onClose}
    >
      <Text fz="sm">
        {verdict.isWhole
          ? `The copy was read back and restored on trial: ${countText(verdict.rows, 'row')}, and every one came back.`
          : `The copy could not be verified and does not count as a backup: ${verdict.reason}`}
      </Text>
    </Alert>
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
