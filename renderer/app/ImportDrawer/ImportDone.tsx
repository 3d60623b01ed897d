import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { ImportRecord } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { undoImportInWorker } from '../../data/importFile'
import type { ImportPreview } from '../../data/importPreview'
import { goTo } from '../../platform/hashRoute'
import { closeImportDrawer } from '../../platform/importDrawer'
import { runJob } from '../../platform/jobs'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { countOf } from './countOf'

interface ImportDoneProps {
  record: ImportRecord
  preview: ImportPreview
  onAnother: () => void
}

const NEXT: Record<ImportRecord['table'], [path: string, label: string]> = {
  hotspots: ['/fleet', 'Go to Fleet'],
  contributions: ['/split', 'Go to Split'],
  agreements: ['/split', 'Go to Split'],
}

/** What was written, the natural next step, and the way back. */
export function ImportDone({ record, preview, onAnother }: ImportDoneProps) {
  const [undone, setUndone] = useState<'no' | 'working' | 'yes'>('no')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [path, label] = NEXT[record.table]

  async function undo(): Promise<void> {
    setUndone('working')
    try {
      await runJob(
        `Undoing ${record.fileName}`,
        ({ signal, report }) =>
          undoImportInWorker(record.id, { signal, onProgress: (done, total) => report(total ? done / total : null) }),
        () => 'Everything is as it was before the import.',
      )
      setUndone('yes')
    } catch (thrown) {
      setUndone('no')
      setProblem(asProblem(thrown))
    }
  }

  if (undone === 'yes') {
    return (
      <Stack>
        <Alert color="gray" icon={<IconArrowBackUp />} title="The import was undone" role="status">
          Everything is as it was before {record.fileName}.
        </Alert>
        <Button variant="default" w="fit-content" onClick={onAnother}>
          Choose another file
        </Button>
      </Stack>
    )
  }
  return (
    <Stack>
      {problem && <ProblemAlert problem={problem} />}
      <Alert
        color="teal"
        icon={<IconCheck />}
        title={`${countOf(record.added + record.replaced, preview.kind)} imported`}
        role="status"
      >
        {numberText(record.added)} new, {numberText(record.replaced)} replaced, {countText(record.skipped, 'row')} left out.
      </Alert>
      <Group>
        <Button
          onClick={() => {
            closeImportDrawer()
            goTo(path)
          }}
        >
          {label}
        </Button>
        <Button variant="default" leftSection={<IconArrowBackUp size={16} />} loading={undone === 'working'} onClick={undo}>
          Undo this import
        </Button>
        <Button variant="subtle" onClick={onAnother}>
          Import another file
        </Button>
      </Group>
    </Stack>
  )
}
