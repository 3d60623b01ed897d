import { Group, Paper, ScrollArea, Stack, Table, Text, Title } from '@mantine/core'
import type { PayoutFile } from '#core/payout/payoutFile'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import { Amount } from '../../ui/Amount'
import { Code } from '../../ui/Code'
import { Root } from './Root'

const SHOWN_PAYEES = 200

/** A payout before it is signed: its root, its sums from before to now, who is paid and who is held. */
export function PayoutSummary({ payout }: { payout: PayoutFile }) {
  const { token } = payout.split
  const names = new Map(payout.split.members.map((member) => [member.id, member.name]))
  const sums = [
    { name: 'Before', amount: payout.totals.previousBaseUnits },
    { name: 'This period', amount: payout.totals.periodBaseUnits },
    { name: 'Now', amount: payout.totals.cumulativeBaseUnits },
    { name: 'Held', amount: payout.totals.heldBaseUnits },
  ]
  return (
    <Stack>
      <Root root={payout.merkle.root} previousRoot={payout.previousRoot} />
      <Group gap="xl">
        {sums.map((sum) => (
          <div key={sum.name}>
            <Text fz="xs" c="dimmed">
              {sum.name}
            </Text>
            <Text fz="lg" fw={600}>
              <Amount baseUnits={sum.amount} token={token} />
            </Text>
          </div>
        ))}
        <div>
          <Text fz="xs" c="dimmed">
            Payees
          </Text>
          <Text fz="lg" fw={600} className="figures">
            {numberText(payout.payees.length)}
          </Text>
        </div>
      </Group>
      <Held payout={payout} />
      <section aria-labelledby="payees-title">
        <Title order={2} id="payees-title" mb={4}>
          Payees
        </Title>
        <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': 'Payees' }}>
          <Table stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Payee</Table.Th>
                <Table.Th>Address</Table.Th>
                <Table.Th ta="right">Before</Table.Th>
                <Table.Th ta="right">This period</Table.Th>
                <Table.Th ta="right">Now</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {payout.payees.slice(0, SHOWN_PAYEES).map((payee) => (
                <Table.Tr key={payee.address}>
                  <Table.Td>{payee.memberIds.map((id) => names.get(id) ?? id).join(', ') || 'From before'}</Table.Td>
                  <Table.Td>
                    <Code value={payee.address} what="address" whole />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Amount baseUnits={payee.previousBaseUnits} token={token} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Amount baseUnits={payee.periodBaseUnits} token={token} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Amount baseUnits={payee.cumulativeBaseUnits} token={token} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
        {payout.payees.length > SHOWN_PAYEES && (
          <Text fz="sm" c="dimmed">
            {numberText(payout.payees.length - SHOWN_PAYEES)} more payees are in the payout file.
          </Text>
        )}
      </section>
    </Stack>
  )
}

function Held({ payout }: { payout: PayoutFile }) {
  if (payout.held.length === 0) return <Text fz="sm">Nothing is held: every member who is due something has an address.</Text>
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="held-title">
      <Title order={2} id="held-title" mb={4}>
        Held: {countText(payout.held.length, 'member')}
      </Title>
      {payout.held.map((held) => (
        <Group key={held.memberId} gap="sm" wrap="nowrap">
          <Text fz="sm" fw={550} miw={160}>
            {held.name}
          </Text>
          <Text fz="sm">
            <Amount baseUnits={held.amountBaseUnits} token={payout.split.token} />
          </Text>
          <Text fz="sm" c="dimmed">
            {held.reason}
          </Text>
        </Group>
      ))}
    </Paper>
  )
}
