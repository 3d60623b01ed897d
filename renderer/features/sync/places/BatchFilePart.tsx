import { Button, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { IconFileExport, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { isoDay } from '#core/words/dateText'
import { openBatchFile, saveBatchFile } from '../../../data/sync/batchFile'
import { outcomeText } from '../../../data/sync/syncWithPlace'
import { runJob } from '../../../platform/jobs'
import { saveFile } from '../../../platform/saveFile'

/** Batches in one file, carried by hand: by mail, by messenger, by whatever takes a file. */
export function BatchFilePart({ attempt }: { attempt: <T>(work: () => Promise<T>) => Promise<T | null> }) {
  const [told, setTold] = useState('')

  async function save() {
    const text = await attempt(() =>
      runJob(
        'Save a batch file',
        ({ signal }) => saveBatchFile(signal),
        () => 'Saved',
      ),
    )
    if (text === null) return
    saveFile(`commonmast-batches-${isoDay(Date.now())}.jsonl`, text, 'application/jsonl')
    setTold('Saved to your downloads: everything that this laptop holds.')
  }

  async function open(file: File | null) {
    if (!file) return
    const read = async (signal: AbortSignal) => openBatchFile(await file.text(), { signal })
    const outcome = await attempt(() => runJob(`Open ${file.name}`, ({ signal }) => read(signal), outcomeText))
    if (outcome) setTold(`${file.name}: ${outcomeText({ ...outcome, written: 0 })}.`)
  }

  return (
    <Stack gap="xs" component="section" aria-labelledby="batch-file">
      <Title order={2} id="batch-file">
        By a file
      </Title>
      <Text maw={720}>
        Where no folder is shared: save everything as one file, carry it by hand, and open it on the other laptop.
      </Text>
      <Group gap="xs">
        <Button variant="default" leftSection={<IconFileExport size={16} />} onClick={() => void save()}>
          Save a batch file
        </Button>
        <FileButton onChange={(file) => void open(file)} accept=".jsonl,.json">
          {(props) => (
            <Button variant="default" leftSection={<IconFileImport size={16} />} {...props}>
              Open a batch file
            </Button>
          )}
        </FileButton>
      </Group>
      <Text fz="sm" role="status">
        {told}
      </Text>
    </Stack>
  )
}
