import { Button, Group, NativeSelect, Select, Stack, Text } from '@mantine/core'
import { IconRefresh, IconSignature } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { AddressConfirmation, AddressConfirmationFacts } from '#core/treasury/model/addressConfirmation'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { addressConfirmationSentence } from '#core/treasury/payout/addressConfirmation'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { reviewOnDevice } from '#core/treasury/review/deviceReview'
import { USUAL_SETTINGS } from '#core/treasury/review/reviewLine'
import { consoleClient } from '../../../platform/consoleClient'
import { Code } from '../../../ui/Code'
import { DerivationPathPicker, isDerivationPath } from '../../../ui/DerivationPathPicker'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { DeviceReviewPanel } from '../payouts/DeviceReviewPanel'
import { SigningPrompts } from '../payouts/SigningPrompts'
import { TrainingBadge } from '../payouts/StageBadge'
import { signerPath } from '../payouts/signerPath'
import { useLedger } from '../payouts/useLedger'

interface OwnerSignatureProps {
  facts: AddressConfirmationFacts
  /** On EVM chains. */
  treasuries: readonly TreasuryRecord[]
  /** Whether the person has compared the address. */
  isReady: boolean
  onSigned: (confirmation: AddressConfirmation) => Promise<void>
}

/** An owner of the treasury signs the sentence that states the change, on their Ledger. */
export function OwnerSignature({ facts, treasuries, isReady, onSigned }: OwnerSignatureProps) {
  const ledger = useLedger()
  const [treasuryId, setTreasuryId] = useState<string | null>(null)
  const treasury = treasuries.find(({ id }) => id === treasuryId) ?? treasuries[0]
  const [path, setPath] = useState(() => signerPath(treasury ?? null, []))
  const [settings, setSettings] = useState(USUAL_SETTINGS)
  const review = useMemo(() => {
    const message = { text: addressConfirmationSentence(facts) }
    return reviewOnDevice({ kind: 'message', message }, { settings, signer: null })
  }, [facts, settings])
  if (!treasury) return <Text fz="sm">No account or Safe is here whose owner could sign: add it under Accounts.</Text>
  const busy = ledger.running !== null

  const choose = (id: string) => {
    setTreasuryId(id)
    setPath(signerPath(treasuries.find((one) => one.id === id) ?? null, []))
  }
  const sign = () =>
    ledger.sign(async (device, context) => {
      const order = { facts, treasury: treasury.facts, ...device }
      await onSigned(await consoleClient.call('treasury.confirmAddressAsOwner', order, context))
    }, path.trim())

  return (
    <Stack gap="sm">
      <NativeSelect
        label="Owner of"
        data={treasuries.map(({ id, name, facts: { chain } }) => ({
          value: id,
          label: isPracticeChain(chain) ? `${name} (practice: confirms nothing)` : name,
        }))}
        value={treasury.id}
        disabled={busy}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Text fz="sm">
        Any of these may sign:{' '}
        {treasuryOwners(treasury.facts).map((owner, place) => (
          <span key={owner}>
            {place > 0 && ', '}
            <Code value={owner} what="owner" />
          </span>
        ))}
      </Text>
      <DeviceReviewPanel review={review} setting={null} settings={settings} onSettings={setSettings} />
      <DeviceObstacle of="ledger" asked={ledger.devices} />
      <Group align="flex-end" gap="sm">
        <Select
          label="Ledger"
          miw={240}
          allowDeselect={false}
          placeholder={ledger.devices ? 'No Ledger found: plug it in and unlock it' : 'Looking for Ledgers'}
          data={(ledger.devices ?? []).map((device) => ({ value: device.id, label: device.name }))}
          value={ledger.device?.id ?? null}
          onChange={ledger.choose}
          disabled={busy}
        />
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={ledger.refresh} disabled={busy}>
          Look again
        </Button>
        {ledger.device?.simulated && <TrainingBadge />}
      </Group>
      <DerivationPathPicker value={path} disabled={busy} onChange={setPath} />
      {busy && <SigningPrompts prompt={ledger.prompt} isCancelling={ledger.isCancelling} onCancel={ledger.cancel} />}
      {ledger.problem && <ProblemAlert problem={ledger.problem} onClose={ledger.dismiss} />}
      <Group justify="flex-end">
        <Button
          leftSection={<IconSignature size={16} />}
          disabled={!isReady || !ledger.device || !isDerivationPath(path)}
          loading={ledger.running === 'sign'}
          onClick={() => void sign()}
        >
          Sign on the owner’s Ledger
        </Button>
      </Group>
    </Stack>
  )
}
