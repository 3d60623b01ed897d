import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { ImportRecord } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import type { ImportOutcome } from '../../data/commands/importRecords'
import { takeBackAct } from '../../data/history/takeBackAct'
import type { ImportPreview } from '../../data/importPreview'
import { goTo } from '../../platform/hashRoute'
import { closeImportDrawer } from '../../platform/importDrawer'
import { runJob } from '../../platform/jobs'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { countOf } from './countOf'

interface ImportDoneProps {
  outcome: ImportOutcome
  preview: ImportPreview
  onAnother: () => void
}

const NEXT: Record<ImportRecord['table'], [path: string, label: string]> = {
  hotspots: ['/fleet', 'Go to Fleet'],
  contributions: ['/split', 'Go to Split'],
  agreements: ['/split', 'Go to Split'],
}

/** What was written, the natural next step, and the way back. */
export function ImportDone({ outcome, preview, onAnother }: ImportDoneProps) {
  const [undone, setUndone] = useState<'no' | 'working' | 'yes'>('no')
  const [problem, setProblem] = useState<Problem | null>(null)
  const { record, actId } = outcome
  const [path, label] = NEXT[record.table]

  async function undo(): Promise<void> {
    if (actId === null) return
    setUndone('working')
    try {
      await runJob(
        `Undoing ${record.fileName}`,
        ({ signal, report }) => takeBackAct(actId, { signal, onProgress: (done, total) => report(done / total) }),
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
      {actId === null ? (
        <Alert
          color="gray"
          icon={<IconCheck />}
          title="Everything in this file is here already; nothing was changed"
          role="status"
        >
          {numberText(record.unchanged ?? 0)} of the same, {countText(record.skipped, 'row')} left out.
        </Alert>
      ) : (
        <Alert
          color="teal"
          icon={<IconCheck />}
          title={`${countOf(record.added + record.replaced, preview.kind)} imported`}
          role="status"
        >
          {numberText(record.added)} new, {numberText(record.replaced)} changed, {numberText(record.unchanged ?? 0)} here already,{' '}
          {countText(record.skipped, 'row')} left out.
        </Alert>
      )}
      <Group>
        <Button
          onClick={() => {
            closeImportDrawer()
            goTo(path)
          }}
        >
          {label}
        </Button>
        {actId !== null && (
          <Button variant="default" leftSection={<IconArrowBackUp size={16} />} loading={undone === 'working'} onClick={undo}>
            Undo this import
          </Button>
        )}
        <Button variant="subtle" onClick={onAnother}>
          Import another file
        </Button>
      </Group>
    </Stack>
  )
}
