import { Button, Checkbox, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Installation } from '../../../data/sync/access/installations'
import { recoverHere } from '../../../data/sync/recovery'
import { runJob } from '../../../platform/jobs'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { DocumentIn } from '../documents/DocumentIn'
import { installationText } from './installationText'

/** The founder's key from its file: for when the admins' laptops are lost or stolen. */
export function RecoveryPart({ installations }: { installations: readonly Installation[] }) {
  const [text, setText] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function open(read: () => Promise<string>) {
    try {
      setProblem(null)
      setText(await read())
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="xs" component="section" aria-labelledby="recovery-title">
      <Title order={2} id="recovery-title">
        When admins are lost
      </Title>
      <Text maw={720}>The recovery file that was kept at the founding makes this laptop an admin, and shuts others out.</Text>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <DocumentIn what="a recovery file" onOpen={(read) => void open(read)} />
      {text !== null && <RecoveryDialog text={text} installations={installations} onClose={() => setText(null)} />}
    </Stack>
  )
}

interface RecoveryDialogProps {
  text: string
  installations: readonly Installation[]
  onClose: () => void
}

function RecoveryDialog({ text, installations, onClose }: RecoveryDialogProps) {
  const [lost, setLost] = useState<string[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const others = installations.filter(({ isOwn, standing, actors }) => !isOwn && standing === 'admitted' && actors.length > 0)

  async function recover() {
    try {
      await runJob(
        'Use the recovery file',
        ({ signal }) => recoverHere(text, lost, signal),
        () => 'This laptop is an admin',
      )
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal opened onClose={onClose} title="Use the recovery file" size="lg">
      <Stack>
        {problem && <ProblemAlert problem={problem} />}
        <Text>This laptop becomes an admin. It goes to the others with your next sync, and no admin of theirs can undo it.</Text>
        {others.length > 0 && (
          <Checkbox.Group label="Laptops that are lost, and lose their access" value={lost} onChange={setLost}>
            <Stack gap="xs" mt={4}>
              {others.map((one) => (
                <Checkbox key={one.key} value={one.key} label={installationText(one)} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void recover()}>Make this laptop an admin</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
