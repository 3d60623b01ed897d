import { ScrollArea, Table, Text, Title } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { FileProblem } from '#core/files/fileProblem'
import { numberText } from '#core/words/numberText'
import classes from './ProblemTable.module.css'

interface ProblemTableProps {
  /** The first of them. */
  problems: FileProblem[]
  problemCount: number
  /** What it means for the import. */
  consequence: string
}

/** Problems by line. The rows they name are left out of the import; the rest can go on. */
export function ProblemTable({ problems, problemCount, consequence }: ProblemTableProps) {
  if (problemCount === 0) return null
  return (
    <div>
      <Title order={3} fz="md" mb={4}>
        Problems by line
      </Title>
      <Text fz="sm" c="dimmed" mb="xs">
        {consequence} {problemCount > problems.length ? `The first ${problems.length} of ${numberText(problemCount)}.` : ''}
      </Text>
      <ProblemRows problems={problems} />
    </div>
  )
}

const ROW_PX = 58

/** Only the rows in view are drawn. */
function ProblemRows({ problems }: Pick<ProblemTableProps, 'problems'>) {
  const viewport = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: problems.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_PX,
    overscan: 4,
  })
  const drawn = rows.getVirtualItems()
  return (
    <ScrollArea.Autosize mah={260} viewportRef={viewport} viewportProps={{ tabIndex: 0, 'aria-label': 'Problems by line' }}>
      <Table stickyHeader className={classes.table} aria-rowcount={problems.length + 1}>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            <Table.Th ta="right" w={80}>
              Line
            </Table.Th>
            <Table.Th w={150}>Column</Table.Th>
            <Table.Th>What is wrong</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Spacer height={drawn[0]?.start ?? 0} />
          {drawn.map(({ index }) => {
            const problem = problems[index]
            return (
              <Table.Tr key={index} data-index={index} ref={rows.measureElement} aria-rowindex={index + 2}>
                <Table.Td ta="right">{problem?.line ?? 'file'}</Table.Td>
                <Table.Td>{problem?.field ?? ''}</Table.Td>
                <Table.Td>{problem?.message}</Table.Td>
              </Table.Tr>
            )
          })}
          <Spacer height={rows.getTotalSize() - (drawn.at(-1)?.end ?? 0)} />
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td className={classes.spacer} style={{ height }} />
    </tr>
  )
}
