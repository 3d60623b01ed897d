import { Button, Table, Text, Title } from '@mantine/core'
import { Link } from 'wouter'
import type { PlaceMemory } from '#core/records/tables/machineSettings'
import { countText } from '#core/words/countText'
import { dateTimeText } from '#core/words/dateText'
import { Fingerprint } from '../documents/Fingerprint'

/** Laptops that wrote at a place without an admin's word: nothing of them is read. */
export function StrangersTable({ strangers, isAdmin }: { strangers: PlaceMemory['notAdmitted']; isAdmin: boolean }) {
  return (
    <section aria-labelledby="strangers-title">
      <Title order={2} id="strangers-title" mb={4}>
        {countText(strangers.length, 'laptop waits', 'laptops wait')} for an admin
      </Title>
      <Text fz="sm" c="dimmed" maw={720} mb={4}>
        What they wrote stays at the place and is not read. Compare the digits with whoever says the laptop is theirs
        {isAdmin ? ', and admit it.' : ', and ask an admin to admit it.'} One that nobody knows needs nothing.
      </Text>
      <Table aria-label="Laptops that wait" layout="fixed" maw={720}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={176}>Met since</Table.Th>
            <Table.Th>Fingerprint</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {strangers.map(({ publicKey, since }) => (
            <Table.Tr key={publicKey}>
              <Table.Td className="figures">{dateTimeText(since)}</Table.Td>
              <Table.Td>
                <Fingerprint of={publicKey} what="a laptop that waits" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isAdmin && (
        <Button component={Link} href="/sync?tab=laptops" variant="default" size="compact-sm" mt="xs">
          Admit under Laptops
        </Button>
      )}
    </section>
  )
}
