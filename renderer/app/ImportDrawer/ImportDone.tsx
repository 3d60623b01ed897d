import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImportRecord } from '#core/model/records'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import type { ImportPreview } from '../../data/imports/importPreview'
import type { ImportOutcome } from '../../data/imports/importRecords'
import { useImportRecord } from '../../data/queries'
import { goTo } from '../../platform/hashRoute'
import { closeImportDrawer } from '../../platform/importDrawer'
import { UndoDialog } from '../../ui/UndoDialog'
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
  members: ['/treasury?tab=book', 'Go to the address book'],
}

/** What was written, the natural next step, and the way back. */
export function ImportDone({ outcome, preview, onAnother }: ImportDoneProps) {
  const { record, actId } = outcome
  const [isAsking, setIsAsking] = useState(false)
  const kept = useImportRecord(record.id)
  const [path, label] = NEXT[record.table]

  if (kept?.status === 'undone') {
    return (
      <Stack>
        <Alert color="gray" icon={<IconArrowBackUp />} title="The import was undone" role="status">
          What {record.fileName} brought is taken back. What was changed since stays as it is.
        </Alert>
        <Button variant="default" w="fit-content" onClick={onAnother}>
          Choose another file
        </Button>
      </Stack>
    )
  }
  return (
    <Stack>
      <Written record={record} preview={preview} hasChanged={actId !== null} />
      <ChangedAddresses names={outcome.addressesOf} kept={keptAddresses(preview, outcome)} />
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
          <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => setIsAsking(true)}>
            Undo this import…
          </Button>
        )}
        <Button variant="subtle" onClick={onAnother}>
          Import another file
        </Button>
      </Group>
      {isAsking && actId !== null && (
        <UndoDialog
          act={{ id: actId, title: `Import of ${record.fileName}`, isUndo: false }}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Stack>
  )
}

function keptAddresses({ agreements }: ImportPreview, { addressesOf }: ImportOutcome): string[] {
  const names = agreements?.addressChanges.map(({ name }) => name) ?? []
  return names.filter((name) => !addressesOf.includes(name))
}

/** Whose address was changed as it was ticked, and whose stayed although the file has another. */
function ChangedAddresses({ names, kept }: { names: readonly string[]; kept: readonly string[] }) {
  if (names.length + kept.length === 0) return null
  return (
    <Alert color={names.length > 0 ? 'yellow' : 'gray'} title="Addresses" role="status">
      {names.length > 0 && <Text fz="sm">Changed as you confirmed it, each to be undone alone: {names.join(', ')}.</Text>}
      {kept.length > 0 && <Text fz="sm">Stayed as they were: {kept.join(', ')}.</Text>}
    </Alert>
  )
}

interface WrittenProps extends Pick<ImportDoneProps, 'preview'> {
  record: ImportRecord
  hasChanged: boolean
}

function Written({ record, preview, hasChanged }: WrittenProps) {
  const { added, replaced, unchanged = 0, skipped } = record
  if (!hasChanged) {
    return (
      <Alert color="gray" icon={<IconCheck />} title="Everything in this file is here already; nothing was changed" role="status">
        {countOf(unchanged, preview.kind)} already here, {countText(skipped, 'row')} left out.
      </Alert>
    )
  }
  return (
    <Alert color="teal" icon={<IconCheck />} title={`${countOf(added + replaced, preview.kind)} imported`} role="status">
      {numberText(added)} new, {numberText(replaced)} changed, {numberText(unchanged)} here already, {countText(skipped, 'row')}{' '}
      left out.
    </Alert>
  )
}
