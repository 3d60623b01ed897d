import { Badge, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { capitalised } from '#core/words/capitalised'
import { dateTimeText } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import { useMembers } from '../../../data/queries'
import type { Installation } from '../../../data/sync/access/installations'
import { Fingerprint } from '../documents/Fingerprint'
import { installationText } from './installationText'

interface LaptopsTableProps {
  installations: readonly Installation[]
  /** Whether this laptop may decide on them. */
  isAdmin: boolean
  onChange: (installation: Installation) => void
  onRevoke: (installation: Installation) => void
}

export function LaptopsTable({ installations, isAdmin, onChange, onRevoke }: LaptopsTableProps) {
  const members = useMembers()
  const memberNames = new Map((members ?? []).map(({ id, name }) => [id, name]))
  return (
    <Table aria-label="Laptops" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Laptop</Table.Th>
          <Table.Th w={180}>Fingerprint</Table.Th>
          <Table.Th w={190}>May act as</Table.Th>
          <Table.Th w={84} ta="right">
            Batches
          </Table.Th>
          <Table.Th w={84} ta="right">
            Changes
          </Table.Th>
          <Table.Th w={160}>Newest change here</Table.Th>
          {isAdmin && (
            <Table.Th w={170}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {installations.map((installation) => {
          const { key, memberId, isOwn, actors, operations, newestMs } = installation
          const name = installationText(installation)
          return (
            <Table.Tr key={key}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {name}{' '}
                {isOwn && (
                  <Badge variant="light" color="gray" tt="none">
                    here
                  </Badge>
                )}
                {memberId !== null && (
                  <Text fz="xs" c="dimmed">
                    {memberNames.get(memberId) ?? 'of a member who is not here'}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Fingerprint of={key} what={name} />
              </Table.Td>
              <Table.Td>
                <Access installation={installation} />
              </Table.Td>
              <Table.Td ta="right" className="figures">
                {numberText(actors.reduce((sum, { batches }) => sum + batches, 0))}
              </Table.Td>
              <Table.Td ta="right" className="figures">
                {numberText(operations)}
              </Table.Td>
              <Table.Td className="figures">{newestMs === null ? 'none' : dateTimeText(newestMs)}</Table.Td>
              {isAdmin && (
                <Table.Td>
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Change ${name}`}
                      onClick={() => onChange(installation)}
                    >
                      Change
                    </Button>
                    {!isOwn && installation.standing === 'admitted' && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        aria-label={`Revoke ${name}`}
                        onClick={() => onRevoke(installation)}
                      >
                        Revoke
                      </Button>
                    )}
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

const WITHOUT_ROLES = { 'not-admitted': 'waits for an admin', revoked: 'revoked' }

function Access({ installation: { standing, roles, isUnsealed } }: { installation: Installation }) {
  return (
    <Group gap={4}>
      {roles.map((role) => (
        <Badge key={role} variant="light" color={role === 'admin' ? undefined : 'gray'} tt="none">
          {capitalised(role)}
        </Badge>
      ))}
      {standing !== 'admitted' && (
        <Badge variant="light" color={standing === 'revoked' ? 'red' : 'yellow'} tt="none">
          {WITHOUT_ROLES[standing]}
        </Badge>
      )}
      {isUnsealed && (
        <Text fz="xs" c="dimmed">
          Holds once you have synced.
        </Text>
      )}
    </Group>
  )
}
