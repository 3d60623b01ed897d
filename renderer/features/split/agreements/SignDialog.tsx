import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Token } from '#core/model/money'
import type { Problem } from '#core/model/problem'
import type { Agreement, Member } from '#core/model/records'
import { unbroken } from '#core/words/unbroken'
import { signTerms, stateTerms } from '../../../data/agreements/signTerms'
import { consoleClient } from '../../../platform/consoleClient'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface SignDialogProps {
  agreement: Agreement
  member: Member
  known: { members: readonly Member[]; agreements: readonly Agreement[]; token: Token }
  onClose: () => void
}

/** The sentences once more, and nothing else, before they are signed. */
export function SignDialog({ agreement, member, known, onClose }: SignDialogProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const said = useMemo(() => stateTerms(agreement, member, known), [agreement, member, known])

  async function sign() {
    setIsBusy(true)
    try {
      await signTerms(said, (stated) => consoleClient.call('declarations.sign', { said: stated }))
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${member.name} agrees to ${agreement.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <List size="sm" spacing={4}>
          {said.reading.map((sentence) => (
            <List.Item key={sentence}>{unbroken(sentence)}</List.Item>
          ))}
        </List>
        <Text fz="sm" c="dimmed">
          The terms, these sentences and the time are signed with the key of this installation and kept for good. Whoever changes
          the agreement asks for a new signature.
        </Text>
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <MayWrite tables={['termsSignatures']}>
            <Button loading={isBusy} onClick={sign}>
              Sign as {member.name}
            </Button>
          </MayWrite>
        </Group>
      </Stack>
    </Modal>
  )
}
