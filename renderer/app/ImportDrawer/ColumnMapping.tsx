import { SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { FleetColumn, FleetMapping } from '#core/networks/fleetRow'
import type { ImportMapping, ImportPreview } from '../../data/imports/importPreview'
import { ColumnSelect } from './ColumnSelect'
import { FirstRows } from './FirstRows'

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

/** Which column of the table is what. Every change reads the file again, so the counts are always of these columns. */
export function ColumnMapping({ preview, isMapping, onMap }: ColumnMappingProps) {
  const [columns, setColumns] = useState<Partial<FleetMapping>>(preview.mapping ?? {})
  const [network, setNetwork] = useState('other')
  const headers = useMemo(() => [...new Set(preview.headers.filter((header) => header !== ''))], [preview.headers])

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
          <ColumnSelect
            key={column}
            label={label}
            headers={headers}
            value={columns[column] ?? null}
            onChange={(header) => choose(column, header)}
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

function isComplete(columns: Partial<FleetMapping>): columns is FleetMapping {
  const located = columns.h3 !== undefined || (columns.lat !== undefined && columns.lng !== undefined)
  return columns.id !== undefined && located
}
