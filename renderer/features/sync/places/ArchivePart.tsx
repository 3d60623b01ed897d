import { Button, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { IconArchive, IconFileExport, IconHistory, IconListCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { SyncPlace } from '#core/contract/syncCalls'
import { snapshotSetting } from '#core/records/tables/cooperativeSettings'
import type { SnapshotCheck } from '#core/sync/snapshot/checkSnapshot'
import { countText } from '#core/words/countText'
import { isoDay } from '#core/words/dateText'
import { useCooperativeSetting } from '../../../data/cooperative/settings'
import { archiveBy, checkSnapshotAt, checkText, readBackFrom } from '../../../data/sync/archive'
import { saveBatchFile } from '../../../data/sync/batchFile'
import { useArchived } from '../../../data/sync/syncQueries'
import { runJob } from '../../../platform/jobs'
import { saveFile } from '../../../platform/saveFile'

interface ArchivePartProps {
  places: readonly SyncPlace[]
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>
}

/** Old batches: the snapshot that stands for them is checked, they are saved, and once the file is opened again they leave. */
export function ArchivePart({ places, attempt }: ArchivePartProps) {
  const newest = useCooperativeSetting(snapshotSetting)
  const counts = useArchived()
  const [check, setCheck] = useState<SnapshotCheck | null>(null)
  const [told, setTold] = useState('')
  if (!newest || !counts || (places.length === 0 && counts.archived === 0)) return null
  const mayArchive = check !== null && check.differs === 0 && check.notThere === 0

  async function look(place: SyncPlace) {
    const found = await attempt(() => checkSnapshotAt(place))
    setCheck(found)
    setTold(found ? `${checkText(found)}.` : '')
  }

  async function save() {
    const text = await attempt(() =>
      runJob(
        'Save an archive',
        ({ signal }) => saveBatchFile(signal),
        () => 'Saved',
      ),
    )
    if (text === null) return
    saveFile(`commonmast-archive-${isoDay(Date.now())}.jsonl`, text, 'application/jsonl')
    setTold('Saved to your downloads. Put it where it is kept for good, and open it from there: nothing has left yet.')
  }

  async function tell(work: () => Promise<string>) {
    const said = await attempt(work)
    if (said !== null) setTold(`${said}.`)
  }

  return (
    <Stack gap="xs" component="section" aria-labelledby="archive">
      <Title order={2} id="archive">
        Old batches
      </Title>
      <Text maw={720}>
        The snapshot stands for {countText(newest.batches, 'batch', 'batches')}. Held against them and found right, it lets this
        laptop keep them in a file instead: records, history and undo stay as they are.
      </Text>
      <Text fz="sm" c="dimmed">
        {countText(counts.whole, 'batch is', 'batches are')} here word for word, {counts.archived} archived. An archived batch
        goes to no other place from here.
      </Text>
      <Group gap="xs">
        {places.map((place) => (
          <Button
            key={place.id}
            variant="default"
            leftSection={<IconListCheck size={16} />}
            onClick={() => void look(place)}
            aria-label={`Check the snapshot at ${place.name}`}
          >
            {places.length === 1 ? 'Check the snapshot' : `Check the snapshot at ${place.name}`}
          </Button>
        ))}
        {mayArchive && (
          <>
            <Button variant="default" leftSection={<IconFileExport size={16} />} onClick={() => void save()}>
              Save an archive
            </Button>
            <FileButton
              onChange={(file) => file && void tell(() => archiveBy(file, check))}
              accept=".jsonl,.json"
              inputProps={{ 'aria-label': 'Archive' }}
            >
              {(props) => (
                <Button variant="default" leftSection={<IconArchive size={16} />} {...props}>
                  Open it, and let the old batches go
                </Button>
              )}
            </FileButton>
          </>
        )}
        {counts.archived > 0 && (
          <FileButton
            onChange={(file) => file && void tell(() => readBackFrom(file))}
            accept=".jsonl,.json"
            inputProps={{ 'aria-label': 'Archive to read back' }}
          >
            {(props) => (
              <Button variant="default" leftSection={<IconHistory size={16} />} {...props}>
                Read them back from an archive
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      <Text fz="sm" role="status">
        {told}
      </Text>
    </Stack>
  )
}
