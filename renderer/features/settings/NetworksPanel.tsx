import { Stack, Table, Text } from '@mantine/core'

/** What this version reads, and where its knowledge comes from. Rules are dated; nothing here pays out by itself. */
const NETWORKS = [
  {
    name: 'Helium',
    reads: 'Explorer hotspots CSV (H3 resolution 12)',
    token: 'HNT, 8 decimals',
    source: 'Export of 2020-10-26, helium/explorer',
  },
  { name: 'The Things Network', reads: 'Gateways CSV and GeoJSON', token: 'none', source: 'twist2018-dataset' },
  {
    name: 'WeatherXM',
    reads: 'Rewards table CSV',
    token: 'WXM, 18 decimals',
    source: 'weatherxm-network.github.io, beta rewards',
  },
  {
    name: 'Any other',
    reads: 'CSV with a column for each of id and position',
    token: 'as you set it',
    source: 'Your own mapping of columns',
  },
]

export function NetworksPanel() {
  return (
    <Stack gap="sm">
      <Text maw={720}>
        Files of these networks are recognised without questions. Reward rules are not built in yet: amounts come from the
        network's own export.
      </Text>
      <Table aria-label="Networks" maw={960}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Network</Table.Th>
            <Table.Th>Reads</Table.Th>
            <Table.Th>Token</Table.Th>
            <Table.Th>Source</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {NETWORKS.map((network) => (
            <Table.Tr key={network.name}>
              <Table.Td>{network.name}</Table.Td>
              <Table.Td>{network.reads}</Table.Td>
              <Table.Td>{network.token}</Table.Td>
              <Table.Td c="dimmed">{network.source}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
