import { Fieldset, SimpleGrid, Text, TextInput } from '@mantine/core'
import type { Problem } from '#core/model/problem'
import type { ChainField, TypedChain } from './chainSettings'

interface ChainFormProps {
  typed: TypedChain
  problem: Problem | null
  onChange: (typed: TypedChain) => void
}

const FIELDS: { field: ChainField; label: string; description: string; wide?: boolean }[] = [
  { field: 'chainId', label: 'Chain id', description: '31337 is a development chain' },
  { field: 'contract', label: 'Contract', description: 'Takes the root by setMerkleRoot(bytes32)', wide: true },
  { field: 'nonce', label: 'Nonce', description: 'The next one of the signing account' },
  { field: 'gasLimit', label: 'Gas limit', description: 'Setting a root takes about 160000' },
  { field: 'maxFeeGwei', label: 'Max fee, gwei', description: 'At most this per gas' },
  { field: 'priorityFeeGwei', label: 'Priority fee, gwei', description: 'Part of the max fee' },
]

/** What was read from the chain while online, typed in to be signed offline. */
export function ChainForm({ typed, problem, onChange }: ChainFormProps) {
  return (
    <Fieldset legend="Chain settings">
      <Text fz="sm" c="dimmed" mb="xs">
        Read them while online; the transaction is built and signed without a network. They are remembered.
      </Text>
      <SimpleGrid cols={4} spacing="sm">
        {FIELDS.map(({ field, label, description, wide }) => (
          <TextInput
            key={field}
            label={label}
            description={description}
            value={typed[field]}
            error={problem?.field === field}
            style={wide ? { gridColumn: 'span 3' } : undefined}
            styles={wide ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : undefined}
            spellCheck={false}
            onChange={(event) => onChange({ ...typed, [field]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}
