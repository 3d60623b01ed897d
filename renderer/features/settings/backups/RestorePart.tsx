import { Button, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { newestVerified } from '#core/records/backup/newestVerified'
import { dateTimeText } from '#core/words/dateText'
import { readKeptBackup } from '../../../data/backups/backups'
import type { LostRecords } from '../../../data/durability/recordsStanding'
import { readTextFile } from '../../../platform/readTextFile'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { useCall } from '../useCall'
import { KeptCopies } from './KeptCopies'
import { NewestVerified } from './NewestVerified'
import { RestoreDialog } from './RestoreDialog'
import { RestoreDone } from './RestoreDone'
import { useRestore } from './useRestore'

interface RestorePartProps {
  /** Changes whenever a copy was kept or verified. */
  kept?: number
  /** Records that are lost: the newest verified copy is offered first. */
  lost?: LostRecords
  /** No screen shows what was restored: the window is opened again afterwards. */
  opensAnew?: boolean
}

/** A backup back into the records, from a file or one of the kept copies. */
export function RestorePart({ kept, lost, opensAnew = false }: RestorePartProps) {
  const copies = useCall('backup.list', {})
  const restore = useRestore()
  const { state, unusable } = restore
  const { reload } = copies
  // A restore keeps a copy as well.
  const count = `${kept} ${state.step}`
  useEffect(() => {
    if (count !== '') void reload()
  }, [count, reload])
  const chooseKept = (name: string) => restore.choose(name, () => readKeptBackup(name))
  const verified = newestVerified(copies.value ?? [])

  return (
    <Stack gap="md">
      {state.step === 'none' && restore.problem && <ProblemAlert problem={restore.problem} onClose={restore.close} />}
      {unusable && (
        <Stack gap="xs">
          <ProblemAlert problem={unusable.problem} />
          <Button variant="default" w="fit-content" onClick={unusable.withoutThem}>
            Restore without what cannot be used
          </Button>
        </Stack>
      )}
      {state.step === 'done' && <RestoreDone restore={restore} opensAnew={opensAnew} />}
      {lost && copies.value && state.step !== 'done' && (
        <NewestVerified copy={verified} lost={lost} onRestore={(name) => void chooseKept(name)} />
      )}
      <Group>
        <FileButton
          onChange={(file) => file && void restore.choose(file.name, () => readTextFile(file))}
          accept=".json,application/json"
        >
          {(props) => (
            <Button variant="default" {...props}>
              Restore from a file
            </Button>
          )}
        </FileButton>
      </Group>
      <Title order={2}>Kept copies</Title>
      {copies.problem && <ProblemAlert problem={copies.problem} />}
      {!lost && verified && (
        <Text c="dimmed">
          Last verified backup: {dateTimeText(verified.at)}. It was read back from the disk and restored on trial.
        </Text>
      )}
      {copies.value && <KeptCopies copies={copies.value} onRestore={(name) => void chooseKept(name)} />}
      <RestoreDialog restore={restore} />
    </Stack>
  )
}
