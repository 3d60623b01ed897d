import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { voidPayout } from '../../../data/treasury/payoutCalls'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface VoidDialogProps {
  kept: KeptPayout
  onClose: () => void
}

/** A payout that must not be sent, with the reason; what was signed of it has its nonce used up otherwise. */
export function VoidDialog({ kept: { id, state }, onClose }: VoidDialogProps) {
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const signed = state.transactions.filter(({ confirmations }) => confirmations.length > 0).length

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      await voidPayout(id, reason.trim())
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal opened onClose={onClose} title="Make the payout void" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={save}>
        <Stack>
          <Text fz="sm">
            It is kept and stays void.{' '}
            {signed > 0
              ? `${countText(signed, 'transaction')} of it ${signed === 1 ? 'was' : 'were'} signed, and whoever has the signatures could still send ${signed === 1 ? 'it' : 'them'}: afterwards the nonce has to be used up by a transaction that pays nobody.`
              : 'Nothing of it was signed, so nothing of it can be sent.'}
          </Text>
          <TextInput
            label="Reason"
            required
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <MayWrite tables={['payoutMoves']}>
              <Button type="submit" color="red" disabled={reason.trim() === ''}>
                Make it void
              </Button>
            </MayWrite>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
