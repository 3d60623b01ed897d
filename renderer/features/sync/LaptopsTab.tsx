import { Badge, Stack, Table, Text } from '@mantine/core'
import { dateTimeText } from '#core/words/dateText'
import { numberText } from '#core/words/numberText'
import { actorText } from '../../data/history/actorText'
import { useActors } from '../../data/history/readActs'
import { useLaptops } from '../../data/sync/syncQueries'
import { Code } from '../../ui/Code'

/** Every laptop of which anything is held here, and how far. */
export function LaptopsTab() {
  const laptops = useLaptops()
  const actors = useActors()
  if (!laptops || !actors) return null
  return (
    <Stack gap="md">
      <Text maw={720}>How far what each laptop wrote is held here. What it did since is on it alone until you meet.</Text>
      <Table aria-label="Laptops" layout="fixed" maw={1100}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Laptop</Table.Th>
            <Table.Th w={220}>Key</Table.Th>
            <Table.Th w={110} ta="right">
              Batches
            </Table.Th>
            <Table.Th w={110} ta="right">
              Changes
            </Table.Th>
            <Table.Th w={190}>Newest change here</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {laptops.map(({ actor, publicKey, isOwn, batches, operations, newestMs }) => (
            <Table.Tr key={actor}>
              <Table.Td>
                {actorText(actor, actors)}{' '}
                {isOwn && (
                  <Badge variant="light" color="gray" tt="none">
                    here
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>{publicKey && <Code value={publicKey} what={`key of ${actorText(actor, actors)}`} />}</Table.Td>
              <Table.Td ta="right" className="figures">
                {numberText(batches)}
              </Table.Td>
              <Table.Td ta="right" className="figures">
                {numberText(operations)}
              </Table.Td>
              <Table.Td className="figures">{newestMs === null ? 'none' : dateTimeText(newestMs)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
