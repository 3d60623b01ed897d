import { Alert, Button, FileButton, Group, List, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { dateTimeText } from '#core/words/dateText'
import { checkBackup, restoreFromText, saveBackup } from '../../data/commands/backups'
import { runJob } from '../../platform/jobs'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { useCall } from './useCall'

interface Candidate {
  fileName: string
  text: string
  createdAt: string
  tables: { table: string; records: number }[]
}

/** Everything as one file: out, and back in after a look at what it holds. */
export function BackupsPanel() {
  const kept = useCall('backup.list', {})
  const [candidate, setCandidate] = useState<Candidate | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attempt(work: () => Promise<void>) {
    setProblem(null)
    setDone(null)
    try {
      await work()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  const save = () =>
    attempt(async () => {
      const path = await runJob('Save a backup', saveBackup, () => 'Saved')
      setDone(`Saved to your downloads. A copy is kept at ${path}.`)
      await kept.reload()
    })

  const choose = (file: File | null) =>
    attempt(async () => {
      if (!file) return
      const text = await file.text()
      setCandidate({ fileName: file.name, text, ...(await checkBackup(text)) })
    })

  const restore = (chosen: Candidate) =>
    attempt(async () => {
      setCandidate(null)
      const records = await runJob(
        'Restore a backup',
        () => restoreFromText(chosen.text),
        (count) => `${count} records restored`,
      )
      setDone(`Restored ${records} records. What was here before is kept as the newest copy below.`)
      await kept.reload()
    })

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {done && (
        <Alert
          color="teal"
          variant="light"
          role="status"
          title={done}
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={() => setDone(null)}
        />
      )}
      <Text maw={720}>
        A backup is one file with every record, the changes that wait to be synced, and the journal. It holds no key and no
        password.
      </Text>
      <Group>
        <Button onClick={save}>Save a backup</Button>
        <FileButton onChange={choose} accept=".json,application/json">
          {(props) => (
            <Button variant="default" {...props}>
              Restore from a file
            </Button>
          )}
        </FileButton>
      </Group>
      <Title order={2}>Kept copies</Title>
      {kept.problem && <ProblemAlert problem={kept.problem} />}
      {kept.value?.length === 0 && <Text c="dimmed">No copies yet: saving a backup keeps one here, at most seven.</Text>}
      {kept.value && kept.value.length > 0 && (
        <Table aria-label="Kept copies" maw={860}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>Made</Table.Th>
              <Table.Th ta="right">Size, kB</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kept.value.map((copy) => (
              <Table.Tr key={copy.name}>
                <Table.Td ff="monospace" fz="xs">
                  {copy.name}
                </Table.Td>
                <Table.Td>
                  {dateTimeText(copy.at)}
                  {copy.fromFuture && ' (in the future: the clock was or is wrong)'}
                </Table.Td>
                <Table.Td ta="right">{Math.ceil(copy.bytes / 1_000)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Modal
        opened={candidate !== null}
        onClose={() => setCandidate(null)}
        title="Restore this backup"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {candidate && (
          <Stack gap="sm">
            <Text>
              {candidate.fileName}, made {dateTimeText(candidate.createdAt)}. It replaces every record here; what is here now is
              kept as a copy first.
            </Text>
            <List size="sm">
              {candidate.tables.map((each) => (
                <List.Item key={each.table}>
                  {each.records} in {each.table}
                </List.Item>
              ))}
            </List>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setCandidate(null)}>
                Keep what is here
              </Button>
              <Button color="red" onClick={() => restore(candidate)}>
                Replace all records
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </Stack>
  )
}
