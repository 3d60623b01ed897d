import { Alert, Badge, Button, Group, List, SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconFileText, IconFileTypePdf, IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { isPhoto } from '#core/files/attachments/recogniseAttachment'
import type { Evidence } from '#core/model/evidence'
import { useContentsHere, useEvidenceOf } from '../../data/evidence/evidenceQueries'
import type { SubjectKey } from '../../data/evidence/readEvidence'
import type { Subject } from '../../data/evidence/writeEvidence'
import { MayWrite } from '../access/MayWrite'
import { AttachForm } from './AttachForm'
import classes from './Evidence.module.css'
import { EvidenceViewer } from './EvidenceViewer'
import { PhotoCanvas } from './PhotoCanvas'

interface EvidencePartProps {
  /** What is attached here belongs to it. */
  of: Subject
  /** Records whose evidence is shown with it. */
  also?: readonly SubjectKey[]
  /** Who attaches it; the laptop's own name where nobody said. */
  by?: string | null
  /** A photo or file lies over everything: Escape is its own then. */
  onViewing?: (isViewing: boolean) => void
}

const THUMB_PIXELS = 320

/** Photos and files of a record, with the way to attach more. */
export function EvidencePart({ of, also = [], by = null, onViewing }: EvidencePartProps) {
  const evidence = useEvidenceOf([of, ...also])
  const here = useContentsHere(evidence)
  const [isAttaching, setIsAttaching] = useState(false)
  const [said, setSaid] = useState<readonly string[]>([])
  const [shownId, setShownId] = useState<string | null>(null)
  const show = (id: string | null) => {
    setShownId(id)
    onViewing?.(id !== null)
  }
  const shown = evidence?.find(({ id }) => id === shownId)
  return (
    <Stack gap="xs" component="section" aria-label="Photos and files">
      <Group justify="space-between">
        <Title order={3}>Photos and files</Title>
        {!isAttaching && (
          <MayWrite tables={['evidence']}>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPaperclip size={14} />}
              onClick={() => {
                setSaid([])
                setIsAttaching(true)
              }}
            >
              Attach…
            </Button>
          </MayWrite>
        )}
      </Group>
      {said.length > 0 && (
        <Alert
          color="teal"
          variant="light"
          role="status"
          title="Attached"
          withCloseButton
          onClose={() => setSaid([])}
          closeButtonLabel="Dismiss"
        >
          <List size="sm">
            {said.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {isAttaching && (
        <AttachForm
          subject={of}
          by={by}
          onAttached={(sentences, isAll) => {
            setSaid(sentences)
            setIsAttaching(!isAll)
          }}
          onClose={() => setIsAttaching(false)}
        />
      )}
      {evidence?.length === 0 && !isAttaching && (
        <Text fz="sm" c="dimmed">
          Nothing is attached yet: photos, PDF documents and logs will stand here.
        </Text>
      )}
      {evidence && evidence.length > 0 && (
        <SimpleGrid cols={3} spacing="xs">
          {evidence.map((one) => (
            <Thumb key={one.id} evidence={one} isHere={here?.has(one.id) ?? null} onOpen={() => show(one.id)} />
          ))}
        </SimpleGrid>
      )}
      {shown && evidence && (
        <EvidenceViewer
          evidence={shown}
          isHere={here?.has(shown.id) ?? null}
          all={evidence}
          from={of.name}
          onShow={show}
          onClose={() => show(null)}
        />
      )}
    </Stack>
  )
}

interface ThumbProps {
  evidence: Evidence
  /** Null while nobody has said. */
  isHere: boolean | null
  onOpen: () => void
}

function Thumb({ evidence, isHere, onOpen }: ThumbProps) {
  const { title, name, mediaType } = evidence
  const label = title || name
  return (
    <UnstyledButton
      className={classes.thumb}
      onClick={onOpen}
      aria-label={`Open ${label}${isHere === false ? ', not arrived yet' : ''}`}
    >
      <span className={classes.picture}>
        {isHere === false ? (
          <Badge color="yellow" variant="light">
            Not arrived yet
          </Badge>
        ) : isPhoto(mediaType) ? (
          isHere && <PhotoCanvas evidence={evidence} longestPixels={THUMB_PIXELS} label={label} />
        ) : mediaType === 'application/pdf' ? (
          <IconFileTypePdf size={36} stroke={1.5} aria-hidden />
        ) : (
          <IconFileText size={36} stroke={1.5} aria-hidden />
        )}
      </span>
      <Text span fz="xs" truncate>
        {label}
      </Text>
    </UnstyledButton>
  )
}
