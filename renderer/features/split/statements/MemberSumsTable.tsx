import { Button, Table, VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import type { Token } from '#core/model/money'
import type { MemberSums } from '#core/statements/memberSums'
import { ACCOUNT_WORDS } from '#core/statements/statementWords'
import { Amount } from '../../../ui/Amount'

interface MemberSumsTableProps {
  token: Token
  sums: readonly MemberSums[]
  onChoose: (memberId: string) => void
}

const ACCOUNTS = ['held', 'carried', 'prepaid'] as const

/** What each member got over the chosen periods. Drawn again only when one of its properties changes: there may be thousands. */
export const MemberSumsTable = memo(function MemberSumsTable({ token, sums, onChoose }: MemberSumsTableProps) {
  return (
    <Table stickyHeader highlightOnHover aria-label="Statements of all members">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th ta="right">Earned</Table.Th>
          <Table.Th ta="right">Paid</Table.Th>
          {ACCOUNTS.map((account) => (
            <Table.Th key={account} ta="right">
              {ACCOUNT_WORDS[account]} after
            </Table.Th>
          ))}
          <Table.Th>
            <VisuallyHidden>Action</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sums.map(({ member, earned, paid, after }) => (
          <Table.Tr key={member.id}>
            <Table.Td fw={550}>{member.name || member.id}</Table.Td>
            <Table.Td ta="right">
              <Amount baseUnits={earned} token={token} />
            </Table.Td>
            <Table.Td ta="right">
              <Amount baseUnits={paid} token={token} />
            </Table.Td>
            {ACCOUNTS.map((account) => (
              <Table.Td key={account} ta="right">
                <Amount baseUnits={after[account]} token={token} />
              </Table.Td>
            ))}
            <Table.Td ta="right">
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`See the statement of ${member.name || member.id}`}
                onClick={() => onChoose(member.id)}
              >
                See
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
})
