import { Paper, Table, Text, Title } from '@mantine/core'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { countText } from '#core/words/countText'
import { Amount } from '../../../ui/Amount'

/** Whom the payout does not pay, or not whole, and why: for want of an address, at a new address, or paid in money. */
export function HeldList({ payout }: { payout: PayoutFileV4 }) {
  const { held, inMoney, firstPayments = [], payees, split, token } = payout
  const names = new Map(split.members.map(({ id, name }) => [id, name]))
  const rows = [
    ...held.map(({ memberId, name, amountBaseUnits, reason }) => ({ memberId, name, amountBaseUnits, why: reason })),
    ...firstPayments.map(({ address, restBaseUnits }) => {
      const ids = payees.find((payee) => payee.address === address)?.memberIds ?? []
      const name = ids.map((id) => names.get(id) ?? id).join(', ')
      return { memberId: address, name, amountBaseUnits: restBaseUnits, why: 'Due once the small first payment has come' }
    }),
    ...inMoney.map((one) => ({ ...one, why: 'Paid in money: the tokens stay in the treasury' })),
  ]
  if (rows.length === 0) return <Text fz="sm">Nothing is held: every member who is due something is paid.</Text>
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="held-title">
      <Title order={3} id="held-title" mb={4}>
        {firstPayments.length > 0 ? 'Not paid now' : 'Not paid in tokens'}: {countText(rows.length, 'member')}
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
