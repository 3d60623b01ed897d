import { Badge, Button, Table, Title, VisuallyHidden } from '@mantine/core'
import type { Signature } from '#core/model/records'
import { payoutFileSchema } from '#core/payout/payoutFile'
import { periodOf } from '#core/rewards/splitFile'
import { dateTimeText } from '#core/words/dateText'
import { Amount } from '../../ui/Amount'
import { Code } from '../../ui/Code'
import { savePayout } from './savePayout'

/** Payouts that were signed, newest first. */
export function SignedList({ signatures, names }: { signatures: Signature[]; names: ReadonlyMap<string, string> }) {
  if (signatures.length === 0) return null
  return (
    <section aria-labelledby="signed-list-title">
      <Title order={2} id="signed-list-title" mb={4}>
        Signed payouts
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Period</Table.Th>
            <Table.Th>Signed</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
            <Table.Th>Root</Table.Th>
            <Table.Th>Signer</Table.Th>
            <Table.Th>
              <VisuallyHidden>Action</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {signatures.map((signature) => {
            const payout = payoutFileSchema.safeParse(signature.file).data
            // A payout outlives the records of its period.
            const name = names.get(signature.periodId) ?? (payout ? periodOf(payout.split).name : signature.periodId)
            return (
              <Table.Tr key={signature.id}>
                <Table.Td fw={550}>
                  {name}{' '}
                  {signature.simulated && (
                    <Badge color="yellow" variant="light">
                      TRAINING
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>{dateTimeText(signature.createdAt)}</Table.Td>
                <Table.Td ta="right">
                  {payout && <Amount baseUnits={payout.totals.periodBaseUnits} token={payout.split.token} />}
                </Table.Td>
                <Table.Td>
                  <Code value={signature.root} what={`root of ${name}`} />
                </Table.Td>
                <Table.Td>
                  <Code value={signature.signer} what={`signer of ${name}`} />
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={`Save payout file of ${name}`}
                    disabled={!payout}
                    onClick={() => payout && savePayout(payout)}
                  >
                    Save payout file
                  </Button>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </section>
  )
}
