import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { type AddressChangeRequest, examineAddressChange } from '#core/treasury/addresses/addressChangeRequest'
import { isRefused } from '#core/treasury/addresses/examineAddress'
import { dateTimeText } from '#core/words/dateText'
import { confirmRequest } from '../../../data/treasury/addressBook'
import { consoleClient } from '../../../platform/consoleClient'
import { fileStem } from '../../../platform/fileStem'
import { saveFile } from '../../../platform/saveFile'
import { AddressFindings } from '../../../ui/AddressFindings'
import { Code } from '../../../ui/Code'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface ConfirmRequestDialogProps {
  request: AddressChangeRequest
  onClose: () => void
  onDone: (said: string) => void
}

/** Another installation asks whether a member's address has really changed. Answering signs with this installation's key. */
export function ConfirmRequestDialog({ request, onClose, onDone }: ConfirmRequestDialogProps) {
  const { memberName, previousAddress, address, requestedAt } = request.facts
  const [isCompared, setIsCompared] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const findings = examineAddressChange(request.facts)

  async function sign() {
    try {
      const answer = await confirmRequest(request, (facts) => consoleClient.call('treasury.confirmAddress', { facts }))
      saveFile(`Confirmed address of ${fileStem(memberName)}.json`, JSON.stringify(answer, null, 2))
      onDone('The confirmation is in your downloads: send it back to whoever asked.')
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Is ${memberName} paid at another address?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text fz="sm">
          Asked on {dateTimeText(requestedAt)}. Ask {memberName} yourself, by voice or in person, and compare the whole new
          address with what they say: your word is the second one.
        </Text>
        <div>
          <Text fz="sm" c="dimmed">
            Until now
          </Text>
          <Code value={previousAddress} what="old address" whole />
        </div>
        <div>
          <Text fz="sm" c="dimmed">
            From now on
          </Text>
          <Code value={address} what="new address" whole />
        </div>
        <AddressFindings findings={findings} />
        <Checkbox
          label={`${memberName} has told me this address, and I have compared every character`}
          checked={isCompared}
          disabled={isRefused(findings)}
          onChange={(event) => setIsCompared(event.currentTarget.checked)}
        />
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Do not confirm
          </Button>
          <Button disabled={!isCompared} onClick={() => void sign()}>
            Sign the confirmation
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
