import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconQrcode, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutTransactionV4 } from '#core/treasury/model/payoutFileV4'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import type { TransactionState } from '#core/treasury/state/payoutStateModel'
import { dateTimeText } from '#core/words/dateText'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { saveFile } from '../../../platform/saveFile'
import { Code } from '../../../ui/Code'
import { ShowQrDialog } from '../../../ui/qr/ShowQrDialog'
import { HashText } from './HashText'
import { confirmationFile, type NamedText } from './payoutFiles'
import { purposeText } from './purposeText'

interface TransactionsPartProps {
  kept: KeptPayout
  treasury: TreasuryRecord | null
}

/** Every transaction with its hashes, who confirmed it and when, and the way to sign it. */
export function TransactionsPart({ kept, treasury }: TransactionsPartProps) {
  const { payout, state } = kept
  const [shown, setShown] = useState<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null>(null)
  const maySign = allowedMoves(state).sign
  const names = new Map(treasury?.signers.map(({ address, name }) => [address, name]))
  const show = ({ name, text }: NamedText) => setShown({ name, bytes: new TextEncoder().encode(text) })
  return (
    <Stack gap="sm">
      {payout.transactions.map((transaction, place) => {
        const reached = state.transactions[place]
        if (!reached) return null
        return (
          <Paper key={transaction.at} withBorder p="sm" component="section" aria-label={`Transaction ${transaction.at + 1}`}>
            <Stack gap="xs">
              <Group justify="space-between">
                <Group gap="xs">
                  <Title order={3}>
                    {transaction.at + 1}. {purposeText(transaction)}
                  </Title>
                  <Badge
                    variant="light"
                    color={reached.stage === 'failed' && !reached.cancelling?.mined ? 'red' : 'gray'}
                    tt="none"
                  >
                    {standingText(reached)}
                  </Badge>
                  <Text fz="sm" c="dimmed">
                    nonce {transaction.nonce}
                  </Text>
                </Group>
                {maySign.includes(transaction.at) && (
                  <Button
                    size="compact-sm"
                    leftSection={<IconSignature size={14} />}
                    component={Link}
                    href={`/treasury?tab=payouts&payout=${kept.id}&sign=${transaction.at}`}
                    aria-label={`Sign transaction ${transaction.at + 1}`}
                  >
                    Sign
                  </Button>
                )}
              </Group>
              <Hashes transaction={transaction} root={payout.merkle?.root ?? null} />
              {reached.confirmations.map((confirmation) => (
                <Confirmed
                  key={confirmation.signer}
                  confirmation={confirmation}
                  name={names.get(confirmation.signer) ?? ''}
                  onShow={() => show(confirmationFile(payout, confirmation))}
                  onSave={() => {
                    const { name, text } = confirmationFile(payout, confirmation)
                    saveFile(name, text)
                  }}
                />
              ))}
            </Stack>
          </Paper>
        )
      })}
      {shown && <ShowQrDialog file={shown} onClose={() => setShown(null)} />}
    </Stack>
  )
}

function standingText({ stage, confirmations, needed, mined, cancelling }: TransactionState): string {
  if (cancelling?.mined && stage !== 'mined') return `Cancelled in block ${cancelling.mined.block}`
  switch (stage) {
    case 'waiting':
    case 'confirming':
    case 'signed':
      return `${confirmations.length} of ${needed} confirmed`
    case 'broadcast':
      return 'Given to a node'
    case 'mined':
      return `Mined in block ${mined?.block ?? ''}`
    default:
      return `Failed in block ${mined?.block ?? ''}`
  }
}

function Hashes({ transaction, root }: { transaction: PayoutTransactionV4; root: string | null }) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xs">
      {transaction.kind === 'safe' && (
        <>
          <HashText label="Domain hash" value={transaction.domainHash} />
          <HashText label="Message hash" value={transaction.messageHash} />
          <HashText label="Safe transaction hash" value={transaction.safeTxHash} />
        </>
      )}
      {transaction.kind === 'account' && <HashText label="Hash that is signed" value={transaction.signingHash} />}
      {transaction.kind === 'solana' && <HashText label="Hash of the message" value={transaction.messageSha256} />}
      {root !== null && transaction.payees === null && transaction.purpose !== 'fund' && <HashText label="Root" value={root} />}
    </SimpleGrid>
  )
}

interface ConfirmedProps {
  confirmation: ConfirmationFile
  name: string
  onSave: () => void
  onShow: () => void
}

function Confirmed({ confirmation: { signer, device, simulated, signedAt }, name, onSave, onShow }: ConfirmedProps) {
  return (
    <Group gap="xs" justify="space-between">
      <Group gap="xs">
        <Text fz="sm">Signed by {name === '' ? '' : `${name}, `}</Text>
        <Code value={signer} what="signer" whole />
        <Text fz="sm" c="dimmed">
          {dateTimeText(signedAt)}
          {device === '' ? '' : `, ${device}`}
          {simulated ? ', for practice' : ''}
        </Text>
      </Group>
      <Group gap={4}>
        <Button size="compact-sm" variant="subtle" leftSection={<IconDownload size={14} />} onClick={onSave}>
          Save confirmation
        </Button>
        <Button size="compact-sm" variant="subtle" leftSection={<IconQrcode size={14} />} onClick={onShow}>
          Show it
        </Button>
      </Group>
    </Group>
  )
}
