import { ScrollArea, Table, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { numberText } from '#core/words/numberText'
import type { ImportPreview } from '../../data/imports/importPreview'
import classes from './FirstRows.module.css'

const COLUMN_PX = 140

/** A look at the file as it is, so that the columns can be told apart; only those in view are drawn. */
export function FirstRows({ preview }: { preview: Pick<ImportPreview, 'headers' | 'sample'> }) {
  const { headers, sample } = preview
  const viewport = useRef<HTMLDivElement>(null)
  const columns = useVirtualizer({
    horizontal: true,
    count: headers.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => COLUMN_PX,
    overscan: 3,
  })
  const drawn = columns.getVirtualItems()
  const before = drawn[0]?.start ?? 0
  const after = columns.getTotalSize() - (drawn.at(-1)?.end ?? 0)
  // Rows may be equal, so each is told by its place.
  const rows = sample.map((cells, at) => ({ id: `row ${at}`, cells }))
  const sampled = Math.max(0, ...sample.map((cells) => cells.length))
  return (
    <div>
      {sampled > 0 && sampled < headers.length && (
        <Text fz="xs" c="dimmed" mb={4}>
          Values are shown of the first {numberText(sampled)} of {numberText(headers.length)} columns.
        </Text>
      )}
      <ScrollArea viewportRef={viewport} viewportProps={{ tabIndex: 0, 'aria-label': 'First rows of the file' }}>
        <Table
          withTableBorder
          withColumnBorders
          fz="xs"
          className={classes.table}
          w={columns.getTotalSize()}
          aria-colcount={headers.length}
        >
          <Table.Thead>
            <Table.Tr>
              <Spacer width={before} />
              {drawn.map(({ index }) => (
                <Table.Th key={index} aria-colindex={index + 1} w={COLUMN_PX} className={classes.cell} title={headers[index]}>
                  {headers[index]}
                </Table.Th>
              ))}
              <Spacer width={after} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, cells }) => (
              <Table.Tr key={id}>
                <Spacer width={before} />
                {drawn.map(({ index }) => (
                  <Table.Td key={index} aria-colindex={index + 1} className={classes.cell}>
                    {cells[index]}
                  </Table.Td>
                ))}
                <Spacer width={after} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </div>
  )
}

/** Stands for the columns that are not drawn. */
function Spacer({ width }: { width: number }) {
  return width > 0 ? <td className={classes.spacer} style={{ width }} aria-hidden /> : null
}
