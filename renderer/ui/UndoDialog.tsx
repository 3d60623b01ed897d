import { Button, Center, Group, List, Loader, Modal, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { previewTakeBack } from '../data/history/takeBack'
import { runUndoJob } from '../data/history/undoJobs'
import type { UndoSummary } from '../data/history/undoSummary'
import { NOTHING_TO_CHANGE, stayingText, takenBackText, withoutBulkText } from '../data/history/undoText'
import { MayWrite } from './access/MayWrite'
import { asProblem, ProblemAlert } from './ProblemAlert'

interface UndoDialogProps {
  act: { id: string; title: string; isUndo: boolean }
  onClose: () => void
}

/** What taking an act back would do and what would stay, before it is done; then it is done, as a job of the tray. */
export function UndoDialog({ act, onClose }: UndoDialogProps) {
  const { summary, problem } = usePreview(act.id)
  const title = act.isUndo ? `Do “${act.title.replace(/^Undone: /, '')}” again?` : `Undo “${act.title}”?`
  const isPossible = summary !== null && (summary.isDone || summary.takenBack.length > 0)

  const button = useRef<HTMLButtonElement>(null)
  // It comes after the dialog has taken the focus.
  useEffect(() => {
    if (isPossible) button.current?.focus()
  }, [isPossible])

  function undo(): void {
    onClose()
    // The tray says what stands against it.
    runUndoJob(act, act.isUndo).catch(() => undefined)
  }

  return (
    <Modal opened onClose={onClose} size="lg" title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        {problem && <ProblemAlert problem={problem} />}
        {summary === null && problem === null && (
          <Center h={80}>
            <Loader size="sm" role="status" aria-label="Looking at what would be taken back" />
          </Center>
        )}
        {summary && <Preview summary={summary} again={act.isUndo} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {isPossible ? 'Keep it as it is' : 'Close'}
          </Button>
          {isPossible && (
            <MayWrite tables={summary.takenBack.map(({ table }) => table)}>
              <Button ref={button} onClick={undo}>
                {act.isUndo ? 'Do it again' : 'Undo this'}
              </Button>
            </MayWrite>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

function Preview({ summary, again }: { summary: UndoSummary; again: boolean }) {
  const { takenBack, stays, withoutBulk } = summary
  const left = [...stays.map(stayingText), ...(withoutBulk.length > 0 ? [withoutBulkText(withoutBulk)] : [])]
  return (
    <>
      <Sentences
        title={again ? 'Will be done again' : 'Will be taken back'}
        sentences={takenBack.map((group) => takenBackText(group, again))}
        none={summary.isDone ? NOTHING_TO_CHANGE : 'Nothing of it can be taken back.'}
      />
      {left.length > 0 && <Sentences title="Will stay" sentences={left} none="" />}
    </>
  )
}

interface SentencesProps {
  title: string
  sentences: readonly string[]
  /** Said when there is none. */
  none: string
}

function Sentences({ title, sentences, none }: SentencesProps) {
  return (
    <section aria-label={title}>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {sentences.length === 0 ? (
        <Text fz="sm">{none}</Text>
      ) : (
        <List fz="sm" spacing={4}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </section>
  )
}

function usePreview(actId: string): { summary: UndoSummary | null; problem: Problem | null } {
  const [preview, setPreview] = useState<{ summary: UndoSummary | null; problem: Problem | null }>({
    summary: null,
    problem: null,
  })
  useEffect(() => {
    const canceller = new AbortController()
    previewTakeBack(actId, canceller.signal).then(
      (summary) => canceller.signal.aborted || setPreview({ summary, problem: null }),
      (thrown: unknown) => canceller.signal.aborted || setPreview({ summary: null, problem: asProblem(thrown) }),
    )
    return () => canceller.abort()
  }, [actId])
  return preview
}
