import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import type { Member } from '#core/model/records'
import type { AddressContext } from '../../../data/treasury/addressContext'
import { MayWrite } from '../../../ui/access/MayWrite'
import { Code } from '../../../ui/Code'
import { markedAddress } from './addressMarks'
import { MarkBadges } from './MarkBadges'

interface BookTableProps {
  members: readonly Member[]
  context: AddressContext
  onChange: (member: Member) => void
  onAsk: (member: Member) => void
  /** An owner of the treasury is here with their Ledger. */
  onConfirm: (member: Member) => void
}

/** Members with their addresses in full. */
export function BookTable({ members, context, onChange, onAsk, onConfirm }: BookTableProps) {
  const rows = useMemo(() => members.map((member) => ({ member, ...markedAddress(context, member) })), [members, context])
  return (
    <Table stickyHeader highlightOnHover aria-label="Address book">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th>Address</Table.Th>
          <Table.Th>Marks</Table.Th>
          <Table.Th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ member, standing, marks }) => (
          <Table.Tr key={member.id}>
            <Table.Td>{member.name}</Table.Td>
            <Table.Td>
              {member.address === null ? (
                <Text inherit c="dimmed">
                  No address: the share is held
                </Text>
              ) : (
                <Code value={member.address} what={`address of ${member.name}`} whole />
              )}
            </Table.Td>
            <Table.Td>
              <MarkBadges marks={marks} />
            </Table.Td>
            <Table.Td>
              <Group gap={4} justify="flex-end" wrap="nowrap">
                {standing.kind === 'unconfirmed' && (
                  <MayWrite tables={['addressConfirmations']}>
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => onConfirm(member)}
                      aria-label={`Confirm the address of ${member.name} on a Ledger`}
                    >
                      Confirm on a Ledger
                    </Button>
                  </MayWrite>
                )}
                {standing.kind === 'unconfirmed' && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => onAsk(member)}
                    aria-label={`Ask for confirmation of the address of ${member.name}`}
                  >
                    Ask for confirmation
                  </Button>
                )}
                <MayWrite tables={['members']}>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => onChange(member)}
                    aria-label={`Change ${member.name}`}
                  >
                    Change
                  </Button>
                </MayWrite>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
