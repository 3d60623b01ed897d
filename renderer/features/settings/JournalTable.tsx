import { Button, Code as CodeBlock, ScrollArea, Table, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { CallOutput } from '#core/contract/defineContract'
import { journalKindText } from '#core/journal/journalKindText'
import { dateTimeText } from '#core/words/dateText'
import { Code } from '../../ui/Code'

type Entry = CallOutput<ConsoleContract, 'journal.list'>['entries'][number]

/** Entries of the journal in their order; what each holds can be opened. */
export function JournalTable({ entries }: { entries: Entry[] }) {
  const [opened, setOpened] = useState<number | null>(null)
  return (
    <ScrollArea>
      <Table aria-label="Journal">
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">No.</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Hash</Table.Th>
            <Table.Th>
              <VisuallyHidden>Details</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <EntryRow
              key={entry.seq}
              entry={entry}
              isOpen={opened === entry.seq}
              onToggle={() => setOpened(opened === entry.seq ? null : entry.seq)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

interface EntryRowProps {
  entry: Entry
  isOpen: boolean
  onToggle: () => void
}

function EntryRow({ entry, isOpen, onToggle }: EntryRowProps) {
  const { seq, at, kind, hash, data } = entry
  return (
    <>
      <Table.Tr>
        <Table.Td ta="right">{seq}</Table.Td>
        <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTimeText(at)}</Table.Td>
        <Table.Td>{journalKindText(kind)}</Table.Td>
        <Table.Td>
          <Code value={hash} what={`hash of entry ${seq}`} />
        </Table.Td>
        <Table.Td ta="right">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${isOpen ? 'Hide' : 'Details'}: entry ${seq}`}
            aria-expanded={isOpen}
            onClick={onToggle}
          >
            {isOpen ? 'Hide' : 'Details'}
          </Button>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <CodeBlock block fz="xs">
              {`${kind}\n${JSON.stringify(data, null, 2)}`}
            </CodeBlock>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
