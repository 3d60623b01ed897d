import { Badge, Button, Table, VisuallyHidden } from '@mantine/core'
import { Link } from 'wouter'
import type { Member } from '#core/model/records'
import { MayWrite } from '../../ui/access/MayWrite'
import { Code } from '../../ui/Code'

interface MembersTableProps {
  members: Member[]
  onEdit: (member: Member) => void
}

export function MembersTable({ members, onEdit }: MembersTableProps) {
  return (
    <Table stickyHeader highlightOnHover aria-label="Members">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>Payout address</Table.Th>
          <Table.Th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map((member) => (
          <Table.Tr key={member.id}>
            <Table.Td>{member.name}</Table.Td>
            <Table.Td c="dimmed">{member.role}</Table.Td>
            <Table.Td>
              {member.paidBy === 'money' ? (
                <Badge variant="light" color="gray" tt="none">
                  paid in money
                </Badge>
              ) : member.address ? (
                <Code value={member.address} what={`address of ${member.name}`} />
              ) : (
                <Badge color="yellow" variant="light" tt="none">
                  No address: share is held
                </Badge>
              )}
            </Table.Td>
            <Table.Td ta="right">
              <Button
                variant="subtle"
                size="compact-xs"
                component={Link}
                href={`/split?statements&member=${encodeURIComponent(member.id)}`}
                aria-label={`Statements of ${member.name}`}
              >
                Statements
              </Button>
              <MayWrite tables={['members']}>
                <Button variant="subtle" size="compact-xs" onClick={() => onEdit(member)} aria-label={`Change ${member.name}`}>
                  Change
                </Button>
              </MayWrite>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
