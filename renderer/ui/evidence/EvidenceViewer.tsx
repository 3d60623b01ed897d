import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { isPhoto, KIND_WORDS, savedName } from '#core/files/attachments/recogniseAttachment'
import type { Evidence } from '#core/model/evidence'
import type { Problem } from '#core/model/problem'
import { dateTimeText } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import { removeEvidence } from '../../data/evidence/attachEvidence'
import { readContent } from '../../data/evidence/readContent'
import { useMembers } from '../../data/queries'
import { saveFile } from '../../platform/saveFile'
import { MayWrite } from '../access/MayWrite'
import { asProblem, ProblemAlert } from '../ProblemAlert'
import classes from './Evidence.module.css'
import { PhotoCanvas } from './PhotoCanvas'
import { TextContent } from './TextContent'

interface EvidenceViewerProps {
  evidence: Evidence
  isHere: boolean | null
  /** What the arrows go through. */
  all: readonly Evidence[]
  /** Name of the record that it is removed from. */
  from: string
  onShow: (id: string) => void
  onClose: () => void
}

const LARGE_PIXELS = 2_048

/** One photo or file at a time: arrows go on, Escape closes. */
export function EvidenceViewer({ evidence, isHere, all, from, onShow, onClose }: EvidenceViewerProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRemoving, setIsRemoving] = useState(false)
  const at = all.findIndex(({ id }) => id === evidence.id)
  const label = evidence.title || evidence.name

  function step(by: number): void {
    const next = all[at + by]
    if (!next) return
    setProblem(null)
    setIsRemoving(false)
    onShow(next.id)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') step(-1)
    else if (event.key === 'ArrowRight') step(1)
    // What lies below would close as well.
    else if (event.key === 'Escape') event.stopPropagation()
    else return
    event.preventDefault()
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    setProblem(null)
    try {
      await work()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  const save = () =>
    attempt(async () => saveFile(savedName(evidence.name, evidence.mediaType), await readContent(evidence), evidence.mediaType))
  const remove = () =>
    attempt(async () => {
      await removeEvidence(evidence, from)
      onClose()
    })

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={label}
      closeButtonProps={{ 'aria-label': 'Close the photo or file' }}
      onKeyDown={onKeyDown}
      data-layer="evidence"
    >
      <Stack gap="sm">
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Content evidence={evidence} isHere={isHere} label={label} />
        <Facts evidence={evidence} />
        {isRemoving && <Text fz="sm">{WHAT_REMOVAL_MEANS}</Text>}
        <Group justify="space-between">
          <Group gap="xs">
            <Button variant="default" disabled={at <= 0} leftSection={<IconChevronLeft size={16} />} onClick={() => step(-1)}>
              Previous
            </Button>
            <Button
              variant="default"
              disabled={at >= all.length - 1}
              rightSection={<IconChevronRight size={16} />}
              onClick={() => step(1)}
            >
              Next
            </Button>
            <Text fz="sm" c="dimmed" className="figures">
              {at + 1} of {all.length}
            </Text>
          </Group>
          <Group gap="xs">
            {isRemoving ? (
              <Button color="red" onClick={() => void remove()}>
                Remove it
              </Button>
            ) : (
              <MayWrite tables={['evidence']}>
                <Button variant="subtle" color="red" leftSection={<IconTrash size={16} />} onClick={() => setIsRemoving(true)}>
                  Remove…
                </Button>
              </MayWrite>
            )}
            <Button leftSection={<IconDownload size={16} />} disabled={isHere !== true} onClick={() => void save()}>
              Save a copy
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

const WHAT_REMOVAL_MEANS =
  'It goes from here now, and from other laptops with their next rounds. Undo brings it back; its content is kept for 30 days at least. What was sent before stays sealed at places, and copies that somebody saved and backups of before keep it.'

function Content({ evidence, isHere, label }: Pick<EvidenceViewerProps, 'evidence' | 'isHere'> & { label: string }) {
  if (isHere === false) {
    return (
      <div className={classes.large}>
        <Text c="dimmed">Its content has not arrived yet: sync with a place where the laptop that attached it has been.</Text>
      </div>
    )
  }
  if (isPhoto(evidence.mediaType)) {
    return (
      <div className={classes.large}>
        {isHere && <PhotoCanvas evidence={evidence} longestPixels={LARGE_PIXELS} label={label} />}
      </div>
    )
  }
  if (evidence.mediaType === 'text/plain') return <TextContent evidence={evidence} />
  return (
    <div className={classes.large}>
      <Text c="dimmed">A PDF document is not shown here: save a copy and open that.</Text>
    </div>
  )
}

const KB = 1_000

function Facts({ evidence: { name, mediaType, bytes, createdAt, by, memberId } }: { evidence: Evidence }) {
  const member = useMembers()?.find(({ id }) => id === memberId)
  return (
    <Text fz="sm" c="dimmed" className="figures">
      {name} · {KIND_WORDS[mediaType]}, {numberText(Math.ceil(bytes / KB))} KB · {dateTimeText(Date.parse(createdAt))}
      {by ? ` by ${by}` : ''}
      {memberId === null ? '' : ` · goes with ${member?.name ?? 'a member'}`}
    </Text>
  )
}
