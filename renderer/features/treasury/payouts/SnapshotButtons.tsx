import { Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { IconCloudDownload, IconDownload, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { checkAddress } from '#core/model/evmAddress'
import { readSnapshot, type Snapshot } from '#core/treasury/chain/snapshot'
import type { TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { takeSnapshot } from '../../../data/treasury/chainCalls'
import { readTextFile } from '../../../platform/readTextFile'
import { saveFile } from '../../../platform/saveFile'
import { codeInput } from '../../../ui/codeInput'
import { useNodes } from './useNodes'

interface SnapshotButtonsProps {
  treasury: TreasuryRecord
  token: TokenRecord
  /** Of method `merkle`; null otherwise. */
  distributor: string | null
  snapshot: Snapshot | null
  onTaken: (snapshot: Snapshot) => void
  onProblem: (thrown: unknown) => void
}

/** The chain's state as a dated file: taken here while online, or brought on a stick. */
export function SnapshotButtons({ treasury, token, distributor, snapshot, onTaken, onProblem }: SnapshotButtonsProps) {
  const { has } = useNodes()
  const [executor, setExecutor] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const isSafe = treasury.facts.kind === 'safe'

  async function open(file: File | null) {
    if (!file) return
    try {
      onTaken(readSnapshot(parseBoundedJson(await readTextFile(file))))
    } catch (thrown) {
      onProblem(thrown)
    }
  }

  async function take() {
    setIsAsking(true)
    try {
      const sender = isSafe ? executor.trim() : treasury.facts.address
      const taken = await takeSnapshot({
        treasury: treasury.facts,
        token: token.facts,
        distributor,
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
          To take one here, add a node of this chain under Payouts, Nodes.
        </Text>
      )}
      {snapshot && (
        <Button
          variant="subtle"
          leftSection={<IconDownload size={16} />}
          onClick={() =>
            saveFile(`snapshot.${snapshot.block.number}.commonmast-snapshot.json`, JSON.stringify(snapshot, null, 2))
          }
        >
          Save the snapshot
        </Button>
      )}
    </Group>
  )
}
