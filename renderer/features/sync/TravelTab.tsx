import { SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { SHARED_TABLES } from '#core/records/recordTables'
import { tableTitle } from '../../data/history/recordNames'

/** What stays on each machine, and what brings it to another one. */
const STAYS: readonly [what: string, how: string][] = [
  ['Terrain, map packs and basemaps', 'Copy the file, and import it on the other laptop.'],
  ['Cells of data layers (demand, rasters)', 'The layer’s name and source travel; import its file again for the cells.'],
  ['Settings of this machine: appearance, views, places, ports', 'Set them on each laptop.'],
  ['Journal of this installation', 'Export it under Settings, Journal; another laptop countersigns it.'],
  ['Keys and passwords', 'Never leave the machine that made them. A new laptop has a key of its own.'],
  ['Photos and files in backups', 'They travel by syncing; without it copy them in Settings, Backups.'],
  ['Backups', 'Save one and carry it as a file.'],
]

/** What goes to the other laptops, and what does not. */
export function TravelTab() {
  return (
    <SimpleGrid cols={2} spacing="xl" maw={1200}>
      <Stack gap="xs" component="section" aria-labelledby="travels">
        <Title order={2} id="travels">
          Travels
        </Title>
        <Text>
          Every change of these, with who did it and when. All laptops that hold the same batches hold the same records.
        </Text>
        <Text>
          What they say of people is sealed before it leaves, for the laptops that are admitted at the time. A folder or a server
          sees which records changed and when, and no names, addresses or places of anybody.
        </Text>
        <Text fz="sm" c="dimmed">
          {SHARED_TABLES.map(tableTitle).join(' · ')}
        </Text>
      </Stack>
      <Stack gap="xs" component="section" aria-labelledby="stays">
        <Title order={2} id="stays">
          Stays here
        </Title>
        <Table aria-label="What does not travel" layout="fixed">
          <Table.Tbody>
            {STAYS.map(([what, how]) => (
              <Table.Tr key={what}>
                <Table.Td fw={550} style={{ verticalAlign: 'top' }}>
                  {what}
                </Table.Td>
                <Table.Td c="dimmed">{how}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </SimpleGrid>
  )
}
