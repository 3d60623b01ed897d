import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { SolanaSnapshot } from '#core/solana/solanaSnapshot'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { amountText } from '#core/words/amountText'
import { countText } from '#core/words/countText'
import { createNonceAccounts } from '../../../data/treasury/chainCalls'
import { DerivationPathPicker, isDerivationPath } from '../../../ui/DerivationPathPicker'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { useNodes } from '../accounts/useNodes'
import { SigningPrompts } from './SigningPrompts'
import { TrainingBadge } from './StageBadge'
import { signerPath } from './signerPath'
import { ownNonceAccounts } from './solanaNonces'
import { useLedger } from './useLedger'

interface NonceAccountsPartProps {
  treasury: TreasuryRecord
  snapshot: SolanaSnapshot
  payees: number
  /** Of the snapshot's, those that no signed payout holds. */
  free: number
  /** Once there are enough. */
  onCreated: () => void
}

const SOL = { symbol: 'SOL', decimals: 9 }

/** Whether there is a nonce account for each payee, and the way to create what is missing. */
export function NonceAccountsPart({ treasury, snapshot, payees, free, onCreated }: NonceAccountsPartProps) {
  const { has } = useNodes()
  const [isOpen, setIsOpen] = useState(false)
  const missing = Math.max(0, payees - free)
  if (missing === 0) {
    return (
      <Text fz="sm">
        {countText(free, 'nonce account')} of the treasury can be used, for {countText(payees, 'payee')}.
      </Text>
    )
  }
  const deposit = amountText(BigInt(missing) * BigInt(snapshot.rentLamports.nonceAccount), SOL)
  return (
    <Alert color="yellow" variant="light" role="status" title={`${countText(missing, 'nonce account')} missing`} maw={860}>
      <Stack gap="xs">
        <Text fz="sm">
          Each payment needs a nonce account of its own until it is carried out: {countText(payees, 'payee')} need {payees}, and{' '}
          {free} can be used. What is created holds {deposit} in all, which stays the treasury’s.
        </Text>
        {has(treasury.facts.chain) ? (
          <Button w="fit-content" variant="default" onClick={() => setIsOpen(true)}>
            Create {countText(missing, 'nonce account')}
          </Button>
        ) : (
          <Text fz="sm">They are created on a machine with a node of {treasury.facts.chain} and the treasury’s Ledger.</Text>
        )}
      </Stack>
      {isOpen && (
        <CreateDialog
          treasury={treasury}
          missing={missing}
          snapshot={snapshot}
          onClose={() => setIsOpen(false)}
          onCreated={() => {
            setIsOpen(false)
            onCreated()
          }}
        />
      )}
    </Alert>
  )
}

interface CreateDialogProps {
  treasury: TreasuryRecord
  missing: number
  snapshot: SolanaSnapshot
  onClose: () => void
  onCreated: () => void
}

function CreateDialog({ treasury, missing, snapshot, onClose, onCreated }: CreateDialogProps) {
  const ledger = useLedger()
  const [path, setPath] = useState(() => signerPath(treasury, []))
  const busy = ledger.running !== null

  async function create() {
    const { chain, address } = treasury.facts
    const count = (await ownNonceAccounts(snapshot)) + missing
    const isDone = await ledger.sign(
      (device, context) => createNonceAccounts({ chain, treasury: address, count, ...device }, context),
      path.trim(),
    )
    if (isDone) onCreated()
  }

  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      title={`Create ${countText(missing, 'nonce account')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text fz="sm">
          The treasury signs a transaction for every five accounts, each within a minute. Several accounts at once the Ledger
          cannot show: compare the message hash, for which Blind signing must be on.
        </Text>
        <DeviceObstacle of="ledger" asked={ledger.devices} />
        <Group align="flex-end" gap="sm">
          <Select
            label="Ledger"
            miw={280}
            allowDeselect={false}
            placeholder={ledger.devices ? 'No Ledger found: plug it in and unlock it' : 'Looking for Ledgers'}
            data={(ledger.devices ?? []).map((device) => ({ value: device.id, label: device.name }))}
            value={ledger.device?.id ?? null}
            onChange={ledger.choose}
            disabled={busy}
          />
          <DerivationPathPicker kind="solana" value={path} onChange={setPath} disabled={busy} />
          {ledger.device?.simulated && <TrainingBadge />}
        </Group>
        {busy && <SigningPrompts prompt={ledger.prompt} isCancelling={ledger.isCancelling} onCancel={ledger.cancel} />}
        {ledger.problem && <ProblemAlert problem={ledger.problem} onClose={ledger.dismiss} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={busy}>
            Close
          </Button>
          <Button disabled={!ledger.device || !isDerivationPath(path, 'solana')} loading={busy} onClick={() => void create()}>
            Create and sign
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
