import { Badge, Button, Checkbox, Group, Select, Text } from '@mantine/core'
import { IconRefresh, IconSignature } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { periodOf } from '#core/payout/payoutPeriod'
import { reviewPayout } from '#core/treasury/review/payoutReview'
import { USUAL_SETTINGS } from '#core/treasury/review/reviewLine'
import { useSettlement } from '../../data/journal/settlement'
import { Code } from '../../ui/Code'
import { DerivationPathPicker, isDerivationPath } from '../../ui/DerivationPathPicker'
import { DeviceObstacle } from '../../ui/DeviceObstacle'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { DeviceReviewPanel } from './DeviceReviewPanel'
import { outOfDate } from './outOfDate'
import classes from './Pay.module.css'
import { SettlementNotice } from './SettlementNotice'
import { SigningPrompts } from './SigningPrompts'
import { useLedger } from './useLedger'

interface SignStepProps {
  payout: PayoutFile
  /** Said when the payout was prepared. */
  saidAnotherPeriod: boolean
  /** What was signed before, and may stand in its way. */
  signatures: Signature[]
  onSigned: (payout: PayoutFile) => void
}

const DEFAULT_PATH = "44'/60'/0'/0/0"

/** What the device will show, and the device to show it. Nothing else competes on this page. */
export function SignStep({ payout, saidAnotherPeriod, signatures, onSigned }: SignStepProps) {
  const [path, setPath] = useState(DEFAULT_PATH)
  const ledger = useLedger()
  const [settings, setSettings] = useState(USUAL_SETTINGS)
  const review = useMemo(() => reviewPayout(payout, ledger.address, settings), [payout, ledger.address, settings])
  const isPath = isDerivationPath(path)
  const busy = ledger.running !== null
  const isSettled = useSettlement(({ state }) => state.kind === 'settled')
  const [isAnotherPeriod, setIsAnotherPeriod] = useState(saidAnotherPeriod)
  const obstacle = useMemo(() => outOfDate(payout, signatures, { isAnotherPeriod }), [payout, signatures, isAnotherPeriod])
  // The records may not know of a payout that the journal knows of.
  const asksForPeriod = isAnotherPeriod || [obstacle, ledger.problem].some((problem) => problem?.code === 'payout.same-amounts')

  async function sign() {
    const signed = await ledger.sign(payout, path.trim(), isAnotherPeriod)
    if (signed) onSigned(signed)
  }

  async function putBack() {
    const signed = await ledger.putBack(payout)
    if (signed) onSigned(signed)
  }

  return (
    <div className={classes.page}>
      <DeviceReviewPanel review={review} settings={settings} onSettings={setSettings} />
      <DeviceObstacle of="ledger" asked={ledger.devices} />
      <Group align="flex-end" gap="sm">
        <Select
          label="Ledger"
          miw={250}
          allowDeselect={false}
          placeholder={ledger.devices ? 'No Ledger found: plug it in and unlock it' : 'Looking for Ledgers'}
          data={(ledger.devices ?? []).map((device) => ({
            value: device.id,
            label: device.name,
          }))}
          value={ledger.device?.id ?? null}
          onChange={ledger.choose}
          disabled={busy}
        />
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={ledger.refresh} disabled={busy}>
          Look again
        </Button>
        <DerivationPathPicker
          value={path}
          disabled={busy}
          onChange={(next) => {
            setPath(next)
            ledger.forgetAddress()
          }}
        />
        <Button
          variant="default"
          disabled={!ledger.device || !isPath || ledger.running === 'sign'}
          loading={ledger.running === 'address'}
          onClick={() => ledger.showAddress(path.trim())}
        >
          Show address
        </Button>
        <Button
          leftSection={<IconSignature size={16} />}
          disabled={!ledger.device || !isPath || ledger.running === 'address' || obstacle !== null || !isSettled}
          loading={ledger.running === 'sign'}
          onClick={sign}
        >
          Sign on Ledger
        </Button>
        {ledger.device?.simulated && (
          <Badge color="yellow" variant="light" size="lg" mb={5}>
            TRAINING
          </Badge>
        )}
      </Group>
      {ledger.address && (
        <Group gap="xs">
          <Text fz="sm">This Ledger signs as</Text>
          <Code value={ledger.address} what="address" whole />
          <Text fz="sm">and you confirmed it on its screen.</Text>
        </Group>
      )}
      {busy && <SigningPrompts prompt={ledger.prompt} isCancelling={ledger.isCancelling} onCancel={ledger.cancel} />}
      {!busy && <SettlementNotice />}
      {obstacle && !busy && <ProblemAlert problem={obstacle} />}
      {asksForPeriod && (
        <Checkbox
          label={`${periodOf(payout.split).name} is another period that paid the same amounts`}
          checked={isAnotherPeriod}
          disabled={busy}
          onChange={(event) => setIsAnotherPeriod(event.currentTarget.checked)}
        />
      )}
      {ledger.problem && <ProblemAlert problem={ledger.problem} onClose={ledger.dismiss} />}
      {ledger.problem?.code === 'payout.signed-already' && (
        <Button w="fit-content" onClick={putBack}>
          Put the signed payout back
        </Button>
      )}
    </div>
  )
}
