import { Alert, List, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react'
import { faultText } from '#core/records/backup/backupFault'
import { countText } from '#core/words/countText'
import { numberText } from '#core/words/numberText'
import type { NamedCount, RestorePreview, TablePreview } from '../../../data/backups/restorePreview'
import { tableTitle } from '../../../data/history/recordNames'

const COLUMNS = [
  ['added', 'Added'],
  ['changed', 'Changed'],
  ['removed', 'Removed'],
  ['stays', 'Kept'],
] as const

const FACTS: ReadonlySet<string> = new Set(['signatures', 'payouts', 'payoutMoves', 'contributions', 'provisionings'])

/** Table by table, what a restore will change. */
export function RestoreDifferences({ preview }: { preview: RestorePreview }) {
  const { tables, settings, layersToImport, leftOut } = preview
  const keepsFacts = tables.some(({ table, stays }) => FACTS.has(table) && stays.count > 0)
  const otherwise = tables.filter((each) => each.otherwise.count > 0)
  return (
    <Stack gap="sm">
      {tables.length === 0 && settings === 0 && <Text>Nothing differs: what the backup holds is here as it has it.</Text>}
      {tables.length > 0 && (
        <Table aria-label="What will differ" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Records</Table.Th>
              {COLUMNS.map(([, title]) => (
                <Table.Th key={title} ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tables.map((table) => (
              <TableDifference key={table.table} table={table} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {settings > 0 && <Text fz="sm">{countText(settings, 'setting')} of this computer will be as in the backup.</Text>}
      {keepsFacts && (
        <Text fz="sm">
          What was signed, what networks paid and what devices proved since the backup stays, with the periods and splits that it
          belongs to.
        </Text>
      )}
      {otherwise.map(({ table, otherwise: named }) => (
        <Text fz="sm" key={table}>
          {tableTitle(table)} of which the backup says something else stay as they are here: {namesText(named)}.
        </Text>
      ))}
      {layersToImport.length > 0 && (
        <Alert color="yellow" variant="light" icon={<IconFileImport />} title="Import these files again afterwards">
          <List size="sm">
            {layersToImport.map(({ name, fileName }) => (
              <List.Item key={name}>
                {name}
                {fileName !== null && fileName !== name && ` (${fileName})`}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {leftOut.count > 0 && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle />}
          title={`${countText(leftOut.count, 'row')} of the backup cannot be used and will be left out; what is here of it stays`}
        >
          <List size="sm">
            {leftOut.first.map((fault) => (
              <List.Item key={`${fault.table} ${fault.record}`}>{faultText(fault)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}

function TableDifference({ table }: { table: TablePreview }) {
  const named = COLUMNS.filter(([column]) => table[column].names.length > 0)
  return (
    <Table.Tr>
      <Table.Td>
        {tableTitle(table.table)}
        {named.map(([column, title]) => (
          <Text key={column} fz="xs" c="dimmed" lineClamp={2}>
            {title}: {namesText(table[column])}
          </Text>
        ))}
      </Table.Td>
      {COLUMNS.map(([column]) => (
        <Table.Td key={column} ta="right" className="figures" valign="top">
          <Text span inherit c={table[column].count === 0 ? 'dimmed' : undefined}>
            {numberText(table[column].count)}
          </Text>
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

function namesText({ names, count }: NamedCount): string {
  const more = count - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${numberText(more)} more` : ''}`
}
