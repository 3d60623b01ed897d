import { Badge, Button, Checkbox, Group, Select, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconRefresh, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { periodOf } from '#core/rewards/splitFile'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { USUAL_SETTINGS } from '#core/treasury/review/reviewLine'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { countText } from '#core/words/countText'
import { useSettlement } from '../../../data/journal/settlement'
import { cancelOnDevice, signPayout } from '../../../data/treasury/payoutCalls'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { Code } from '../../../ui/Code'
import { DerivationPathPicker, isDerivationPath } from '../../../ui/DerivationPathPicker'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { UnreadPast, useWaitsForPast } from '../UnreadPast'
import { DeviceReviewPanel } from './DeviceReviewPanel'
import classes from './Payouts.module.css'
import { purposeText } from './purposeText'
import { SettlementNotice } from './SettlementNotice'
import { SigningPrompts } from './SigningPrompts'
import { TrainingBadge } from './StageBadge'
import { signerPath } from './signerPath'
import { useLedger } from './useLedger'
import { useReview } from './useReview'

interface SignPageProps {
  kept: KeptPayout
  /** Place of the transaction. */
  at: number
  treasury: TreasuryRecord | null
}

/** The Ethereum app reads calls by one setting and typed data by another. */
const SETTING_THAT_SHOWS = { account: 'debugContracts', safe: 'rawMessages', solana: null } as const

const CANCELLING_ON_DEVICE = {
  safe: 'an empty Safe transaction to the Safe itself with this nonce',
  account: 'a transfer of 0 to the account itself with this nonce',
  solana: '“Advance nonce” (not tried on a device) with the nonce account ',
} as const

/** What the device will show for one transaction, and the device to show it. Nothing else competes on this page. */
export function SignPage({ kept, at, treasury }: SignPageProps) {
  const { payout, state, id } = kept
  const transaction = payout.transactions[at]
  const reached = state.transactions[at]
  const ledger = useLedger()
  const moves = allowedMoves(state)
  const cancels = moves.cancel.includes(at)
  const given = (cancels ? reached?.cancelling?.confirmations : reached?.confirmations) ?? []
  const [path, setPath] = useState(() => signerPath(treasury, given))
  const [settings, setSettings] = useState(USUAL_SETTINGS)
  const [isAnotherPeriod, setIsAnotherPeriod] = useState(false)
  const review = useReview(cancels ? null : payout, at, { signer: ledger.address, settings })
  const isSettled = useSettlement(({ state: settlement }) => settlement.kind === 'settled')
  const waitsForPast = useWaitsForPast()
  const busy = ledger.running !== null
  const { kind } = payout.treasury
  const isPath = isDerivationPath(path, kind)
  const canSign = cancels || moves.sign.includes(at)
  const owners = treasuryOwners(payout.treasury)
  if (!transaction || !reached) return null

  const sign = () =>
    ledger.sign(
      (device, context) =>
        cancels ? cancelOnDevice(id, at, device, context) : signPayout(id, at, { ...device, isAnotherPeriod }, context),
      path.trim(),
    )

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>
          {cancels
            ? `Use up ${transaction.kind === 'solana' ? `the nonce of transaction ${at + 1}` : `nonce ${transaction.nonce}`} of ${periodOf(payout.split).name}`
            : `Sign ${at + 1} of ${payout.transactions.length} of ${periodOf(payout.split).name}: ${purposeText(transaction)}`}
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowLeft size={14} />}
          component={Link}
          href={`/treasury?tab=payouts&payout=${id}`}
        >
          Back to the payout
        </Button>
      </Group>
      {review && (
        <DeviceReviewPanel review={review} setting={SETTING_THAT_SHOWS[kind]} settings={settings} onSettings={setSettings} />
      )}
      {cancels && (
        <Text fz="sm">
          The Ledger shows {CANCELLING_ON_DEVICE[kind]}
          {transaction.kind === 'solana' && <Code value={transaction.nonceAccount} what="nonce account" whole />}: it pays nobody,
          and the one that was signed can then never be carried out.
        </Text>
      )}
      <Text fz="sm">
        {given.length} of {countText(reached.needed, 'signature')} given.{' '}
        {owners.length > 1 ? 'Any of these may sign:' : 'It must be signed by'}{' '}
        {owners.map((owner, place) => (
          <span key={owner}>
            {place > 0 && ', '}
            <Code value={owner} what="owner" />
          </span>
        ))}
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
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={ledger.refresh} disabled={busy}>
          Look again
        </Button>
        <DerivationPathPicker
          kind={kind}
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
          onClick={() => void (kind === 'solana' ? ledger.readSolanaAddress(path.trim()) : ledger.showAddress(path.trim()))}
        >
          {kind === 'solana' ? 'Read address' : 'Show address'}
        </Button>
        <MayWrite tables={['payoutMoves']}>
          <Button
            leftSection={<IconSignature size={16} />}
            disabled={!ledger.device || !isPath || !canSign || ledger.running === 'address' || !isSettled || waitsForPast}
            loading={ledger.running === 'sign'}
            onClick={() => void sign()}
          >
            Sign on Ledger
          </Button>
        </MayWrite>
        {ledger.device?.simulated && <TrainingBadge mb={8} />}
      </Group>
      {ledger.address && (
        <Group gap="xs">
          <Text fz="sm">This Ledger signs as</Text>
          <Code value={ledger.address} what="address" whole />
          <Text fz="sm">
            {kind === 'solana' ? 'as its Solana app says.' : 'and you confirmed it on its screen.'}
            {!owners.includes(ledger.address) && ' It is none of those who may sign: choose another path or Ledger.'}
          </Text>
        </Group>
      )}
      {busy && <SigningPrompts prompt={ledger.prompt} isCancelling={ledger.isCancelling} onCancel={ledger.cancel} />}
      {!busy && <SettlementNotice />}
      {!busy && <UnreadPast />}
      {!canSign && !busy && (
        <Group gap="xs" role="status" className={classes.said}>
          <Badge color="green" variant="light" tt="none">
            {given.length >= reached.needed ? 'Signed' : 'Not to be signed now'}
          </Badge>
          <Text fz="sm">
            {given.length >= reached.needed
              ? 'This transaction has all the signatures that it needs.'
              : 'Look at the payout: it waits for something else.'}
          </Text>
          <NextToSign id={id} at={moves.sign[0]} />
        </Group>
      )}
      {(isAnotherPeriod || ledger.problem?.code === 'payout.same-amounts') && (
        <Checkbox
          label={`${periodOf(payout.split).name} is another period that paid the same amounts`}
          checked={isAnotherPeriod}
          disabled={busy}
          onChange={(event) => setIsAnotherPeriod(event.currentTarget.checked)}
        />
      )}
      {ledger.problem && <ProblemAlert problem={ledger.problem} onClose={ledger.dismiss} />}
    </Stack>
  )
}

function NextToSign({ id, at }: { id: string; at: number | undefined }) {
  if (at === undefined) return null
  return (
    <Button size="compact-sm" component={Link} href={`/treasury?tab=payouts&payout=${id}&sign=${at}`}>
      Sign transaction {at + 1}
    </Button>
  )
}
