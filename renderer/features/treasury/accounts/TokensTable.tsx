import { Table, VisuallyHidden } from '@mantine/core'
import type { TokenRecord } from '#core/treasury/model/treasuryRecords'
import { Code } from '../../../ui/Code'
import { CheckedMark } from './CheckedMark'
import { RowMenu } from './RowMenu'

interface TokensTableProps {
  tokens: readonly TokenRecord[]
  chainName: (chain: string) => string
  onChange: (token: TokenRecord) => void
  onRemove: (token: TokenRecord) => void
}

export function TokensTable({ tokens, chainName, onChange, onRemove }: TokensTableProps) {
  return (
    <Table aria-label="Tokens" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Token</Table.Th>
          <Table.Th>Chain</Table.Th>
          <Table.Th>Contract</Table.Th>
          <Table.Th ta="end">Decimals</Table.Th>
          <Table.Th>On the chain</Table.Th>
          <Table.Th w={48}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tokens.map((token) => {
          const { facts, checked, id } = token
          return (
            <Table.Tr key={id}>
              <Table.Td>{facts.symbol}</Table.Td>
              <Table.Td>{chainName(facts.chain)}</Table.Td>
              <Table.Td>
                {facts.address === null ? "the chain's coin" : <Code value={facts.address} what="contract" whole />}
              </Table.Td>
              <Table.Td ta="end" className="figures">
                {facts.decimals}
              </Table.Td>
              <Table.Td>{facts.address !== null && <CheckedMark checked={checked} />}</Table.Td>
              <Table.Td>
                <RowMenu name={facts.symbol} onChange={() => onChange(token)} onRemove={() => onRemove(token)} />
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
