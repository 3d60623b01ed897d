import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

export function FactTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Table aria-label={label} maw={860}>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={200} fw={500} c="dimmed" scope="row">
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  )
}
