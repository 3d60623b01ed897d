import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { dateTimeText } from '#core/words/dateText'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { RestoreDifferences } from './RestoreDifferences'
import { mayBeOfRecordsHere, type Restore, type RestoreState } from './useRestore'

/** What a restore will do, and the question whether it may. */
export function RestoreDialog({ restore }: { restore: Restore }) {
  const { state, problem } = restore
  const isOpen = state.step === 'looking' || state.step === 'chosen' || state.step === 'restoring'
  return (
    <Modal
      opened={isOpen}
      onClose={restore.close}
      title="Restore this backup"
      size="xl"
      closeOnClickOutside={state.step === 'chosen'}
      withCloseButton={state.step === 'chosen'}
      closeOnEscape={state.step === 'chosen'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {state.step === 'chosen' && (
        <Stack gap="md">
          {problem && <ProblemAlert problem={problem} />}
          {state.preview ? <Comparison state={state} restore={restore} /> : <NoComparison state={state} restore={restore} />}
        </Stack>
      )}
      {(state.step === 'looking' || state.step === 'restoring') && <UnderWay state={state} onCancel={restore.cancel} />}
    </Modal>
  )
}

type Chosen = Extract<RestoreState, { step: 'chosen' }>

function Comparison({ state, restore }: { state: Chosen; restore: Restore }) {
  const { preview, fileName } = state
  if (!preview) return null
  const isSame = preview.tables.every(({ added, changed, removed }) => added.count + changed.count + removed.count === 0)
  const isNothing = isSame && preview.settings === 0 && preview.layersToImport.length === 0
  return (
    <>
      <Text>
        {fileName}, made {dateTimeText(preview.createdAt)}.{' '}
        {preview.isEmptyHere
          ? 'Nothing is here yet, so all of it comes in.'
          : 'A copy of what is here is kept first, and the restore can be taken back in the history.'}
      </Text>
      <RestoreDifferences preview={preview} />
      <Group justify="flex-end">
        {restore.problem && mayBeOfRecordsHere(restore.problem) && (
          <Button variant="default" onClick={() => restore.confirm({ fresh: true })}>
            Set what is here aside, then restore
          </Button>
        )}
        <Button variant="default" onClick={restore.close}>
          {isNothing ? 'Close' : 'Keep what is here'}
        </Button>
        {!isNothing && <Button onClick={() => restore.confirm({ fresh: false })}>Restore</Button>}
      </Group>
    </>
  )
}

function NoComparison({ state: { fileName, unreadable }, restore }: { state: Chosen; restore: Restore }) {
  return (
    <>
      <Text>
        {fileName}. The records that are here cannot be read, so nothing can be compared. They are set aside first, whole and as
        they are; then the backup takes their place.
      </Text>
      {unreadable && (
        <Text fz="sm" c="dimmed">
          {unreadable.message}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={restore.close}>
          Keep what is here
        </Button>
        <Button color="red" onClick={() => restore.confirm({ fresh: true })}>
          Set aside and restore
        </Button>
      </Group>
    </>
  )
}

function UnderWay({ state, onCancel }: { state: Extract<RestoreState, { progress: unknown }>; onCancel: () => void }) {
  const { fileName, progress } = state
  const what = state.step === 'looking' ? 'Comparing' : 'Restoring'
  return (
    <Stack gap="md">
      <Text role="status">
        {what} {fileName}
        {progress.note !== '' && ` · ${progress.note}`}
      </Text>
      <Progress animated value={progress.share === null ? 100 : progress.share * 100} aria-label={`${what} the backup`} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  )
}
