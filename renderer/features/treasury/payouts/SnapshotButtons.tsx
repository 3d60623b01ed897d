import { Button, FileButton, Group } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { readSnapshot, type Snapshot } from '#core/treasury/chain/snapshot'
import type { TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { readTextFile } from '../../../platform/readTextFile'

interface SnapshotButtonsProps {
  treasury: TreasuryRecord
  token: TokenRecord
  /** Of method `merkle`; null otherwise. */
  distributor: string | null
  onTaken: (snapshot: Snapshot) => void
  onProblem: (thrown: unknown) => void
}

/** The chain's state as a dated file, which may come on a stick. */
export function SnapshotButtons({ onTaken, onProblem }: SnapshotButtonsProps) {
  async function open(file: File | null) {
    if (!file) return
    try {
      onTaken(readSnapshot(parseBoundedJson(await readTextFile(file))))
    } catch (thrown) {
      onProblem(thrown)
    }
  }
  return (
    <Group gap="xs">
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
    </Group>
  )
}
