import { Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { countText } from '#core/words/countText'
import { Code } from '../../../ui/Code'
import { shortened } from '../../../ui/shortened'
import { CheckedMark } from './CheckedMark'
import { PracticeBadge } from './PracticeBadge'
import { RowMenu } from './RowMenu'

interface TreasuriesTableProps {
  treasuries: readonly TreasuryRecord[]
  chainName: (chain: string) => string
  onChange: (treasury: TreasuryRecord) => void
  onRemove: (treasury: TreasuryRecord) => void
}

export function TreasuriesTable({ treasuries, chainName, onChange, onRemove }: TreasuriesTableProps) {
  return (
    <Table aria-label="Treasuries" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Treasury</Table.Th>
          <Table.Th>Chain</Table.Th>
          <Table.Th>Address</Table.Th>
          <Table.Th>Who signs</Table.Th>
          <Table.Th>On the chain</Table.Th>
          <Table.Th w={48}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {treasuries.map((treasury) => {
          const { facts, name, signers, distributors } = treasury
          return (
            <Table.Tr key={treasury.id}>
              <Table.Td>
                <Stack gap={0}>
                  <Text inherit>{name}</Text>
                  <Text fz="xs" c="dimmed">
                    {kindText(facts)}
                    {distributors.length > 0 && `, ${countText(distributors.length, 'distributor')}`}
                  </Text>
                </Stack>
              </Table.Td>
              <Table.Td>
                {chainName(facts.chain)} {isPracticeChain(facts.chain) && <PracticeBadge />}
              </Table.Td>
              <Table.Td>
                <Code value={facts.address} what={`address of ${name}`} whole />
              </Table.Td>
              <Table.Td>
                {facts.kind === 'safe' && `${facts.threshold} of ${facts.owners.length}: `}
                {signers.map((signer) => signer.name || shortened(signer.address)).join(', ') || 'not said'}
              </Table.Td>
              <Table.Td>
                <CheckedMark checked={treasury.checked} />
              </Table.Td>
              <Table.Td>
                <RowMenu name={name} onChange={() => onChange(treasury)} onRemove={() => onRemove(treasury)} />
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

function kindText(facts: TreasuryFacts): string {
  if (facts.kind === 'safe') return `Safe ${facts.version}`
  return facts.kind === 'solana' ? 'Account on Solana' : 'Account'
}
