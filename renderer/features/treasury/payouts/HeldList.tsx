import { Paper, Table, Text, Title } from '@mantine/core'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { countText } from '#core/words/countText'
import { Amount } from '../../../ui/Amount'

/** Whom the payout does not pay and why: for want of an address, or because they are paid in money. */
export function HeldList({ payout: { held, inMoney, token } }: { payout: PayoutFileV4 }) {
  const rows = [
    ...held.map(({ memberId, name, amountBaseUnits, reason }) => ({ memberId, name, amountBaseUnits, why: reason })),
    ...inMoney.map((one) => ({ ...one, why: 'Paid in money: the tokens stay in the treasury' })),
  ]
  if (rows.length === 0) return <Text fz="sm">Nothing is held: every member who is due something is paid.</Text>
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="held-title">
      <Title order={3} id="held-title" mb={4}>
        Not paid in tokens: {countText(rows.length, 'member')}
      </Title>
      <Table>
        <Table.Tbody>
          {rows.map(({ memberId, name, amountBaseUnits, why }) => (
            <Table.Tr key={`${memberId} ${why}`}>
              <Table.Td fw={550}>{name}</Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={amountBaseUnits} token={token} />
              </Table.Td>
              <Table.Td c="dimmed">{why}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
