import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconCamera } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { attachEvidence } from '../../data/evidence/attachEvidence'
import type { Subject } from '../../data/evidence/writeEvidence'
import { useMembers } from '../../data/queries'
import { asProblem, ProblemAlert } from '../ProblemAlert'

interface AttachFormProps {
  subject: Subject
  by: string | null
  /** What was done with the files that are kept, a sentence each. @param isAll whether none was refused: those stay to be read */
  onAttached: (said: string[], isAll: boolean) => void
  onClose: () => void
}

/** What is said of files before they are chosen, because it is sealed with them. */
export function AttachForm({ subject, by, onAttached, onClose }: AttachFormProps) {
  const members = useMembers() ?? []
  const [title, setTitle] = useState('')
  const [memberId, setMemberId] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])

  async function attach(files: readonly File[]): Promise<void> {
    setIsBusy(true)
    setProblems([])
    const said: string[] = []
    const refused: Problem[] = []
    for (const file of files) {
      try {
        const done = await attachEvidence(subject, { file, title, by, memberId })
        said.push([`${file.name} is kept here and travels with the next round.`, ...done].join(' '))
      } catch (thrown) {
        refused.push(asProblem(thrown))
      }
    }
    setIsBusy(false)
    setProblems(refused)
    onAttached(said, refused.length === 0)
  }

  return (
    <Stack gap="xs">
      <Group grow align="flex-start">
        <TextInput label="Title" maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <Select
          label="Of a member"
          placeholder="Nobody’s"
          description="Whose home or person it shows: it goes when they are erased."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          clearable
          searchable
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={memberId}
          onChange={setMemberId}
        />
      </Group>
      <Dropzone
        multiple
        loading={isBusy}
        onDrop={(files) => void attach(files)}
        inputProps={{ 'aria-label': `Photos or files of ${subject.name}` }}
        aria-label="Choose photos or files, or drop them here"
        p="sm"
      >
        <Group gap="sm" wrap="nowrap" style={{ pointerEvents: 'none' }}>
          <IconCamera size={28} stroke={1.5} aria-hidden />
          <div>
            <Text fz="sm" fw={600}>
              Choose photos or files, or drop them here
            </Text>
            <Text fz="xs" c="dimmed">
              JPEG, PNG, WebP, PDF and text, up to 16 MB. Where a photo was taken is removed from it, and large ones are scaled
              down.
            </Text>
          </div>
        </Group>
      </Dropzone>
      {problems.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one for each file, in their order
        <ProblemAlert key={at} problem={problem} />
      ))}
      <Group justify="flex-end">
        <Button variant="default" size="compact-sm" disabled={isBusy} onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  )
}
