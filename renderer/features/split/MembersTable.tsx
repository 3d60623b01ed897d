import { Badge, Button, ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core'
import type { Member } from '#core/model/records'
import { standingText } from '#core/words/standingText'
import { MayWrite } from '../../ui/access/MayWrite'
import { Code } from '../../ui/Code'

interface MembersTableProps {
  members: Member[]
  onEdit: (member: Member) => void
}

/** Who takes part, those without an address first: what they are due will be held. */
export function MembersTable({ members, onEdit }: MembersTableProps) {
  if (members.length === 0) return <Text c="dimmed">No members yet. Add those who share the rewards.</Text>
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const isPayable = ({ address, paidBy }: Member) => address !== null || paidBy === 'money'
  const ordered = [...members].sort((a, b) => Number(isPayable(a)) - Number(isPayable(b)))
  return (
    <ScrollArea.Autosize mah={320} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Members', role: 'group' }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Member</Table.Th>
            <Table.Th>Address</Table.Th>
            <Table.Th>
              <VisuallyHidden>Action</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ordered.map((member) => (
            <Table.Tr key={member.id}>
              <Table.Td>
                <Text span inherit fw={550}>
                  {member.name}
                </Text>
                {member.standing && member.standing.kind !== 'active' && (
                  <Badge variant="light" color="yellow" tt="none" ml="xs">
                    {standingText(member.standing, (id) => names.get(id) ?? id)}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                {member.paidBy === 'money' ? (
                  <Badge variant="light" color="gray" tt="none">
                    paid in money
                  </Badge>
                ) : member.address ? (
                  <Code value={member.address} what={`address of ${member.name}`} whole />
                ) : (
                  <Badge variant="light" color="yellow" tt="none">
                    no address: held
                  </Badge>
                )}
              </Table.Td>
              <Table.Td ta="right">
                <MayWrite tables={['members']}>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => onEdit(member)}
                    aria-label={`Edit member ${member.name}`}
                  >
                    Edit
                  </Button>
                </MayWrite>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}
