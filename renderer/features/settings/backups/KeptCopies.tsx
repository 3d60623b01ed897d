import { Badge, Button, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import type { BackupCopy } from '#core/contract/backupCalls'
import { dateTimeText } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'

/** Every copy with whether it was verified, and the way back to it. */
export function KeptCopies({ copies, onRestore }: { copies: readonly BackupCopy[]; onRestore: (name: string) => void }) {
  if (copies.length === 0) {
    return <Text c="dimmed">No copies yet. Once something was written, one is kept here by itself, and by each backup.</Text>
  }
  return (
    <Table aria-label="Kept copies" maw={980}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Made</Table.Th>
          <Table.Th>Verified</Table.Th>
          <Table.Th>File</Table.Th>
          <Table.Th ta="right">Size, kB</Table.Th>
          <Table.Th>
            <VisuallyHidden>Restore</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {copies.map((copy) => (
          <Table.Tr key={copy.name}>
            <Table.Td>
              {dateTimeText(copy.at)}
              {copy.fromFuture && ' (in the future: the clock was or is wrong)'}
            </Table.Td>
            <Table.Td>
              <Verdict verified={copy.verified} />
            </Table.Td>
            <Table.Td ff="monospace" fz="xs">
              {copy.name}
            </Table.Td>
            <Table.Td ta="right" className="figures">
              {numberText(Math.ceil(copy.bytes / 1_000))}
            </Table.Td>
            <Table.Td ta="right">
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Restore the copy of ${dateTimeText(copy.at)}`}
                onClick={() => onRestore(copy.name)}
              >
                Restore
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Verdict({ verified }: Pick<BackupCopy, 'verified'>) {
  if (verified === null) {
    return (
      <Badge tt="none" variant="light" color="gray" leftSection={<IconClock size={12} />}>
        Not yet
      </Badge>
    )
  }
  const { verdict } = verified
  if (verdict.isWhole) {
    return (
      <Badge tt="none" variant="light" color="green" leftSection={<IconCheck size={12} />}>
        {numberText(verdict.rows)} rows
      </Badge>
    )
  }
  return (
    <Tooltip label={verdict.reason} multiline maw={360}>
      <Badge tt="none" variant="light" color="red" leftSection={<IconAlertTriangle size={12} />} tabIndex={0}>
        Not verified
        <VisuallyHidden>: {verdict.reason}</VisuallyHidden>
      </Badge>
    </Tooltip>
  )
}
