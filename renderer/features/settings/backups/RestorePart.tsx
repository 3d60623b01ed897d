import { Alert, Button, FileButton, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { useEffect } from 'react'
import { dateTimeText } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import { readKeptBackup } from '../../../data/backups/backups'
import { runUndoJob } from '../../../data/history/undoJobs'
import { readTextFile } from '../../../platform/readTextFile'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { useCall } from '../useCall'
import { RestoreDialog } from './RestoreDialog'
import { useRestore } from './useRestore'

/** A backup back into the records, from a file or one of the kept copies. @param kept changes whenever a copy was kept */
export function RestorePart({ kept }: { kept?: number }) {
  const copies = useCall('backup.list', {})
  const restore = useRestore()
  const { state, unusable } = restore
  const { reload } = copies
  // A restore keeps a copy as well.
  const count = `${kept} ${state.step}`
  useEffect(() => {
    if (count !== '') void reload()
  }, [count, reload])

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
      {state.step === 'done' && <Done restore={restore} />}
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
      {copies.value?.length === 0 && <Text c="dimmed">No copies yet. Each backup keeps one here; the last seven stay.</Text>}
      {copies.value && copies.value.length > 0 && (
        <Table aria-label="Kept copies" maw={860}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>Made</Table.Th>
              <Table.Th ta="right">Size, kB</Table.Th>
              <Table.Th>
                <VisuallyHidden>Restore</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {copies.value.map(({ name, at, fromFuture, bytes }) => (
              <Table.Tr key={name}>
                <Table.Td ff="monospace" fz="xs">
                  {name}
                </Table.Td>
                <Table.Td>
                  {dateTimeText(at)}
                  {fromFuture && ' (in the future: the clock was or is wrong)'}
                </Table.Td>
                <Table.Td ta="right" className="figures">
                  {numberText(Math.ceil(bytes / 1_000))}
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Restore the copy of ${dateTimeText(at)}`}
                    onClick={() => restore.choose(name, () => readKeptBackup(name))}
                  >
                    Restore
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <RestoreDialog restore={restore} />
    </Stack>
  )
}

function Done({ restore }: { restore: ReturnType<typeof useRestore> }) {
  const { state } = restore
  if (state.step !== 'done') return null
  const { restored, setAsideAs } = state.answer
  const { actId } = restored
  return (
    <Alert color="teal" variant="light" role="status" title="The backup is restored">
      <Stack gap="xs" align="flex-start">
        {setAsideAs !== null && (
          <>
            <Text fz="sm">What was here before is set aside, whole: see Settings, Backups.</Text>
            <Button onClick={() => window.location.reload()}>Open the records</Button>
          </>
        )}
        {setAsideAs === null && actId === null && <Text fz="sm">All of it is here now.</Text>}
        {actId !== null && (
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
