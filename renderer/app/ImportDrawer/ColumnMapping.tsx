import { ScrollArea, Select, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { FleetColumn, FleetMapping } from '#core/networks/fleetRow'
import type { ImportMapping, ImportPreview } from '../../data/imports/importPreview'

interface ColumnMappingProps {
  preview: ImportPreview
  isMapping: boolean
  onMap: (mapping: ImportMapping) => void
}

const COLUMNS: [column: FleetColumn, label: string][] = [
  ['id', 'Key (needed)'],
  ['name', 'Name'],
  ['lat', 'Latitude'],
  ['lng', 'Longitude'],
  ['h3', 'H3 cell'],
  ['owner', 'Owner'],
  ['place', 'Place'],
  ['groups', 'Groups'],
  ['network', 'Network'],
  ['since', 'In service since'],
]

const ROWS_SHOWN = 4

/** Which column of the table is what. Every change reads the file again, so the counts are always of these columns. */
export function ColumnMapping({ preview, isMapping, onMap }: ColumnMappingProps) {
  const [columns, setColumns] = useState<Partial<FleetMapping>>(preview.mapping ?? {})
  const [network, setNetwork] = useState('other')

  function apply(next: Partial<FleetMapping>, nextNetwork: string): void {
    setColumns(next)
    if (isComplete(next)) onMap({ columns: next, network: nextNetwork.trim() || 'other' })
  }

  function choose(column: FleetColumn, header: string | null): void {
    const { [column]: _before, ...others } = columns
    apply(header === null ? others : { ...others, [column]: header }, network)
  }

  return (
    <Stack gap="xs">
      <Title order={3} fz="md">
        Which column is what
      </Title>
      <Text fz="sm" c="dimmed">
        A key is needed, and a position as latitude and longitude or as an H3 cell.
      </Text>
      <SimpleGrid cols={3} spacing="xs">
        {COLUMNS.map(([column, label]) => (
          <Select
            key={column}
            label={label}
            data={[...new Set(preview.headers.filter((header) => header !== ''))]}
            value={columns[column] ?? null}
            onChange={(header) => choose(column, header)}
            placeholder="Not in this file"
            clearable
            clearButtonProps={{ 'aria-label': `Clear ${label}` }}
            searchable
            disabled={isMapping}
          />
        ))}
      </SimpleGrid>
      <TextInput
        label="Network of rows that name none"
        value={network}
        onChange={(event) => setNetwork(event.currentTarget.value)}
        onBlur={() => apply(columns, network)}
        w="50%"
      />
      <FirstRows preview={preview} />
    </Stack>
  )
}

/** A look at the file as it is, so that the columns can be told apart. */
function FirstRows({ preview }: { preview: ImportPreview }) {
  // Headers may repeat and rows may be equal, so each carries its place.
  const columns = preview.headers.map((header, at) => ({ id: `${at}:${header}`, header, at }))
  const rows = preview.sample.slice(0, ROWS_SHOWN).map((cells, at) => ({ id: `row ${at}`, cells }))
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, 'aria-label': 'First rows of the file' }}>
      <Table withTableBorder withColumnBorders fz="xs">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ id, header }) => (
              <Table.Th key={id}>{header}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, cells }) => (
            <Table.Tr key={id}>
              {columns.map((column) => (
                <Table.Td key={column.id}>{cells[column.at]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

function isComplete(columns: Partial<FleetMapping>): columns is FleetMapping {
  const located = columns.h3 !== undefined || (columns.lat !== undefined && columns.lng !== undefined)
  return columns.id !== undefined && located
}
