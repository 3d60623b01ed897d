import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import type { PayoutFile } from '#core/payout/payoutFile'
import { periodOf } from '#core/rewards/splitFile'
import { Amount } from '../../ui/Amount'
import { Code } from '../../ui/Code'
import { savePayout } from './savePayout'

/** A payout that is signed: by whom, recovered from the signature itself, and the hash it will have on chain. */
export function SignedPayout({ payout }: { payout: PayoutFile }) {
  const { signature } = payout
  if (!signature) return null
  const facts = [
    { label: 'Signer, as the Ledger says', value: signature.signer, what: 'signer' },
    { label: 'Signer, recovered from the signature', value: signature.recovered, what: 'recovered signer' },
    ...(payout.transaction
      ? [
          {
            label: 'Hash that was signed, as the Ledger showed it',
            value: payout.transaction.signingHash,
            what: 'hash that was signed',
          },
        ]
      : []),
    { label: 'Transaction hash on the chain', value: signature.transactionHash, what: 'transaction hash' },
    { label: 'Merkle root', value: payout.merkle.root, what: 'root' },
  ]
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="signed-title">
      <Stack gap="sm">
        <Group gap="xs">
          <Group gap={6} c="var(--mantine-color-green-text)">
            <IconCircleCheck size={22} />
            <Title order={2} id="signed-title">
              Signed
            </Title>
          </Group>
          {signature.simulated && (
            <Badge color="yellow" variant="light">
              TRAINING
            </Badge>
          )}
          <Text fz="sm" c="dimmed">
            {periodOf(payout.split).name}, <Amount baseUnits={payout.totals.periodBaseUnits} token={payout.split.token} />, on{' '}
            {signature.device} at {signature.derivationPath}
          </Text>
        </Group>
        {facts.map((fact) => (
          <div key={fact.what}>
            <Text fz="xs" c="dimmed">
              {fact.label}
            </Text>
            <Code value={fact.value} what={fact.what} whole />
          </div>
        ))}
        <Text fz="sm">
          {signature.signer === signature.recovered ? 'Both signers are the same. ' : ''}
          This version keeps the signed transaction in the payout file; it does not broadcast it.
        </Text>
        <Button w="fit-content" leftSection={<IconDownload size={16} />} onClick={() => savePayout(payout)}>
          Save payout file
        </Button>
      </Stack>
    </Paper>
  )
}
