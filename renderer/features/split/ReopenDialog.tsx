import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { reopenPeriod } from '../../data/money/reopenPeriod'
import { consoleClient } from '../../platform/consoleClient'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'

interface ReopenDialogProps {
  period: { id: string; name: string }
  onClose: () => void
}

/** Asks why, and signs it: a closed period is opened only by somebody who stands for it. */
export function ReopenDialog({ period, onClose }: ReopenDialogProps) {
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [signing, setSigning] = useState(false)

  async function reopen() {
    setProblem(null)
    setSigning(true)
    try {
      await reopenPeriod(period.id, reason, (said) => consoleClient.call('declarations.sign', { said }))
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setSigning(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Open ${period.name} again`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          reopen()
        }}
      >
        <Stack>
          <Text fz="sm">
            Nothing of it is paid yet, so it can be split anew. What it was closed with is kept. This is signed with the key of
            this installation and noted in its journal.
          </Text>
          <Textarea
            label="Why"
            description="Everybody who looks at the books reads it."
            data-autofocus
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <MayWrite tables={['reopenings']}>
              <Button type="submit" loading={signing} disabled={reason.trim() === ''}>
                Sign and open again
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
