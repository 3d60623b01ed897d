import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCloudDownload, IconDownload, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { checkAddress } from '#core/model/evmAddress'
import type { TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { takeSnapshot, takeSolanaSnapshot } from '../../../data/treasury/chainCalls'
import { readTextFile } from '../../../platform/readTextFile'
import { saveFile } from '../../../platform/saveFile'
import { codeInput } from '../../../ui/codeInput'
import { useNodes } from '../accounts/useNodes'
import { NonceAccountsPart } from './NonceAccountsPart'
import { isOfSolana, type PayoutSnapshot, readPayoutSnapshot, snapshotName } from './payoutSnapshot'
import { freeNonceAccounts } from './solanaNonces'

interface SnapshotButtonsProps {
  treasury: TreasuryRecord
  token: TokenRecord
  /** Of method `merkle`; null otherwise. */
  distributor: string | null
  /** Of whom the chain is asked: whether they are contracts, on Solana whether they have an account for the token. */
  payees: string[]
  /** Nonces on Solana that other signed payouts hold. */
  heldNonces: ReadonlySet<string>
  snapshot: PayoutSnapshot | null
  onTaken: (snapshot: PayoutSnapshot) => void
  onProblem: (thrown: unknown) => void
}

/** The chain's state as a dated file: taken here while online, or brought on a stick. */
export function SnapshotButtons(props: SnapshotButtonsProps) {
  const { treasury, token, distributor, payees, heldNonces, snapshot, onTaken, onProblem } = props
  const { has } = useNodes()
  const [executor, setExecutor] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const isSafe = treasury.facts.kind === 'safe'

  async function open(file: File | null) {
    if (!file) return
    try {
      onTaken(readPayoutSnapshot(parseBoundedJson(await readTextFile(file)), treasury))
    } catch (thrown) {
      onProblem(thrown)
    }
  }

  async function take() {
    setIsAsking(true)
    try {
      if (treasury.facts.kind === 'solana') {
        onTaken(await takeSolanaSnapshot(treasury.facts, token.facts.address, payees))
        return
      }
      const sender = isSafe ? executor.trim() : treasury.facts.address
      const taken = await takeSnapshot({
        treasury: treasury.facts,
        token: token.facts,
        distributor,
        payees,
        executor: sender === '' ? null : checkAddress(sender, 'who pays the gas', { field: 'executor' }),
      })
      onTaken(taken)
    } catch (thrown) {
      onProblem(thrown)
    } finally {
      setIsAsking(false)
    }
  }

  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        {has(treasury.facts.chain) && (
          <>
            {isSafe && (
              <TextInput
                label="Who pays the gas"
                description="The account that will send it; optional"
                w={420}
                spellCheck={false}
                styles={codeInput}
                value={executor}
                onChange={(event) => setExecutor(event.currentTarget.value)}
              />
            )}
            <Button variant="default" leftSection={<IconCloudDownload size={16} />} loading={isAsking} onClick={take}>
              Take a snapshot
            </Button>
          </>
        )}
        <FileButton
          accept=".json,application/json"
          onChange={(file) => void open(file)}
          inputProps={{ 'aria-label': 'Snapshot of the chain' }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={16} />}>
              Open a snapshot
            </Button>
          )}
        </FileButton>
        {!has(treasury.facts.chain) && (
          <Text fz="sm" c="dimmed" mb={8}>
            To take one here, add a node of this chain under Accounts, Nodes.
          </Text>
        )}
        {snapshot && (
          <Button
            variant="subtle"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveFile(snapshotName(snapshot), JSON.stringify(snapshot, null, 2))}
          >
            Save the snapshot
          </Button>
        )}
      </Group>
      {snapshot && isOfSolana(snapshot) && (
        <NonceAccountsPart
          treasury={treasury}
          snapshot={snapshot}
          payees={payees.length}
          free={freeNonceAccounts(snapshot, heldNonces)}
          onCreated={() => void take()}
        />
      )}
    </Stack>
  )
}
