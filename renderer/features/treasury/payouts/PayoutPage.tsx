import { Alert, Button, Group, List, Stack, Tabs, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconDownload, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { periodOf } from '#core/rewards/splitFile'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { saveFile } from '../../../platform/saveFile'
import { Code } from '../../../ui/Code'
import { ShowQrDialog } from '../../../ui/qr/ShowQrDialog'
import { HeldList } from './HeldList'
import { MovesList } from './MovesList'
import { METHOD_NAMES } from './methodWords'
import { NextSteps } from './NextSteps'
import { PayeesTable } from './PayeesTable'
import classes from './Payouts.module.css'
import { PayoutTotals } from './PayoutTotals'
import { ProofsPart } from './ProofsPart'
import { payoutFile } from './payoutFiles'
import { SecondLook } from './SecondLook'
import { StageBadge } from './StageBadge'
import { StageTrail } from './StageTrail'
import { TransactionsPart } from './TransactionsPart'

interface PayoutPageProps {
  kept: KeptPayout
  /** The treasury's record; null where it is no longer here. */
  treasury: TreasuryRecord | null
  chainName: string
}

/** One payout: where it stands, what comes next, and everything that it says. */
export function PayoutPage({ kept, treasury, chainName }: PayoutPageProps) {
  const { payout, state, practice } = kept
  const [shown, setShown] = useState<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null>(null)
  const file = () => payoutFile(payout, state.stage)

  return (
    <Stack>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4} className={classes.said}>
          <Group gap="sm">
            <Title order={2}>{periodOf(payout.split).name}</Title>
            <StageBadge state={state} practice={practice} />
          </Group>
          <Text fz="sm" c="dimmed" component="div">
            {METHOD_NAMES[payout.method]} · from {treasury?.name ?? 'a treasury that is no longer here'} on {chainName} · prepared{' '}
            {dateTimeText(kept.createdAt)} · payout <Code value={kept.id} what="digest of the payout" />
          </Text>
        </Stack>
        <Group gap="xs" wrap="nowrap" className={classes.rigid}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} />}
            onClick={() => saveFile(file().name, file().text)}
          >
            Save payout file
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconQrcode size={14} />}
            onClick={() => setShown({ name: file().name, bytes: new TextEncoder().encode(file().text) })}
          >
            Show as QR codes
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowLeft size={14} />}
            component={Link}
            href="/treasury?tab=payouts"
          >
            All payouts
          </Button>
        </Group>
      </Group>
      <StageTrail state={state} />
      {state.problems.length > 0 && (
        <Alert color="red" variant="light" role="alert" title="Something in what became of it does not go together">
          <List size="sm">
            {state.problems.map(({ code, message, at }) => (
              <List.Item key={`${code} ${at} ${message}`}>
                {message} ({code})
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {state.voided && (
        <Alert color="yellow" variant="light" role="status" title={`Void: ${state.voided.reason}`}>
          It is neither signed nor sent any more.
        </Alert>
      )}
      <NextSteps kept={kept} chainName={chainName} />
      <PayoutTotals payout={payout} />
      <Tabs defaultValue="transactions" keepMounted={false}>
        <Tabs.List pt={4}>
          <Tabs.Tab value="transactions">{`Transactions (${payout.transactions.length})`}</Tabs.Tab>
          <Tabs.Tab value="payees">{`Payees (${payout.payees.length})`}</Tabs.Tab>
          <Tabs.Tab value="look">Second look</Tabs.Tab>
          {payout.merkle && <Tabs.Tab value="proofs">Proofs for members</Tabs.Tab>}
          <Tabs.Tab value="moves">What became of it</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="transactions" pt="sm">
          <TransactionsPart kept={kept} treasury={treasury} />
        </Tabs.Panel>
        <Tabs.Panel value="payees" pt="sm">
          <Stack gap="sm">
            <PayeesTable payout={payout} receipts={state.receipts} unpaid={state.unpaid} />
            <HeldList payout={payout} />
            {payout.replaces && (
              <Text fz="sm">
                It takes the place of the payout {payout.replaces.payoutSha256.slice(0, 12)}… ({payout.replaces.reason}), which
                had paid {countText(payout.replaces.paid.length, 'payee')} already.
              </Text>
            )}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="look" pt="sm">
          <SecondLook kept={kept} />
        </Tabs.Panel>
        {payout.merkle && (
          <Tabs.Panel value="proofs" pt="sm">
            <ProofsPart payout={payout} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="moves" pt="sm">
          <MovesList kept={kept} />
        </Tabs.Panel>
      </Tabs>
      {shown && <ShowQrDialog file={shown} onClose={() => setShown(null)} />}
    </Stack>
  )
}
