import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { type AddressChangeRequest, examineAddressChange } from '#core/treasury/addresses/addressChangeRequest'
import { isRefused } from '#core/treasury/addresses/examineAddress'
import type { AddressConfirmation } from '#core/treasury/model/addressConfirmation'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { dateTimeText } from '#core/words/dateText'
import { confirmedFacts, confirmRequest, keepConfirmation } from '../../../data/treasury/addressBook'
import { ownPublicKey } from '../../../data/treasury/payoutBasis'
import { consoleClient } from '../../../platform/consoleClient'
import { fileStem } from '../../../platform/fileStem'
import { saveFile } from '../../../platform/saveFile'
import { AddressFindings } from '../../../ui/AddressFindings'
import { Code } from '../../../ui/Code'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { OwnerSignature } from './OwnerSignature'

interface ConfirmRequestDialogProps {
  request: AddressChangeRequest
  /** The change is of this installation's own records: then its own key confirms nothing, and an owner's Ledger does. */
  isOwn: boolean
  treasuries: readonly TreasuryRecord[]
  onClose: () => void
  onDone: (said: string) => void
}

/** Whether a member's address has really changed: answered with this installation's key, or by an owner on their Ledger. */
export function ConfirmRequestDialog({ request, isOwn, treasuries, onClose, onDone }: ConfirmRequestDialogProps) {
  const { memberName, previousAddress, address, requestedAt } = request.facts
  const [isCompared, setIsCompared] = useState(false)
  const [signsBy, setSignsBy] = useState<'key' | 'ledger'>(isOwn ? 'ledger' : 'key')
  // Stated once: what the Ledger shows is what is signed.
  const [facts] = useState(() => confirmedFacts(request))
  const [problem, setProblem] = useState<Problem | null>(null)
  const findings = examineAddressChange(request.facts)

  async function sign() {
    try {
      await give(await confirmRequest(request, (said) => consoleClient.call('treasury.confirmAddress', { facts: said })))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  async function give(answer: AddressConfirmation) {
    if (isOwn) {
      await keepConfirmation(answer, await ownPublicKey())
      onDone(`The new address of ${memberName} is confirmed.`)
    } else {
      saveFile(`Confirmed address of ${fileStem(memberName)}.json`, JSON.stringify(answer, null, 2))
      onDone('The confirmation is in your downloads: send it back to whoever asked.')
    }
    onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size={signsBy === 'ledger' ? '60rem' : 'lg'}
      title={`Is ${memberName} paid at another address?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text fz="sm">
          {!isOwn && `Asked on ${dateTimeText(requestedAt)}. `}Ask {memberName} yourself, by voice or in person, and compare the
          whole new address with what they say: your word is the second one.
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
        {!isOwn && (
          <SegmentedControl
            aria-label="Sign with"
            data={[
              { value: 'key', label: 'Key of this installation' },
              { value: 'ledger', label: 'Ledger of an owner' },
            ]}
            value={signsBy}
            onChange={setSignsBy}
          />
        )}
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        {signsBy === 'ledger' ? (
          <OwnerSignature facts={facts} treasuries={treasuries} isReady={isCompared} onSigned={give} />
        ) : (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Do not confirm
            </Button>
            <Button disabled={!isCompared} onClick={() => void sign()}>
              Sign the confirmation
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  )
}
