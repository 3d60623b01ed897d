import { ScrollArea, Table, Text, Title } from '@mantine/core'
import type { FileProblem } from '#core/files/fileProblem'
import { numberText } from '#core/words/numberText'

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
      <ScrollArea.Autosize mah={260} viewportProps={{ tabIndex: 0, 'aria-label': 'Problems by line' }}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">Line</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>What is wrong</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map((problem) => (
              <Table.Tr key={`${problem.line}:${problem.field}:${problem.message}`}>
                <Table.Td ta="right">{problem.line ?? 'file'}</Table.Td>
                <Table.Td>{problem.field ?? ''}</Table.Td>
                <Table.Td>{problem.message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </div>
  )
}
