import { Table, VisuallyHidden } from '@mantine/core'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { ChainRecord } from '#core/treasury/model/treasuryRecords'
import { PracticeBadge } from './PracticeBadge'
import { RowMenu } from './RowMenu'

interface ChainsTableProps {
  chains: readonly ChainRecord[]
  onChange: (chain: ChainRecord) => void
  onRemove: (chain: ChainRecord) => void
}

export function ChainsTable({ chains, onChange, onRemove }: ChainsTableProps) {
  return (
    <Table aria-label="Chains" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Chain</Table.Th>
          <Table.Th>Id</Table.Th>
          <Table.Th>Coin</Table.Th>
          <Table.Th ta="end">Decimals</Table.Th>
          <Table.Th w={48}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {chains.map((chain) => (
          <Table.Tr key={chain.id}>
            <Table.Td>
              {chain.name} {isPracticeChain(chain.id) && <PracticeBadge />}
            </Table.Td>
            <Table.Td ff="monospace" fz="xs">
              {chain.id}
            </Table.Td>
            <Table.Td>{chain.coin.symbol}</Table.Td>
            <Table.Td ta="end" className="figures">
              {chain.coin.decimals}
            </Table.Td>
            <Table.Td>
              <RowMenu name={chain.name} onChange={() => onChange(chain)} onRemove={() => onRemove(chain)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
