import { Fieldset, Group, SegmentedControl, SimpleGrid, Text, TextInput } from '@mantine/core'
import type { Problem } from '#core/model/problem'
import type { Snapshot } from '#core/treasury/chain/snapshot'
import type { PayoutMethod } from '#core/treasury/model/payoutFileV4'
import { dateTimeText } from '#core/words/dateText'
import { Code } from '../../../ui/Code'
import type { TypedSettings } from './payoutDraft'

interface SettingsFieldsProps {
  isSafe: boolean
  method: PayoutMethod
  typed: TypedSettings
  /** What the numbers were taken from; null while they are typed. */
  snapshot: Snapshot | null
  problem: Problem | null
  onChange: (typed: TypedSettings) => void
}

interface Field {
  field: Exclude<keyof TypedSettings, 'isLegacy'>
  label: string
  description: string
}

/** Nonce, gas and fees of the transactions. A Safe's carry no fee: whoever sends them sets it then. */
export function SettingsFields({ isSafe, method, typed, snapshot, problem, onChange }: SettingsFieldsProps) {
  return (
    <Fieldset legend="From the chain">
      {snapshot ? (
        <Group gap="xs" mb="xs">
          <Text fz="sm">
            From the snapshot of block {snapshot.block.number}, taken {dateTimeText(snapshot.takenAt)} from{' '}
            {snapshot.nodes.join(' and ')}.
          </Text>
          <Code value={snapshot.contentSha256} what="digest of the snapshot" />
        </Group>
      ) : (
        <Text fz="sm" c="dimmed" mb="xs">
          {isSafe
            ? 'A Safe’s transactions carry no fee: only its next nonce is needed, from a snapshot or typed.'
            : 'From a snapshot, or typed: everything is signed without a network.'}
        </Text>
      )}
      {!isSafe && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label="How the chain counts fees"
          data={[
            { value: 'eip1559', label: 'EIP-1559' },
            { value: 'legacy', label: 'One gas price' },
          ]}
          value={typed.isLegacy ? 'legacy' : 'eip1559'}
          onChange={(kind) => onChange({ ...typed, isLegacy: kind === 'legacy' })}
        />
      )}
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        {fieldsOf(isSafe, method, typed.isLegacy).map(({ field, label, description }) => (
          <TextInput
            key={field}
            label={label}
            description={description}
            inputMode="decimal"
            spellCheck={false}
            value={typed[field]}
            error={problem?.field === field}
            onChange={(event) => onChange({ ...typed, [field]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}

function fieldsOf(isSafe: boolean, method: PayoutMethod, isLegacy: boolean): Field[] {
  if (isSafe) return [{ field: 'nonce', label: 'Next nonce of the Safe', description: 'Of its first transaction here' }]
  const fields: Field[] = [
    { field: 'nonce', label: 'Next nonce', description: 'Of the account' },
    { field: 'gasLimit', label: 'Gas limit', description: 'Of each transfer; the usual token takes under 65000' },
  ]
  if (method === 'merkle') {
    fields.push({ field: 'rootGasLimit', label: 'Gas limit of the root', description: 'Setting one takes about 160000' })
  }
  fields.push({
    field: 'maxFeeGwei',
    label: isLegacy ? 'Gas price, gwei' : 'Most per gas, gwei',
    description: isLegacy ? 'As the node says' : 'Above the base fee by far, days later',
  })
  if (!isLegacy) fields.push({ field: 'priorityFeeGwei', label: 'Priority fee, gwei', description: 'Part of the most' })
  return fields
}
